"""An evaluation as safe HTML: its progress, its figures beside the last run's, its failures."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from dixit.index.records import Span
from dixit.ui.render import charts
from dixit.ui.render.markup import Opener, escape
from dixit.ui.strings.catalogue import Strings
from dixit.ui.strings.evaluation import EvaluationStrings

SHOWN = 200
"""Failures sent to the browser at once; what is left out is said."""
EXCERPT = 400
"""Characters shown of an answer, or of words that were expected."""

Report = Mapping[str, Any]
"""The JSON that `dixit eval --json` prints."""


def introduction(strings: Strings) -> str:
    """What stands where the report will be."""
    return _whole(f'<p class="empty">{escape(strings.evaluation.introduction)}</p>')


def progress(done: int, of: int, strings: Strings) -> str:
    """How far it has come; `of` is 0 while that is not known."""
    words = strings.evaluation
    told = words.asked_of.format(done=done, of=of) if of else words.starting
    value = f'value="{done}" max="{of}"' if of else ""
    announced = "" if of else ' role="status"'  # Or each question would be read out.
    return _whole(
        f'<p id="evaluation-told"{announced}>{escape(told)}</p>'
        f'<progress {value} aria-labelledby="evaluation-told">{escape(told)}</progress>',
        busy=True,
    )


def cancelled(strings: Strings) -> str:
    """That it was cancelled."""
    return _whole(f'<p role="status">{escape(strings.evaluation.cancelled)}</p>')


def failed(sentence: str) -> str:
    """Why it could not be done."""
    return _whole(f'<p class="error" role="alert">{escape(sentence)}</p>')


def report(result: Report, strings: Strings) -> str:
    """The figures by language and kind, two charts, and every failure with what it cites."""
    words = strings.evaluation
    asked: Sequence[Mapping[str, Any]] = result["asked"]
    right = sum(question["outcome"] == "right" for question in asked)
    before = result["before"]
    since = words.since.format(run=PurePath(before["run"]).stem) if before else words.no_earlier
    times = [question["ask_ms"] for question in asked if question["ask_ms"] is not None]
    return _whole(
        f'<p class="done" role="status">{escape(words.done.format(right=right, total=len(asked)))}'
        "</p>"
        + charts.outcomes(asked, words)
        + charts.latency(times, words)
        + f"<h3>{escape(words.figures_title)}</h3><p>{escape(since)}</p>"
        + _figures(result, words)
        + _failures(result, strings)
        + _unscored(result["unscored"], words)
    )


def _whole(inner: str, *, busy: bool = False) -> str:
    return f'<div class="evaluation" aria-busy="{str(busy).lower()}">{inner}</div>'


def _figures(result: Report, words: EvaluationStrings) -> str:
    groups: Mapping[str, Mapping[str, Any]] = result["groups"]
    earlier = result["before"]["groups"] if result["before"] else {}
    labels = {"all": words.all_questions}
    for field, told in (("lang", words.languages), ("kind", words.kinds)):
        names = sorted({question[field] for question in result["asked"]})
        labels |= {name: told.get(name, name) for name in names}
    head = "".join(
        f'<th scope="col">{escape(label)}</th>' for label in (words.figure, *labels.values())
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(words.figures.get(figure, figure))}</th>'
        + "".join(
            _cell(figure, groups[name].get(figure), earlier.get(name, {}).get(figure), words)
            for name in labels
        )
        + "</tr>"
        for figure in groups["all"]
    )
    title = escape(words.figures_title)
    return (
        f'<div class="wide" role="region" aria-label="{title}" tabindex="0">'
        f'<table class="figures" aria-label="{title}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(
    name: str,
    now: Mapping[str, Any] | None,
    before: Mapping[str, Any] | None,
    words: EvaluationStrings,
) -> str:
    if now is None:
        return '<td class="count"></td>'
    value = "–" if now["value"] is None else _number(name, now["value"])
    lost = ""
    if now["unscored"]:
        told = escape(words.unscored_count.format(count=now["unscored"]))
        lost = f'<span class="change">{told}</span>'
    return f'<td class="count">{value}{_change(name, now, before)}{lost}</td>'


def _change(name: str, now: Mapping[str, Any], before: Mapping[str, Any] | None) -> str:
    if before is None or before["value"] is None or now["value"] is None:
        return ""
    difference = now["value"] - before["value"]
    told = _number(name, abs(difference))
    if told == _number(name, 0):
        return '<span class="change">=</span>'
    better = (difference > 0) != name.endswith("_ms")
    sign = "+" if difference > 0 else "−"
    return f'<span class="change {"better" if better else "worse"}">{sign}{told}</span>'


def _number(name: str, value: float) -> str:
    return f"{value:.1f}" if name.endswith("_ms") else f"{value:.3f}"


def _failures(result: Report, strings: Strings) -> str:
    words = strings.evaluation
    failures = sorted(result["failures"], key=lambda failure: failure["outcome"] == "right")
    if not failures:
        return f"<h3>{escape(words.failures_none)}</h3>"
    title = words.failures_title.format(failed=len(failures), total=len(result["asked"]))
    items = "".join(
        f"<li>{_failure(failure, f'e{number}', words)}</li>"
        for number, failure in enumerate(failures[:SHOWN], start=1)
    )
    cut = ""
    if len(failures) > SHOWN:
        told = strings.shown_of.format(shown=SHOWN, total=len(failures))
        cut = f'<p class="cut">{escape(told)}</p>'
    return f'<h3>{escape(title)}</h3>{cut}<ol class="failures">{items}</ol>'


def _failure(failure: Mapping[str, Any], element_id: str, words: EvaluationStrings) -> str:
    outcome = str(failure["outcome"])
    given = words.refusal if failure["given"] is None else _short(failure["given"])
    reasons = "; ".join(
        f"{words.figures.get(why['measure'], why['measure'])}: {why['value']:.2f} ({why['why']})"
        for why in failure["why"]
    )
    told = (
        (words.expected, _expected(failure, f"{element_id}-x", words)),
        (words.given, f'<span dir="auto">{escape(given)}</span>'),
        (words.why, escape(reasons)),
        (words.cited_places, _places(failure["cited"], f"{element_id}-c", words)),
    )
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{inner}</dd>" for name, inner in told)
    return (
        f'<details><summary><span dir="auto">{escape(failure["question"])}</span> '
        f'<span class="became became-{escape(outcome)}">'
        f"{escape(words.outcomes.get(outcome, outcome))}</span></summary>"
        f"<dl>{rows}</dl></details>"
    )


def _expected(failure: Mapping[str, Any], element_id: str, words: EvaluationStrings) -> str:
    """The words that were to be cited, each opening its first place."""
    if not failure["answerable"]:
        return escape(words.refusal)
    parts = []
    for number, gold in enumerate(failure["expected"], start=1):
        text = f'<span dir="auto">{escape(_short(gold["text"]))}</span>'
        if gold["places"]:
            opener = _opener(gold["places"][0], f"{element_id}{number}")
            text = opener.button(text, css="opener words")
        parts.append(text)
    return "<br>".join(parts) or escape(words.an_answer)


def _places(cited: Sequence[Mapping[str, Any]], element_id: str, words: EvaluationStrings) -> str:
    if not cited:
        return escape(words.cited_none)
    buttons = (
        _opener(place, f"{element_id}{number}").button(
            f'<span class="number">{number}</span><span class="source">'
            f"{escape(place['source'])} {place['start']}:{place['end']}</span>",
            css="opener citation",
        )
        for number, place in enumerate(cited, start=1)
    )
    items = "".join(f"<li>{button}</li>" for button in buttons)
    return f'<ul class="citations" aria-label="{escape(words.cited_places)}">{items}</ul>'


def _unscored(reasons: Mapping[str, str], words: EvaluationStrings) -> str:
    if not reasons:
        return ""
    shown = list(reasons.items())[:SHOWN]
    items = "".join(f"<li>{escape(name)}: {escape(reason)}</li>" for name, reason in shown)
    return f'<h3>{escape(words.unscored_title)} ({len(reasons)})</h3><ul class="lost">{items}</ul>'


def _opener(place: Mapping[str, Any], element_id: str) -> Opener:
    span = Span(place["source"], place["start"], place["end"])
    return Opener.at(span, element_id, place.get("quote", ""))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"
