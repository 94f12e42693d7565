"""What is let through of true and of false statements, by our check and by common others."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from dixit.eval.attacks.cases import Case
from dixit.rag.verification.alignment import align

Check = Callable[[Case], bool]
"""Whether a statement is let through as proven by the passage that it cites."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many statements of a kind a check lets through."""

    check: str
    kind: str
    true: bool
    cases: int
    accepted: int

    @property
    def share(self) -> float:
        """Of the cases, 0 to 1."""
        return self.accepted / self.cases


def checks() -> dict[str, Check]:
    """Ours, and others that are installed."""
    found: dict[str, Check] = {"dixit": _ours, "substring": _substring}
    if find_spec("rapidfuzz"):
        for least in (35, 80, 95):
            found[f"rapidfuzz {least}%"] = _partial(least)
    return found


def measure(cases: Sequence[Case]) -> Iterator[Accepted]:
    """Each check on each kind of statement, false ones first."""
    kinds = sorted({(case.true, case.kind) for case in cases})
    for name, check in checks().items():
        for true, kind in kinds:
            some = [case for case in cases if (case.true, case.kind) == (true, kind)]
            yield Accepted(name, kind, true, len(some), sum(map(check, some)))


def failures(cases: Sequence[Case]) -> Iterator[str]:
    """Where ours is wrong, one line each."""
    for case in cases:
        if _ours(case) != case.true:
            what = "refused" if case.true else "accepted"
            yield f"{what} ({case.kind}, {case.language}): {case.statement}"


def as_text(rows: Sequence[Accepted]) -> Iterator[str]:
    """A table: a line a kind, a column a check."""
    names = list(dict.fromkeys(row.check for row in rows))
    yield f"{'accepted':34}{'cases':>7}" + "".join(f"{name:>16}" for name in names)
    for true, kind in dict.fromkeys((row.true, row.kind) for row in rows):
        of_kind = [row for row in rows if (row.true, row.kind) == (true, kind)]
        label = f"{'true' if true else 'false'}, {kind}"
        yield f"{label:34}{of_kind[0].cases:7}" + "".join(f"{row.share:16.3f}" for row in of_kind)


def _ours(case: Case) -> bool:
    found = align(
        case.statement,
        case.passage,
        case.document,
        language=case.language,
        cited_language=case.document.language,
        quotations=case.quotations,
    )
    return found.verdict in ("verbatim", "supported")


def _cited(case: Case) -> str:
    return case.document.text[case.passage.start : case.passage.end]


def _substring(case: Case) -> bool:
    return case.statement in _cited(case)


def _partial(least: int) -> Check:
    """The best match of the statement with a stretch of the passage, by edits."""
    from rapidfuzz.fuzz import partial_ratio  # noqa: PLC0415

    return lambda case: partial_ratio(case.statement, _cited(case)) >= least
