"""Renders an evaluation: its progress, its metrics next to the last run's, and its failures."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from dixit.index.records import Span
from dixit.ui.render import charts
from dixit.ui.render.markup import Opener, escape
from dixit.ui.strings.catalogue import Strings
from dixit.ui.strings.evaluation import EvaluationStrings

SHOWN = 200
"""The number of failures shown; the page says how many are left out."""
EXCERPT = 400
"""The number of characters shown of an answer or of expected words."""

Report = Mapping[str, Any]
"""The JSON of `dixit eval --json`."""


def introduction(strings: Strings) -> str:
    """The text shown before there is a report."""
    return _whole(f'<p class="empty">{escape(strings.evaluation.introduction)}</p>')


def progress(done: int, of: int, strings: Strings) -> str:
    """A progress bar; `of` is 0 while the number of questions is unknown."""
    words = strings.evaluation
    text = words.asked_of.format(done=done, of=of) if of else words.starting
    value = f'value="{done}" max="{of}"' if of else ""
    announced = (
        "" if of else ' role="status"'
    )  # Otherwise screen readers would announce every question.
    return _whole(
        f'<p id="evaluation-told"{announced}>{escape(text)}</p>'
        f'<progress {value} aria-labelledby="evaluation-told">{escape(text)}</progress>',
        busy=True,
    )


def cancelled(strings: Strings) -> str:
    """The notice that the evaluation was cancelled."""
    return _whole(f'<p role="status">{escape(strings.evaluation.cancelled)}</p>')


def failed(sentence: str) -> str:
    """The reason why the evaluation failed."""
    return _whole(f'<p class="error" role="alert">{escape(sentence)}</p>')


def report(result: Report, strings: Strings) -> str:
    """The metrics by language and kind, two charts, and every failure with its citations."""
    words = strings.evaluation
    questions: Sequence[Mapping[str, Any]] = result["asked"]
    right = sum(question["outcome"] == "right" for question in questions)
    before = result["before"]
    since = words.since.format(run=PurePath(before["run"]).stem) if before else words.no_earlier
    times = [question["ask_ms"] for question in questions if question["ask_ms"] is not None]
    return _whole(
        f'<p class="done" role="status">'
        f"{escape(words.done.format(right=right, total=len(questions)))}"
        "</p>"
        + charts.outcomes(questions, words)
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
    for field, names_of in (("lang", words.languages), ("kind", words.kinds)):
        names = sorted({question[field] for question in result["asked"]})
        labels |= {name: names_of.get(name, name) for name in names}
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
        count_text = escape(words.unscored_count.format(count=now["unscored"]))
        lost = f'<span class="change">{count_text}</span>'
    return f'<td class="count">{value}{_change(name, now, before)}{lost}</td>'


def _change(name: str, now: Mapping[str, Any], before: Mapping[str, Any] | None) -> str:
    if before is None or before["value"] is None or now["value"] is None:
        return ""
    difference = now["value"] - before["value"]
    size = _number(name, abs(difference))
    if size == _number(name, 0):
        return '<span class="change">=</span>'
    better = (difference > 0) != name.endswith("_ms")
    sign = "+" if difference > 0 else "−"
    return f'<span class="change {"better" if better else "worse"}">{sign}{size}</span>'


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
        cut_text = strings.shown_of.format(shown=SHOWN, total=len(failures))
        cut = f'<p class="cut">{escape(cut_text)}</p>'
    return f'<h3>{escape(title)}</h3>{cut}<ol class="failures">{items}</ol>'


def _failure(failure: Mapping[str, Any], element_id: str, words: EvaluationStrings) -> str:
    outcome = str(failure["outcome"])
    answer_text = words.refusal if failure["given"] is None else _short(failure["given"])
    reasons = "; ".join(
        f"{words.figures.get(why['measure'], why['measure'])}: {why['value']:.2f} ({why['why']})"
        for why in failure["why"]
    )
    rows_html = (
        (words.expected, _expected(failure, f"{element_id}-x", words)),
        (words.given, f'<span dir="auto">{escape(answer_text)}</span>'),
        (words.why, escape(reasons)),
        (words.cited_places, _places(failure["cited"], f"{element_id}-c", words)),
    )
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{inner}</dd>" for name, inner in rows_html)
    return (
        f'<details><summary><span dir="auto">{escape(failure["question"])}</span> '
        f'<span class="became became-{escape(outcome)}">'
        f"{escape(words.outcomes.get(outcome, outcome))}</span></summary>"
        f"<dl>{rows}</dl></details>"
    )


def _expected(failure: Mapping[str, Any], element_id: str, words: EvaluationStrings) -> str:
    """The words that should have been cited; each opens its first place."""
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
