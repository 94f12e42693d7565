"""References as BibTeX."""

from collections.abc import Iterable

from dixit.ui.citing.reference import Reference

_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # BibTeX counts braces even behind a backslash.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    **{sign: f"\\{sign}" for sign in "$&%#_"},
}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def as_bibtex(references: Iterable[Reference]) -> str:
    """One entry for each reference: `@article` with an outlet, `@misc` without."""
    return "\n".join(_entry(reference) for reference in references)


def _entry(one: Reference) -> str:
    _, _, rest = one.published.partition("-")
    month, _, day = rest.partition("-")
    fields = [
        # Braces keep the capital letters of a title as they are.
        ("title", f"{{{_text(one.title)}}}"),
        ("journal", _text(one.outlet)),
        ("year", one.year),
        ("day", day.lstrip("0")),
        ("pages", _text(one.page)),
        ("url", _address(one.url)),
        ("urldate", one.accessed),
        ("note", _text(one.note)),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    if month:
        lines.append(f"  month = {_MONTHS[int(month) - 1]},")
    kind = "article" if one.outlet else "misc"
    return f"@{kind}{{{one.key},\n" + "\n".join(lines) + "\n}\n"


def _text(text: str) -> str:
    return "".join(_ESCAPED.get(letter, letter) for letter in text)


def _address(url: str) -> str:
    """A web address, which BibTeX takes as it is; braces and backslashes are percent-encoded."""
    return url.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
