"""The report of a run: a table beside the last run's, then every failure; as text or Markdown."""

from collections.abc import Iterable, Sequence

from eval.score import Score, Scored
from eval.summary import ALL, TELLS, Figure, Judged, Summary

_JUDGED = ("refusal", "answer", "gold_cited", "exact")
"""The measures that tell a reader whether the answer was right, for the list of failures."""


def table(summary: Summary, before: Summary | None) -> list[list[str]]:
    """A header and one row a figure: all questions, the change since `before`, each group."""
    others = [name for name in summary.groups if name != ALL]
    rows = [["", ALL, "change", *others]]
    whole = summary.groups[ALL]
    earlier = before.groups[ALL] if before else {}
    for name in TELLS:
        if name in whole:
            cells = [_cell(name, summary.groups[group].get(name)) for group in others]
            change = _change(name, whole[name], earlier.get(name))
            rows.append([name, _cell(name, whole[name]), change, *cells])
    return rows


def faults(s: Scored) -> dict[str, Score]:
    """In what the answer falls short, by name of measure; nothing where it is right."""
    judged = ((name, s.scores[name]) for name in _JUDGED if name in s.scores)
    return {name: score for name, score in judged if score.value is not None and score.value < 1}


def as_text(judged: Judged, before: Judged | None) -> str:
    """The report for a terminal."""
    rows = table(judged.summary, before.summary if before else None)
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(_padded(row, widths)).rstrip() for row in rows]
    return "\n".join([*_opening(judged, before), "", *lines, "", *_closing(judged)])


def as_markdown(judged: Judged, before: Judged | None) -> str:
    """The same for a file, with what each figure tells."""
    header, *rows = table(judged.summary, before.summary if before else None)
    lines = [_row(header), _row(["---"] + ["---:"] * (len(header) - 1)), *map(_row, rows)]
    told = [f"- `{row[0]}`: {TELLS[row[0]]}" for row in rows]
    parts = [f"# {judged.run.path.stem}", "", *_opening(judged, before), "", *lines, "", *told, ""]
    return "\n".join([*parts, *_closing(judged)]) + "\n"


def _opening(judged: Judged, before: Judged | None) -> Iterable[str]:
    about = judged.run.about
    sets = ", ".join(f"{count} of {name}" for name, count in about["sets"].items())
    yield f"{len(judged.scored)} questions ({sets}), written to {judged.run.path.name}."
    if before is None:
        yield "There is no earlier run of these questions to compare with."
    else:
        yield f"The change is since {before.run.path.name}."


def _closing(judged: Judged) -> Iterable[str]:
    for name, reason in judged.summary.unscored.items():
        yield f"- unscored {name}: {reason}"
    failed = [s for s in judged.scored if faults(s)]
    yield f"{len(failed)} of {len(judged.scored)} questions fall short{':' if failed else '.'}"
    yield ""
    for s in failed:
        question = s.asked.question
        wanted = " | ".join(_short(span) for span in question.spans)
        yield f"- {question.id} ({s.asked.set_name}, {question.kind}): {question.question}"
        yield f"  - expected: {wanted if question.answerable else 'a refusal'}"
        yield f"  - given: {_short(s.asked.answer_text) if s.asked.answered else 'a refusal'}"
        told = (f"{name} {score.value:.2f} ({score.why})" for name, score in faults(s).items())
        yield f"  - {'; '.join(told)}"


def _cell(name: str, figure: Figure | None) -> str:
    if figure is None:
        return ""
    value = "-" if figure.value is None else _number(name, figure.value)
    return f"{value} ({figure.unscored}?)" if figure.unscored else value


def _number(name: str, value: float) -> str:
    return f"{value:.1f}" if name.endswith("_ms") else f"{value:.3f}"


def _change(name: str, now: Figure, earlier: Figure | None) -> str:
    if earlier is None or earlier.value is None or now.value is None:
        return ""
    difference = now.value - earlier.value
    return ("+" if difference >= 0 else "-") + _number(name, abs(difference))


def _short(text: str, limit: int = 200) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _padded(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *rest = zip(row, widths, strict=True)
    return [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
