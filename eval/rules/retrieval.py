"""Measures of retrieval, over the ranked passages and over their sources."""

from collections.abc import Iterable

from dixit.eval.metrics.citations import coverage
from dixit.eval.metrics.ranking import (
    average_precision,
    ndcg_at_k,
    precision_at_k,
    recall_at_k,
    reciprocal_rank,
)
from dixit.eval.rules.records import Measure, Rule, Score, of_gold
from dixit.eval.runs.run_file import Asked, Gold
from dixit.index.records import Span

DEPTH = 5
"""The cut-off of the measures `..._at_5`, in passages."""
CUT = 10
"""The number of passages in a run file, and the cut-off of `..._at_10`."""


def covered(gold: Gold, spans: Iterable[Span]) -> float:
    """The share of a gold text that spans cover, by characters.

    Args:
        gold: the gold text and the places where sources hold it.
        spans: the spans found or cited.

    Returns:
        The coverage of the place that is covered best, 0 to 1.
    """
    return max(coverage(place, gold.text, spans) for place in gold.places)


def ranked(asked: Asked) -> tuple[list[str], set[str]]:
    """The ranking of passages and the relevant ones, as ids.

    A passage is relevant if it overlaps a gold span. A gold span that no passage of the ranking
    overlaps counts as one relevant passage that was not found.

    Returns:
        The ids of the passages, best first, and the set of relevant ids.
    """
    passages = asked.found
    relevant: set[str] = set()
    for number, gold in enumerate(asked.gold):
        overlapping = {str(s) for s in passages if any(s.overlaps(place) for place in gold.places)}
        relevant |= overlapping or {f"gold span {number}, not found"}
    return [str(span) for span in passages], relevant


def sources(asked: Asked) -> list[str]:
    """The sources of the ranked passages, each once, by their best passage."""
    return list(dict.fromkeys(span.source for span in asked.found))


def _source_first(ranking: Iterable[Span], asked: Asked) -> Score | None:
    if not asked.question.sources:
        return None
    first = next((span.source for span in ranking), "nothing")
    return Score(float(first in asked.question.sources), f"first comes {first}")


def _sources_at_5(asked: Asked) -> Score | None:
    if not asked.question.sources:
        return None
    ranking = [span.source for span in asked.found]
    value = recall_at_k(ranking, asked.question.sources, DEPTH)
    return Score(value, f"found {', '.join(sorted(set(ranking[:DEPTH]))) or 'nothing'}")


def _source_precision(asked: Asked) -> Score | None:
    if not asked.question.sources:
        return None
    value = average_precision(sources(asked), asked.question.sources)
    return Score(value, f"in the order {', '.join(sources(asked)[:DEPTH]) or 'none'}")


def _source_ndcg(asked: Asked) -> Score | None:
    if not asked.question.sources:
        return None
    gains = dict.fromkeys(asked.question.sources, 1.0)
    value = ndcg_at_k(sources(asked), gains, CUT)
    return Score(value, f"in the order {', '.join(sources(asked)[:DEPTH]) or 'none'}")


def _span_first(ranking: list[Span], asked: Asked) -> Score:
    value = max(covered(gold, ranking[:1]) for gold in asked.gold)
    return Score(value, f"the first passage holds {value:.0%} of a gold span")


def _span_at_5(asked: Asked) -> Score:
    value = sum(covered(gold, asked.found[:DEPTH]) for gold in asked.gold) / len(asked.gold)
    return Score(value, f"the first {DEPTH} passages hold {value:.0%} of the gold")


def _rank(asked: Asked) -> Score:
    value = reciprocal_rank(*ranked(asked))
    return Score(value, f"rank {round(1 / value)}" if value else f"not in the first {CUT}")


def _precision(asked: Asked) -> Score:
    value = precision_at_k(*ranked(asked), DEPTH)
    return Score(value, f"{round(value * DEPTH)} of the first {DEPTH} touch a gold span")


def _recall(asked: Asked) -> Score:
    value = recall_at_k(*ranked(asked), CUT)
    return Score(value, f"{value:.0%} of what touches a gold span is in the first {CUT}")


def _average_precision(asked: Asked) -> Score:
    return Score(average_precision(*ranked(asked)), _at_ranks(asked))


def _ndcg(asked: Asked) -> Score:
    ids, relevant = ranked(asked)
    return Score(ndcg_at_k(ids, dict.fromkeys(relevant, 1.0), CUT), _at_ranks(asked))


def _at_ranks(asked: Asked) -> str:
    ids, relevant = ranked(asked)
    ranks = [str(rank) for rank, id_ in enumerate(ids, start=1) if id_ in relevant]
    return f"gold spans are touched at rank {', '.join(ranks) or 'none'}"


def _of_tutorial(rule: str) -> Rule:
    if rule == "source":
        return lambda asked: _source_first(asked.reference, asked)
    return of_gold(lambda asked: _span_first(list(asked.reference), asked))


OF_SEARCH = (
    Measure(
        "source_first",
        "the first passage is of a right source",
        "search",
        lambda asked: _source_first(asked.found, asked),
    ),
    Measure("sources_at_5", "right sources among the first 5 passages", "search", _sources_at_5),
    Measure(
        "source_average_precision",
        "of the sources in the order of their first passages (mean: MAP)",
        "search",
        _source_precision,
    ),
    Measure("source_ndcg_at_10", "the same order, nDCG@10", "search", _source_ndcg),
    Measure(
        "span_first",
        "gold span inside the first passage, by characters",
        "search",
        of_gold(lambda asked: _span_first(asked.found, asked)),
    ),
    Measure(
        "span_at_5",
        "gold spans inside the first 5 passages, by characters",
        "search",
        of_gold(_span_at_5),
    ),
    Measure(
        "precision_at_5",
        "of the first 5 passages those that touch a gold span",
        "search",
        of_gold(_precision),
    ),
    Measure(
        "recall_at_10",
        "of what touches a gold span, the share in the first 10 passages",
        "search",
        of_gold(_recall),
    ),
    Measure(
        "reciprocal_rank",
        "of the first passage that touches a gold span (mean: MRR)",
        "search",
        of_gold(_rank),
    ),
    Measure(
        "average_precision",
        "of the passages that touch a gold span (mean: MAP)",
        "search",
        of_gold(_average_precision),
    ),
    Measure("ndcg_at_10", "the same passages, nDCG@10", "search", of_gold(_ndcg)),
)

OF_TUTORIAL = (
    Measure(
        "tutorial_source_first",
        "source_first of the LangChain tutorial's chain",
        "reference",
        _of_tutorial("source"),
    ),
    Measure(
        "tutorial_span_first",
        "span_first of the LangChain tutorial's chain",
        "reference",
        _of_tutorial("span"),
    ),
)
