"""The report as data: figures, outcomes and failures."""

from collections.abc import Mapping
from typing import Literal

from dixit.eval.reports.text import faults
from dixit.eval.runs.score import Scored
from dixit.eval.runs.summary import Judged
from dixit.index.records import Span

Outcome = Literal["right", "refused", "wrong", "unscored"]
"""The result of a question; `refused` only if it is answerable."""


def as_dict(judged: Judged, before: Judged | None) -> dict[str, object]:
    """The JSON of `dixit eval --json`.

    Args:
        judged: the run.
        before: the run to compare with, if there is one.

    Returns:
        The summary; `before` with the run compared with and its groups; `asked` with a row for
        each question; `failures` with the expected and the given answer, the measures below 1 with
        the reason, and the places cited.
    """
    return {
        "run": str(judged.run.path),
        **judged.summary.as_dict(),
        "before": _before(before) if before else None,
        "asked": [_asked(s) for s in judged.scored],
        "failures": [_failure(s) for s in judged.scored if faults(s)],
    }


def outcome(s: Scored) -> Outcome:
    """The result of a question."""
    if s.right is None:
        return "unscored"
    if s.asked.question.answerable and not s.asked.answered:
        return "refused"
    return "right" if s.right else "wrong"


def _before(before: Judged) -> Mapping[str, object]:
    return {"run": str(before.run.path), "groups": before.summary.as_dict()["groups"]}


def _asked(s: Scored) -> Mapping[str, object]:
    question = s.asked.question
    return {
        "set": s.asked.set_name,
        "id": question.id,
        "lang": question.lang,
        "kind": question.kind,
        "outcome": outcome(s),
        "ask_ms": None if "ask" in s.asked.errors else s.asked.milliseconds.get("ask"),
    }


def _failure(s: Scored) -> Mapping[str, object]:
    asked = s.asked
    return {
        **_asked(s),
        "question": asked.question.question,
        "answerable": asked.question.answerable,
        "expected": [
            {"text": gold.text, "places": [_place(place, gold.text) for place in gold.places]}
            for gold in asked.gold
        ],
        "given": asked.answer_text if asked.answered else None,
        "why": [
            {"measure": name, "value": score.value, "why": score.why}
            for name, score in faults(s).items()
        ],
        "cited": [_place(cited.span, cited.quote) for cited in asked.citations],
    }


def _place(span: Span, quote: str) -> Mapping[str, object]:
    return {"source": span.source, "start": span.start, "end": span.end, "quote": quote}
