"""Scoring one question: each measure gives a value with its explanation, or says why it cannot.

A stage that crashed leaves its measures *unscored* with the reason. That is never a zero, and the
question is never dropped. A measure that has no meaning for a question (coverage, where nothing
can be cited) is simply absent.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from eval.metrics import coverage, key_match, recall_at_k, reciprocal_rank
from eval.run_file import Asked, Gold, Stage
from index.records import Span

DEPTH = 5
"""How many passages `sources_at_5` and `span_at_5` look at."""
CITED = 0.5
"""The share of a gold span that must be cited for the answer to be right."""


@dataclass(frozen=True, slots=True)
class Score:
    """A value from 0 to 1 and what it was made of, or None and the reason."""

    value: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is measured: what it tells, the stage it depends on, and its rule."""

    name: str
    tells: str
    stage: Stage
    rule: Callable[[Asked], Score | None]


@dataclass(frozen=True, slots=True)
class Scored:
    """A question with its scores by name of measure."""

    asked: Asked
    scores: Mapping[str, Score]


def score(asked: Asked) -> Scored:
    """Every measure that means something for the question."""
    scores = {}
    for measure in MEASURES:
        if measure.stage not in asked.milliseconds:
            continue
        failure = asked.errors.get(measure.stage)
        result = measure.rule(asked)
        if result is not None:
            scores[measure.name] = Score(None, failure) if failure else result
    return Scored(asked, scores)


def _source_first(asked: Asked, ranking: list[Span]) -> Score | None:
    if not asked.question.sources:
        return None
    first = ranking[0].source if ranking else "nothing"
    return Score(float(first in asked.question.sources), f"first comes {first}")


def _sources(asked: Asked) -> Score | None:
    if not asked.question.sources:
        return None
    found = [span.source for span in asked.found]
    value = recall_at_k(found, asked.question.sources, DEPTH)
    return Score(value, f"found {', '.join(sorted(set(found[:DEPTH]))) or 'nothing'}")


def _span_first(asked: Asked, ranking: list[Span]) -> Score | None:
    if not asked.gold:
        return None
    if unlocated := _unlocated(asked):
        return unlocated
    value = max(_covered(gold, ranking[:1]) for gold in asked.gold)
    return Score(value, f"the first passage holds {value:.0%} of a gold span")


def _rank(asked: Asked) -> Score | None:
    if not asked.gold:
        return None
    if unlocated := _unlocated(asked):
        return unlocated
    ids = [str(span) for span in asked.found]
    places = [place for gold in asked.gold for place in gold.places]
    right = [str(span) for span in asked.found if any(span.overlaps(p) for p in places)]
    value = reciprocal_rank(ids, right)
    return Score(value, f"rank {round(1 / value)}" if value else f"not in the first {len(ids)}")


def _spans_found(asked: Asked) -> Score | None:
    return _mean_coverage(asked, asked.found[:DEPTH], f"the first {DEPTH} passages hold")


def _exact(asked: Asked) -> Score | None:
    if not asked.citations and "ask" not in asked.errors:
        return None
    false = [f"{c.span.source} {c.span.start}:{c.span.end}" for c in asked.citations if not c.exact]
    value = 1 - len(false) / max(1, len(asked.citations))
    return Score(value, f"not the stored text: {', '.join(false) or 'none'}")


def _gold_cited(asked: Asked) -> Score | None:
    cited = [c.span for c in asked.citations if c.counts]
    return _mean_coverage(asked, cited, "the citations cover")


def _cited_right(asked: Asked) -> Score | None:
    """The citation precision of Gao et al., 2023, told by place: citations that touch the gold."""
    if not asked.gold or not (asked.answered or "ask" in asked.errors):
        return None
    if unlocated := _unlocated(asked):
        return unlocated
    cited = [c.span for c in asked.citations if c.counts]
    places = [place for gold in asked.gold for place in gold.places]
    right = sum(any(span.overlaps(place) for place in places) for span in cited)
    value = right / len(cited) if cited else 0.0
    return Score(value, f"{right} of {len(cited)} citations touch a gold span")


def _answer(asked: Asked) -> Score | None:
    if not asked.question.keys:
        return None
    if not asked.answered:
        return Score(0.0, "refused")
    lacking = [g[0] for g in asked.question.keys if not key_match(asked.answer_text, [g])]
    value = key_match(asked.answer_text, asked.question.keys)
    return Score(value, f"lacks {', '.join(lacking)}" if lacking else "says all that is asked")


def _right(asked: Asked) -> Score | None:
    """Answered, every gold span cited for the greater part, and every key said."""
    if not asked.gold or not asked.question.keys:
        return None
    if unlocated := _unlocated(asked):
        return unlocated
    cited = [c.span for c in asked.citations if c.counts]
    missed = [gold.text for gold in asked.gold if _covered(gold, cited) < CITED]
    said = key_match(asked.answer_text, asked.question.keys) == 1
    why = "refused" if not asked.answered else f"{len(missed)} gold spans are not cited"
    return Score(
        float(asked.answered and not missed and said), why if said else f"{why}, keys lack"
    )


def _refusal(asked: Asked) -> Score | None:
    right = asked.answered == asked.question.answerable
    return Score(float(right), "answered" if asked.answered else "refused")


MEASURES = (
    Measure(
        "source_first",
        "the first passage is of a right source",
        "search",
        lambda asked: _source_first(asked, asked.found),
    ),
    Measure("sources_at_5", "right sources among the first 5 passages", "search", _sources),
    Measure(
        "span_first",
        "gold span inside the first passage, by characters",
        "search",
        lambda asked: _span_first(asked, asked.found),
    ),
    Measure("reciprocal_rank", "of the first passage that touches a gold span", "search", _rank),
    Measure("span_at_5", "gold spans inside the first 5 passages", "search", _spans_found),
    Measure("exact", "citations whose quote is the stored text at their offsets", "ask", _exact),
    Measure("gold_cited", "gold spans inside the citations, by characters", "ask", _gold_cited),
    Measure("cited_right", "citations that touch a gold span", "ask", _cited_right),
    Measure("answer", "things to say that the answer says", "ask", _answer),
    Measure("right", "answered, the gold cited and every key said", "ask", _right),
    Measure("refusal", "answered where there is an answer, refused where not", "ask", _refusal),
    Measure(
        "tutorial_source_first",
        "the same of the LangChain tutorial's chain",
        "reference",
        lambda asked: _source_first(asked, list(asked.reference)),
    ),
    Measure(
        "tutorial_span_first",
        "the same of the LangChain tutorial's chain",
        "reference",
        lambda asked: _span_first(asked, list(asked.reference)),
    ),
)


def _mean_coverage(asked: Asked, spans: list[Span], what: str) -> Score | None:
    if not asked.gold:
        return None
    if unlocated := _unlocated(asked):
        return unlocated
    value = sum(_covered(gold, spans) for gold in asked.gold) / len(asked.gold)
    return Score(value, f"{what} {value:.0%} of the gold")


def _covered(gold: Gold, spans: Iterable[Span]) -> float:
    return max(coverage(place, gold.text, spans) for place in gold.places)


def _unlocated(asked: Asked) -> Score | None:
    missing = [gold.text for gold in asked.gold if not gold.places]
    return Score(None, f"no stored source holds {missing[0][:60]!r}") if missing else None
