"""A run that is cut off goes on where it stopped; nothing is asked twice and nothing is lost."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dixit.eval.runs.resume import to_go_on_with
from dixit.eval.runs.run import Asker, header_of, write_run
from dixit.eval.runs.run_file import RunFileError, read_run
from dixit.eval.sets.questions import Question
from dixit.rag.records import Answer

MakeAsker = Callable[..., Asker]


def count(asker: Asker, monkeypatch: pytest.MonkeyPatch, *, dies_at: int = 0) -> list[str]:
    """The questions that an asker is asked; the process ends at one of them."""
    asked: list[str] = []
    answer = asker.ask

    def counted(question: str, /) -> Answer:
        asked.append(question)
        if len(asked) == dies_at:
            raise KeyboardInterrupt
        return answer(question)

    monkeypatch.setattr(asker, "ask", counted)
    return asked


@pytest.fixture
def many(sky: Question) -> list[Question]:
    return [replace(sky, id=f"q{n}", question=f"Que dit Ada du ciel, {n} ?") for n in range(5)]


def test_it_goes_on_behind_the_last_whole_line(
    tmp_path: Path,
    many: list[Question],
    table_asker: MakeAsker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "run.jsonl"
    asker = table_asker()
    count(asker, monkeypatch, dies_at=4)
    with pytest.raises(KeyboardInterrupt):
        write_run(path, {"mine": many}, asker, about={"index": "a"})
    assert not path.exists()
    part = tmp_path / "run.jsonl.part"
    with part.open("a", encoding="utf-8") as file:
        file.write('{"set": "mine", "question": {"id": "q3", "que')  # Torn in the middle.

    found = to_go_on_with(tmp_path, header_of({"mine": many}, {"index": "a"}))
    assert found == path
    again = table_asker()
    asked = count(again, monkeypatch)
    told: list[tuple[int, int]] = []
    write_run(found, {"mine": many}, again, about={"index": "a"}, tell=lambda *at: told.append(at))

    assert asked == [question.question for question in many[3:]]
    assert told == [(3, 5), (4, 5), (5, 5)]
    assert [each.question for each in read_run(path).asked] == many
    assert not part.exists()


@pytest.mark.parametrize("changed", ["questions", "about"])
def test_another_run_is_not_gone_on_with(
    tmp_path: Path,
    many: list[Question],
    table_asker: MakeAsker,
    monkeypatch: pytest.MonkeyPatch,
    changed: str,
) -> None:
    asker = table_asker()
    count(asker, monkeypatch, dies_at=2)
    with pytest.raises(KeyboardInterrupt):
        write_run(tmp_path / "run.jsonl", {"mine": many}, asker, about={"index": "a"})
    other = [replace(many[0], question="Autre ?"), *many[1:]] if changed == "questions" else many
    about = {"index": "b" if changed == "about" else "a"}
    assert to_go_on_with(tmp_path, header_of({"mine": other}, about)) is None


def test_debris_is_no_run(tmp_path: Path, many: list[Question]) -> None:
    (tmp_path / "a.jsonl.part").write_text("", "utf-8")
    (tmp_path / "b.jsonl.part").write_bytes(b"\xff\xfe not json\n")
    (tmp_path / "c.jsonl.part").write_text(json.dumps(["a list"]) + "\n", "utf-8")
    assert to_go_on_with(tmp_path, header_of({"mine": many}, {})) is None


def test_two_processes_do_not_write_one_run(
    tmp_path: Path, many: list[Question], table_asker: MakeAsker
) -> None:
    path = tmp_path / "run.jsonl"
    asker = table_asker()

    def another(done: int, of: int) -> None:
        if done == 2:
            with pytest.raises(RunFileError, match="Another process is writing"):
                write_run(path, {"mine": many}, asker, about={})

    write_run(path, {"mine": many}, asker, about={}, tell=another)
    assert len(read_run(path).asked) == 5
