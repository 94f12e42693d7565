"""`dixit eval` over the real articles, from the arguments to the report."""

import json
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.eval.command import main
from dixit.eval.runs.run_file import read_run
from dixit.eval.sets.questions import SHIPPED
from dixit.index.errors import DixitError

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def run_file(seed_dixit: Dixit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the shipped set to report on, asked once."""
    out = tmp_path_factory.mktemp("runs")
    (questions,) = (path for path in SHIPPED if path.stem == "test")
    assert main([str(questions), "--index", seed_dixit.status().index, "--out", str(out)]) == 0
    (path,) = out.glob("*.jsonl")
    return path


def test_nothing_crashes_over_the_real_articles(run_file: Path) -> None:
    run = read_run(run_file)
    assert len(run.asked) == sum(run.about["sets"].values())
    failures = {(a.question.id, stage): why for a in run.asked for stage, why in a.errors.items()}
    assert failures == {}


def test_every_citation_is_the_characters_of_the_file(run_file: Path) -> None:
    texts = {path.name: path.read_bytes().decode("utf-8") for path in SEEDS.iterdir()}
    citations = [citation for asked in read_run(run_file).asked for citation in asked.citations]
    assert citations
    for citation in citations:
        span = citation.span
        assert citation.quote == citation.stored == texts[span.source][span.start : span.end]


def test_every_gold_span_is_found_in_the_stored_documents(run_file: Path) -> None:
    assert all(gold.places for asked in read_run(run_file).asked for gold in asked.gold)


def test_scoring_again_asks_nothing_and_says_the_same(
    run_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = []
    for _ in range(2):
        assert main(["--score", str(run_file), "--out", str(run_file.parent), "--json"]) == 0
        printed.append(json.loads(capsys.readouterr().out))
    assert printed[0] == printed[1]
    assert printed[0]["groups"]["all"]["exact"]["value"] == 1
    assert run_file.with_suffix(".md").read_text("utf-8").startswith(f"# {run_file.stem}")


def test_a_run_is_compared_with_an_earlier_one(
    run_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--score", str(run_file), "--against", str(run_file)]) == 0
    assert f"The change is since {run_file.name}." in capsys.readouterr().out


def test_a_gate_that_does_not_hold_is_exit_1(
    run_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--score", str(run_file), "--gate", "exact>=1"]) == 0
    assert main(["--score", str(run_file), "--gate", "exact>=1", "--gate", "answer>=1.1"]) == 1
    (sentence,) = capsys.readouterr().err.splitlines()
    assert sentence.startswith("The gate all.answer>=1.1 fails: the figure is ")


def test_an_index_without_the_sources_is_one_sentence(seed_dixit: Dixit, tmp_path: Path) -> None:
    questions = tmp_path / "mine.jsonl"
    first = json.loads(SHIPPED[0].read_text("utf-8").splitlines()[0])
    questions.write_text(json.dumps({**first, "sources": ["elsewhere.txt"]}), "utf-8")
    folder = seed_dixit.status().index
    with pytest.raises(DixitError, match=r"does not hold elsewhere\.txt.*run `dixit index"):
        main([str(questions), "--index", folder, "--out", str(tmp_path)])


@pytest.mark.parametrize("flag", ["--against", "--from-ragas"])
def test_a_file_that_cannot_be_read_is_told_before_anything_is_asked(
    flag: str, seed_dixit: Dixit, tmp_path: Path
) -> None:
    index = seed_dixit.status().index
    with pytest.raises(DixitError, match=r"nowhere\.jsonl"):
        main([flag, str(tmp_path / "nowhere.jsonl"), "--index", index, "--out", str(tmp_path)])

    assert not list(tmp_path.iterdir())


def test_a_program_is_told_each_failure_and_the_run_compared_with(
    run_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--score", str(run_file), "--against", str(run_file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert told["before"] == {"run": str(run_file), "groups": told["groups"]}
    assert len(told["asked"]) == told["questions"]
    right = sum(asked["outcome"] == "right" for asked in told["asked"])
    assert 0 < right < told["questions"]
    report = run_file.with_suffix(".md").read_text("utf-8")
    assert f"{len(told['failures'])} of {told['questions']} questions fall short" in report
    for failure in told["failures"]:
        assert failure["question"] in report
        for place in failure["cited"]:
            assert place["start"] < place["end"] <= len((SEEDS / place["source"]).read_text())


def test_progress_is_told_a_line_a_question_where_a_program_asks_for_it(
    seed_dixit: Dixit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "mine.jsonl"
    questions.write_text("\n".join(SHIPPED[0].read_text("utf-8").splitlines()[:2]), "utf-8")
    folder = seed_dixit.status().index
    main([str(questions), "--index", folder, "--out", str(tmp_path), "--progress", "json"])

    told = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line[0] == "{"]
    assert told == [{"done": done, "of": 2} for done in (0, 1, 2)]


def test_the_shipped_sets_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list", "--json"]) == 0
    sets = json.loads(capsys.readouterr().out)
    assert [Path(each["path"]) for each in sets] == list(SHIPPED)
    assert main(["--list"]) == 0
    assert f"development: {sets[0]['questions']} questions" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["--gate", "answer"], ["--nonsense"], ["speed", "--nonsense"]]
)
def test_wrong_usage_is_exit_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


@pytest.mark.parametrize("arguments", [["--help"], ["speed", "--help"]])
def test_help_shows_an_example(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 0
    assert "example" in capsys.readouterr().out
