"""The report as an HTML page without scripts or network requests."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template

from dixit.eval.reports.run_plots import plots
from dixit.eval.reports.text import faults, opening, table, tells, worst_first
from dixit.eval.runs.compare import differences
from dixit.eval.runs.score import Scored
from dixit.eval.runs.summary import Judged


def as_html(judged: Judged, before: Judged | None) -> str:
    """Render the page: figures with their change, plots, and each question, worst first.

    Args:
        judged: the run.
        before: the run to compare with, if there is one.
    """
    header, *rows = table(judged, before)
    failures = worst_first(judged.scored)
    others = [s for s in judged.scored if not faults(s)]
    changes = differences(judged, before) if before else []
    page: str = _template().render(
        title=judged.run.path.stem,
        opening=list(opening(judged, before)),
        header=header[1:],
        rows=[{"name": row[0], "cells": row[1:], "tells": tells(row[0])} for row in rows],
        plots=plots(judged),
        before=before.run.path.name if before else "",
        differences=[difference for difference in changes if difference.changes],
        unscored=judged.summary.unscored,
        parts=[
            ("Questions that fall short, worst first", [_details(s) for s in failures]),
            ("The other questions", [_details(s) for s in others]),
        ],
        about=json.dumps(dict(judged.run.about), ensure_ascii=False, indent=2),
    )
    return page


def _details(s: Scored) -> Mapping[str, object]:
    asked, question = s.asked, s.asked.question
    return {
        **question.as_dict(),
        "set_name": asked.set_name,
        "expected": [gold.text for gold in asked.gold],
        "to_say": " + ".join(" or ".join(group) for group in question.keys),
        "given": asked.answer_text if asked.answer is not None else _errors(asked.errors.values()),
        "whys": [f"{name} {score.value:.2f}: {score.why}" for name, score in faults(s).items()],
        "cited": [
            {
                "number": citation["number"],
                "place": f"{citation['source']} {citation['start']}:{citation['end']}",
                "verdict": citation["verdict"],
                "speaker": citation["speaker"],
            }
            for citation in (asked.answer["citations"] if asked.answer else ())
        ],
        "confidence": asked.confidence,
        "milliseconds": asked.milliseconds.get("ask"),
    }


def _errors(reasons: Iterable[str]) -> str:
    return "; ".join(reasons) or "nothing"


@cache
def _template() -> Template:
    text = resources.files("dixit.eval.reports").joinpath("report.jinja").read_text("utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(text)
