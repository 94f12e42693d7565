"""The report of a run: a table beside the last run's, then every failure; as text or Markdown."""

from collections.abc import Iterable, Mapping, Sequence

from dixit.eval.rules.records import Score
from dixit.eval.runs.compare import Difference, by_name, differences
from dixit.eval.runs.score import Scored
from dixit.eval.runs.summary import ALL, TELLS, Figure, Judged

_JUDGED = ("refusal", "answer", "gold_cited", "exact", "speaker")
"""The measures that tell a reader whether the answer was right, for the list of failures."""


def table(judged: Judged, before: Judged | None) -> list[list[str]]:
    """A header and one row a figure: all questions, the change since `before`, each group."""
    summary = judged.summary
    others = [name for name in summary.groups if name != ALL]
    rows = [["", ALL, "95 %", "change", "shown", *others]]
    whole = summary.groups[ALL]
    earlier = before.summary.groups[ALL] if before else {}
    told = by_name(differences(judged, before)) if before else {}
    for name in (*TELLS, *(name for name in whole if name not in TELLS)):
        if name in whole:
            figure = whole[name]
            cells = [cell(name, summary.groups[group].get(name)) for group in others]
            change = _change(name, figure, earlier.get(name))
            rows.append(
                [name, cell(name, figure), between(figure), change, _shown(told, name), *cells]
            )
    return rows


def tells(name: str) -> str:
    """What a figure tells."""
    return TELLS.get(name, "as another judge sees it")


def faults(s: Scored) -> dict[str, Score]:
    """In what the answer falls short, by name of measure; nothing where it is right."""
    judged = ((name, s.scores[name]) for name in _JUDGED if name in s.scores)
    return {name: score for name, score in judged if score.value is not None and score.value < 1}


def worst_first(scored: Iterable[Scored]) -> list[Scored]:
    """Questions whose answers fall short, those that fall shortest first."""
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
    """The same for a file, with what each figure tells."""
    header, *rows = table(judged, before)
    lines = [_row(header), _row(["---"] + ["---:"] * (len(header) - 1)), *map(_row, rows)]
    told = [f"- `{row[0]}`: {tells(row[0])}" for row in rows]
    parts = [f"# {judged.run.path.stem}", "", *opening(judged, before), "", *lines, "", *told, ""]
    return "\n".join([*parts, *_closing(judged, before)]) + "\n"


def opening(judged: Judged, before: Judged | None) -> Iterable[str]:
    """What was asked, and what it is compared with."""
    about = judged.run.about
    sets = ", ".join(f"{count} of {name}" for name, count in about["sets"].items())
    yield f"{len(judged.scored)} questions ({sets}), written to {judged.run.path.name}."
    if before is None:
        yield "There is no earlier run of these questions to compare with."
    else:
        yield f"The change is since {before.run.path.name}."


def cell(name: str, figure: Figure | None) -> str:
    """A figure as it is shown, with how many questions are unscored."""
    if figure is None:
        return ""
    value = "-" if figure.value is None else _number(name, figure.value)
    return f"{value} ({figure.unscored}?)" if figure.unscored else value


def between(figure: Figure) -> str:
    """Where a mean lies with 95 % confidence."""
    interval = figure.interval
    return "" if interval is None else f"{interval.low:.2f}-{interval.high:.2f}"


def _shown(told: Mapping[str, Difference], name: str) -> str:
    return told[name].verdict if name in told and told[name].changes else ""


def _closing(judged: Judged, before: Judged | None) -> Iterable[str]:
    for name, reason in judged.summary.unscored.items():
        yield f"- unscored {name}: {reason}"
    if before is not None:
        yield from _moved(differences(judged, before))
    failed = worst_first(judged.scored)
    yield f"{len(failed)} of {len(judged.scored)} questions fall short{':' if failed else '.'}"
    yield ""
    for s in failed:
        question = s.asked.question
        wanted = " | ".join(short(span) for span in question.spans)
        yield f"- {question.id} ({s.asked.set_name}, {question.kind}): {question.question}"
        yield f"  - expected: {wanted if question.answerable else 'a refusal'}"
        yield f"  - given: {short(s.asked.answer_text) if s.asked.answered else 'a refusal'}"
        told = (f"{name} {score.value:.2f} ({score.why})" for name, score in faults(s).items())
        yield f"  - {'; '.join(told)}"


def _moved(told: Sequence[Difference]) -> Iterable[str]:
    """Which questions are answered otherwise than before, of those two figures that sum it up."""
    for difference in told:
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
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _padded(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *rest = zip(row, widths, strict=True)
    return [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
