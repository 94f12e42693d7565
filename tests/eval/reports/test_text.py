"""Summaries, the printed report, and gates on its figures."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dixit.eval.reports.text import as_markdown, as_text
from dixit.eval.runs.gate import Gate
from dixit.eval.runs.run import Asker, write_run
from dixit.eval.runs.run_file import read_run
from dixit.eval.runs.summary import Judged
from dixit.eval.sets.questions import Question

MakeAsker = Callable[..., Asker]


@pytest.fixture
def judged(
    tmp_path: Path, sky: Question, sea: Question, moon: Question
) -> Callable[[str, Asker], Judged]:
    def judge(name: str, asker: Asker) -> Judged:
        path = tmp_path / f"{name}.jsonl"
        write_run(path, {"mine": [sky, sea, moon]}, asker, about={})
        return Judged.from_run(read_run(path))

    return judge


def test_figures_by_group(judged: Callable[[str, Asker], Judged], table_asker: MakeAsker) -> None:
    groups = judged("run", table_asker(refuses="moon")).summary.groups
    assert list(groups) == ["all", "mine", "en", "fr", "none", "quote"]
    assert groups["all"]["answer"].value == 1 / 2
    assert groups["fr"]["answer"].value == 1
    assert groups["en"]["refusal_recall"].value == 1
    assert groups["none"]["refusal"].counted == 1
    assert "answer" not in groups["none"]


def test_a_crash_leaves_the_mean_and_is_counted(
    judged: Callable[[str, Asker], Judged], table_asker: MakeAsker
) -> None:
    run = judged("run", table_asker(breaks="sea", refuses="moon"))
    answer = run.summary.groups["all"]["answer"]
    assert (answer.value, answer.counted, answer.unscored) == (1, 1, 1)
    assert run.summary.unscored == {"mine/sea.en": "RuntimeError: the model fell over"}
    assert "unscored mine/sea.en: RuntimeError: the model fell over" in as_text(run, None)


def test_the_report_compares_and_lists_failures(
    judged: Callable[[str, Asker], Judged], table_asker: MakeAsker
) -> None:
    before = judged("run-1", table_asker())
    text = as_text(judged("run-2", table_asker(refuses="moon")), before)
    refusal = next(line for line in text.splitlines() if line.startswith("refusal "))
    # Of one question that moved, either sign is as likely as the other.
    assert refusal.split("  ")[0] == "refusal"
    assert " 1.000  1.00-1.00  +0.333  no difference shown" in refusal
    assert "1 of 3 questions fall short" in text
    assert "expected: La mer est verte." in text
    assert "given: Ada dit : « Le ciel est bleu. »" in text


def test_the_markdown_report_is_a_table(
    judged: Callable[[str, Asker], Judged], table_asker: MakeAsker
) -> None:
    lines = as_markdown(judged("run", table_asker()), None).splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert len({row.count("|") for row in rows}) == 1
    assert any(row.startswith("| answer |") for row in rows)


@pytest.mark.parametrize(
    ("gate", "breach"),
    [
        ("answer>=0.5", None),
        ("fr.answer >= 1", None),
        ("answer>=0.6", "The gate all.answer>=0.6 fails: the figure is 0.5."),
        ("ask_p95_ms<=60000", None),
        ("de.answer>=0.1", "The gate de.answer>=0.1 fails: this run has no such figure."),
    ],
)
def test_gates(
    judged: Callable[[str, Asker], Judged], table_asker: MakeAsker, gate: str, breach: str | None
) -> None:
    groups = judged("run", table_asker(refuses="moon")).summary.groups
    assert Gate.parse(gate).breach(groups) == breach


def test_a_gate_does_not_pass_over_a_crash(
    judged: Callable[[str, Asker], Judged], table_asker: MakeAsker
) -> None:
    groups = judged("run", table_asker(breaks="sea")).summary.groups
    assert Gate.parse("answer>=0").breach(groups) == ("The gate all.answer>=0 fails: 1 unscored.")


def test_a_gate_is_written_one_way() -> None:
    with pytest.raises(ValueError, match="is not a gate such as"):
        Gate.parse("answer>0.5")
