"""Two runs of the same questions: what moved, and whether more than chance would move it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dixit.eval.runs.compare import by_name, differences
from dixit.eval.runs.run import Asker, write_run
from dixit.eval.runs.run_file import read_run
from dixit.eval.runs.summary import Judged
from dixit.eval.sets.questions import Question

MakeAsker = Callable[..., Asker]


@pytest.fixture
def judge(tmp_path: Path, sky: Question, moon: Question) -> Callable[..., Judged]:
    """A run of the same question many times over, and one without an answer."""

    def judged(name: str, asker: Asker, times: int = 9) -> Judged:
        many = [replace(sky, id=f"sky-{number}") for number in range(times)]
        path = tmp_path / f"{name}.jsonl"
        write_run(path, {"mine": [*many, moon]}, asker, about={})
        return Judged.from_run(read_run(path))

    return judged


def test_a_run_is_no_better_than_itself(
    judge: Callable[..., Judged], table_asker: MakeAsker
) -> None:
    once, again = judge("1", table_asker()), judge("2", table_asker())
    told = differences(again, once)
    assert {d.verdict for d in told} == {"no difference shown"}
    assert all(d.changes == () and d.chance == 1 and d.now == d.before for d in told)


def test_what_many_questions_show_is_told_and_from_which(
    judge: Callable[..., Judged], table_asker: MakeAsker
) -> None:
    before, now = judge("1", table_asker(refuses="ciel")), judge("2", table_asker())
    right = by_name(differences(now, before))["right"]
    assert (right.before, right.now, right.verdict) == (0, 1, "better")
    assert [change.id for change in right.changes] == [f"sky-{number}" for number in range(9)]
    assert by_name(differences(before, now))["right"].verdict == "worse"


def test_few_questions_show_nothing(judge: Callable[..., Judged], table_asker: MakeAsker) -> None:
    before, now = judge("1", table_asker(refuses="ciel"), 3), judge("2", table_asker(), 3)
    right = by_name(differences(now, before))["right"]
    assert (right.now, right.verdict) == (1, "no difference shown")


def test_what_crashed_in_one_run_is_compared_in_neither(
    judge: Callable[..., Judged], table_asker: MakeAsker
) -> None:
    before, now = judge("1", table_asker(breaks="ciel")), judge("2", table_asker())
    assert "right" not in by_name(differences(now, before))
    assert by_name(differences(now, before))["refusal"].changes == ()
