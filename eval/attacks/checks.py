"""The share of true and of false statements that a check accepts: ours and common baselines."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from dixit.eval.attacks.cases import Case
from dixit.rag.checking.alignment import align
from dixit.rag.checking.learned_judge import shipped_judge

Check = Callable[[Case], bool]
"""Whether the statement of a case is accepted as proven by the passage that it cites."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The number of statements of one kind that a check accepts."""

    check: str
    kind: str
    true: bool
    cases: int
    accepted: int

    @property
    def share(self) -> float:
        """Accepted cases over all cases, 0 to 1."""
        return self.accepted / self.cases


def checks() -> dict[str, Check]:
    """The checks by name: ours, exact substring, and rapidfuzz where it is installed.

    rapidfuzz accepts a statement whose partial ratio to the passage (the best normalised
    Levenshtein similarity of a substring) is at least 35, 80 or 95 %.
    """
    available: dict[str, Check] = {"dixit": _ours, "substring": _substring}
    if find_spec("rapidfuzz"):
        for least in (35, 80, 95):
            available[f"rapidfuzz {least}%"] = _partial(least)
    return available


def measure(cases: Sequence[Case]) -> Iterator[Accepted]:
    """Count what each check accepts.

    Args:
        cases: the statements.

    Yields:
        A row for each check and kind of statement, false kinds first.
    """
    kinds = sorted({(case.true, case.kind) for case in cases})
    for name, check in checks().items():
        for true, kind in kinds:
            group = [case for case in cases if (case.true, case.kind) == (true, kind)]
            yield Accepted(name, kind, true, len(group), sum(map(check, group)))


def failures(cases: Sequence[Case]) -> Iterator[str]:
    """One line for each statement that our check judges wrongly."""
    for case in cases:
        if _ours(case) != case.true:
            outcome = "refused" if case.true else "accepted"
            yield f"{outcome} ({case.kind}, {case.language}): {case.statement}"


def as_text(rows: Sequence[Accepted]) -> Iterator[str]:
    """The rows as a table: one line for each kind, one column for each check."""
    names = list(dict.fromkeys(row.check for row in rows))
    yield f"{'accepted':34}{'cases':>7}" + "".join(f"{name:>16}" for name in names)
    for true, kind in dict.fromkeys((row.true, row.kind) for row in rows):
        cells = [row for row in rows if (row.true, row.kind) == (true, kind)]
        label = f"{'true' if true else 'false'}, {kind}"
        yield f"{label:34}{cells[0].cases:7}" + "".join(f"{row.share:16.3f}" for row in cells)


def _ours(case: Case) -> bool:
    alignment = align(
        case.statement,
        case.passage,
        case.document,
        language=case.language,
        cited_language=case.document.language,
        judge=shipped_judge(),
        quotations=case.quotations,
    )
    return alignment.verdict in ("verbatim", "supported")


def _cited(case: Case) -> str:
    return case.document.text[case.passage.start : case.passage.end]


def _substring(case: Case) -> bool:
    return case.statement in _cited(case)


def _partial(least: int) -> Check:
    """Accepts a statement by its edit distance to the most similar substring of the passage."""
    from rapidfuzz.fuzz import partial_ratio  # noqa: PLC0415

    return lambda case: partial_ratio(case.statement, _cited(case)) >= least
