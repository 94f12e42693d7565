"""The report of a run as text or Markdown: a table of figures, then every failure."""

from collections.abc import Iterable, Mapping, Sequence

from dixit.eval.rules.records import Score
from dixit.eval.runs.compare import Difference, by_name, differences
from dixit.eval.runs.score import Scored
from dixit.eval.runs.summary import ALL, TELLS, Figure, Judged

_JUDGED = ("refusal", "answer", "gold_cited", "exact", "speaker")
"""The measures that decide whether a question is in the list of failures."""


def table(judged: Judged, before: Judged | None) -> list[list[str]]:
    """The table of figures.

    Args:
        judged: the run.
        before: the run to compare with, if there is one.

    Returns:
        A header and a row for each figure: its name, its value for all questions with the 95 %
        interval, its change since `before` with the verdict of the test, and its value in each
        group.
    """
    summary = judged.summary
    others = [name for name in summary.groups if name != ALL]
    rows = [["", ALL, "95 %", "change", "shown", *others]]
    overall = summary.groups[ALL]
    earlier_figures = before.summary.groups[ALL] if before else {}
    changes = by_name(differences(judged, before)) if before else {}
    for name in (*TELLS, *(name for name in overall if name not in TELLS)):
        if name in overall:
            figure = overall[name]
            cells = [cell(name, summary.groups[group].get(name)) for group in others]
            change = _change(name, figure, earlier_figures.get(name))
            rows.append(
                [name, cell(name, figure), between(figure), change, _shown(changes, name), *cells]
            )
    return rows


def tells(name: str) -> str:
    """The description of a figure."""
    return TELLS.get(name, "as another judge sees it")


def faults(s: Scored) -> dict[str, Score]:
    """The scores below 1 of the measures of failure, by name; empty for a right answer."""
    scores = ((name, s.scores[name]) for name in _JUDGED if name in s.scores)
    return {name: score for name, score in scores if score.value is not None and score.value < 1}


def worst_first(scored: Iterable[Scored]) -> list[Scored]:
    """The questions with faults, wrong ones first, then by the sum of the faulty scores."""
    return sorted(
        (s for s in scored if faults(s)),
        key=lambda s: (s.right is True, sum(score.value or 0.0 for score in faults(s).values())),
    )


def as_text(judged: Judged, before: Judged | None) -> str:
    """The report for a terminal."""
    rows = table(judged, before)
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(_padded(row, widths)).rstrip() for row in rows]
    return "\n".join([*opening(judged, before), "", *lines, "", *_closing(judged, before)])


def as_markdown(judged: Judged, before: Judged | None) -> str:
    """The report for a file, with the description of each figure."""
    header, *rows = table(judged, before)
    lines = [_row(header), _row(["---"] + ["---:"] * (len(header) - 1)), *map(_row, rows)]
    descriptions = [f"- `{row[0]}`: {tells(row[0])}" for row in rows]
    parts = [
        f"# {judged.run.path.stem}",
        "",
        *opening(judged, before),
        "",
        *lines,
        "",
        *descriptions,
        "",
    ]
    return "\n".join([*parts, *_closing(judged, before)]) + "\n"


def opening(judged: Judged, before: Judged | None) -> Iterable[str]:
    """The question sets of the run, and the run that it is compared with."""
    about = judged.run.about
    sets = ", ".join(f"{count} of {name}" for name, count in about["sets"].items())
    yield f"{len(judged.scored)} questions ({sets}), written to {judged.run.path.name}."
    if before is None:
        yield "There is no earlier run of these questions to compare with."
    else:
        yield f"The change is since {before.run.path.name}."


def cell(name: str, figure: Figure | None) -> str:
    """A figure as text, with the number of unscored questions where there are any."""
    if figure is None:
        return ""
    value = "-" if figure.value is None else _number(name, figure.value)
    return f"{value} ({figure.unscored}?)" if figure.unscored else value


def between(figure: Figure) -> str:
    """The 95 % confidence interval as text."""
    interval = figure.interval
    return "" if interval is None else f"{interval.low:.2f}-{interval.high:.2f}"


def _shown(changes: Mapping[str, Difference], name: str) -> str:
    return changes[name].verdict if name in changes and changes[name].changes else ""


def _closing(judged: Judged, before: Judged | None) -> Iterable[str]:
    for name, reason in judged.summary.unscored.items():
        yield f"- unscored {name}: {reason}"
    if before is not None:
        yield from _moved(differences(judged, before))
    failures = worst_first(judged.scored)
    yield f"{len(failures)} of {len(judged.scored)} questions fall short{':' if failures else '.'}"
    yield ""
    for s in failures:
        question = s.asked.question
        expected = " | ".join(short(span) for span in question.spans)
        yield f"- {question.id} ({s.asked.set_name}, {question.kind}): {question.question}"
        yield f"  - expected: {expected if question.answerable else 'a refusal'}"
        yield f"  - given: {short(s.asked.answer_text) if s.asked.answered else 'a refusal'}"
        reasons = (f"{name} {score.value:.2f} ({score.why})" for name, score in faults(s).items())
        yield f"  - {'; '.join(reasons)}"


def _moved(changes: Sequence[Difference]) -> Iterable[str]:
    """The questions whose `right` or `refusal` changed."""
    for difference in changes:
        if difference.name in ("right", "refusal") and difference.changes:
            worse = [c.id for c in difference.changes if c.now < c.before]
            better = [c.id for c in difference.changes if c.now > c.before]
            yield (
                f"{difference.name}: {difference.verdict} (p = {difference.chance:.4f}); "
                f"{len(better)} better: {', '.join(better) or 'none'}; "
                f"{len(worse)} worse: {', '.join(worse) or 'none'}"
            )


def _number(name: str, value: float) -> str:
    if name == "cost":
        return f"{value:.6f}"
    rough = name.endswith("_ms") or name.startswith(("tokens_", "model_"))
    return f"{value:.1f}" if rough else f"{value:.3f}"


def _change(name: str, now: Figure, earlier: Figure | None) -> str:
    if earlier is None or earlier.value is None or now.value is None:
        return ""
    difference = now.value - earlier.value
    return ("+" if difference >= 0 else "-") + _number(name, abs(difference))


def short(text: str, limit: int = 200) -> str:
    """A text on one line, shortened to `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _padded(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *rest = zip(row, widths, strict=True)
    return [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
