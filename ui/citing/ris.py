"""References as RIS, which Zotero, Mendeley and EndNote read."""

from collections.abc import Iterable

from dixit.ui.citing.reference import Reference


def as_ris(references: Iterable[Reference]) -> str:
    """One record for each reference; lines end with CR LF, as the format demands."""
    return "".join(_record(reference) for reference in references)


def _record(one: Reference) -> str:
    date = one.published.replace("-", "/")
    fields = [
        ("TY", "NEWS" if one.outlet else "GEN"),
        ("ID", one.key),
        ("TI", one.title),
        ("T2", one.outlet),
        ("PY", one.year),
        # Year, month, day and further facts: the format has all three slashes.
        ("DA", date + "/" * (3 - date.count("/")) if date else ""),
        ("SP", one.page),
        ("UR", one.url),
        ("Y2", one.accessed.replace("-", "/") + "/"),
        ("N1", one.note),
        ("ER", ""),
    ]
    lines = [f"{name}  - {value}" for name, value in fields if value or name == "ER"]
    return "\r\n".join(lines) + "\r\n\r\n"
