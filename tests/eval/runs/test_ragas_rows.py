"""A run handed to ragas and its verdicts read back, without ragas."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dixit.eval.command import main
from dixit.eval.runs.ragas_rows import RagasFileError, read_verdicts
from dixit.eval.runs.run import Asker, write_run
from dixit.eval.sets.questions import Question


@pytest.fixture
def run_file(
    tmp_path: Path,
    table_asker: Callable[..., Asker],
    sky: Question,
    sea: Question,
    moon: Question,
) -> Path:
    path = tmp_path / "run.jsonl"
    write_run(path, {"mine": [sky, sea, moon]}, table_asker(refuses="moon"), about={})
    return path


def test_answers_are_written_as_single_turn_samples(run_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "rows.jsonl"
    assert main(["--score", str(run_file), "--to-ragas", str(out)]) == 0
    sky, sea = (json.loads(line) for line in out.read_text("utf-8").splitlines())
    assert sky == {
        "user_input": "Que dit Ada du ciel ?",
        "response": "Ada dit : « Le ciel est bleu. »",
        "retrieved_contexts": ["Le ciel est bleu."],
        "reference": "Le ciel est bleu.",
        "reference_contexts": ["Le ciel est bleu."],
    }
    assert sea["reference"] == "La mer est verte."


def test_its_measures_stand_in_the_report(
    run_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, results = tmp_path / "rows.jsonl", tmp_path / "results.jsonl"
    main(["--score", str(run_file), "--to-ragas", str(rows)])
    told = [json.loads(line) for line in rows.read_text("utf-8").splitlines()]
    judged = [{**told[0], "faithfulness": 1.0}, {**told[1], "faithfulness": None}]
    results.write_text("\n".join(map(json.dumps, judged)), "utf-8")
    capsys.readouterr()

    assert main(["--score", str(run_file), "--from-ragas", str(results), "--json"]) == 0
    figure = json.loads(capsys.readouterr().out)["groups"]["all"]["ragas_faithfulness"]
    assert (figure["value"], figure["counted"], figure["unscored"]) == (1, 1, 1)
    assert "ragas_faithfulness" in run_file.with_suffix(".html").read_text("utf-8")


@pytest.mark.parametrize("line", ["{", "[1]", '{"user_input": "a"}'])
def test_another_file_is_one_sentence(tmp_path: Path, line: str) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text(line, "utf-8")
    with pytest.raises(RagasFileError, match=r"line 1: not a row of ragas' results"):
        read_verdicts(path)
