"""Measures of citations, against numbers worked by hand."""

from collections.abc import Sequence

import pytest

from dixit.eval.metrics.citations import citation_precision, citation_recall, coverage, span_f1
from dixit.index.records import Span


def holds_each_letter(statement: str, cited: Sequence[str]) -> bool:
    """A verifier whose verdicts can be told by hand."""
    return set(statement) <= set("".join(cited))


def test_coverage_joins_citations_and_ignores_spaces_and_other_sources() -> None:
    gold, text = Span("a", 10, 17), "abc def"
    assert coverage(gold, text, [Span("a", 0, 12)]) == pytest.approx(2 / 6)
    assert coverage(gold, text, [Span("a", 10, 13), Span("a", 14, 17)]) == 1
    assert coverage(gold, text, [Span("a", 9, 15), Span("a", 12, 15)]) == pytest.approx(4 / 6)
    assert coverage(gold, text, [Span("b", 0, 99)]) == 0


def test_span_f1_by_hand() -> None:
    # Ten wanted, ten given, five of them the same.
    assert span_f1([Span("a", 0, 10)], [Span("a", 5, 15)]) == 1 / 2
    # What is cited twice counts once; another source's places are other places.
    assert span_f1([Span("a", 0, 10)], [Span("a", 0, 10), Span("a", 2, 4)]) == 1
    assert span_f1([Span("a", 0, 10)], [Span("b", 0, 10)]) == 0
    assert span_f1([Span("a", 0, 10)], []) == 0


@pytest.mark.parametrize(
    ("cited", "recall", "precision"),
    [
        (["ab"], 1, [1]),
        (["a", "b"], 1, [1, 1]),  # Only together they prove it: each is needed.
        (["ab", "z"], 1, [1, 0]),  # One proves it alone, the other nothing.
        (["ab", "ab"], 1, [1, 1]),
        (["a", "z"], 0, [0, 0]),  # What proves nothing is worth nothing.
        ([], 0, []),
    ],
)
def test_recall_and_precision_of_a_statement(
    cited: list[str], recall: float, precision: list[float]
) -> None:
    assert citation_recall("ab", cited, holds_each_letter) == recall
    assert citation_precision("ab", cited, holds_each_letter) == precision
