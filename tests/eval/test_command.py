"""`dixit eval` over the real articles, from the arguments to the report."""

import json
import re
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.eval.command import SUBCOMMANDS, main
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
    "arguments",
    [
        ["--gate", "answer"],
        ["--prices", "free"],
        ["--nonsense"],
        ["--benchmark", "set", "--score", "run.jsonl"],
        ["--among", "corpus.jsonl", "--score", "run.jsonl"],
        ["--corpus", "corpus.jsonl"],
        ["ablations"],
        ["speed", "--nonsense"],
        ["speed", "--pairs", "0"],
        ["speed", "no-such-folder"],
        ["scale", "--vectors", "no-such-file.npy"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_2_with_the_usage_of_the_sub_command(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    subcommand = "questions" if arguments[0].startswith("-") else arguments[0]
    assert capsys.readouterr().err.startswith(f"usage: dixit eval {subcommand} ")


def test_help_lists_every_sub_command(capsys: pytest.CaptureFixture[str]) -> None:
    text = help_of(["--help"], capsys)
    listing, examples = text.split("examples:")
    for subcommand in SUBCOMMANDS:
        assert re.search(rf"^ +{subcommand.name} +{subcommand.summary[:20]}", listing, re.M)
        assert subcommand.examples[0] in examples


@pytest.mark.parametrize(
    ("subcommand", "options"),
    [
        ("questions", {"--benchmark", "--gate", "--score", "--list", "--index"}),
        ("quotations", {"--failures"}),
        ("statements", {"--failures"}),
        ("attacks", {"--failures"}),
        ("injections", {"--failures"}),
        ("pages", {"--failures"}),
        ("sentences", {"--failures"}),
        ("ablations", {"--queries", "--index"}),
        ("speed", {"--pairs", "--full", "--html"}),
        ("scale", {"--vectors"}),
    ],
)
def test_the_help_of_a_sub_command_has_its_own_options_and_an_example(
    subcommand: str, options: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = help_of([subcommand, "--help"], capsys)
    specific = {
        "--benchmark", "--gate", "--score", "--list", "--index", "--failures", "--queries",
        "--pairs", "--full", "--html", "--vectors",
    }  # fmt: skip
    assert specific & set(re.findall(r"--[a-z-]+", text.split("example")[0])) == options
    assert "--json" in text
    assert re.search(rf"^  dixit eval( {subcommand})?\b", text.split("example")[1], re.M)


def help_of(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 0
    return capsys.readouterr().out


def test_the_name_questions_may_be_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    listed = []
    for arguments in (["--list"], ["questions", "--list"]):
        assert main(arguments) == 0
        listed.append(capsys.readouterr().out)
    assert listed[0] == listed[1]


@pytest.mark.parametrize("subcommand", ["sentences", "quotations"])
def test_a_labelled_set_prints_a_table_or_json_or_its_failures(
    subcommand: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([subcommand]) == 0
    table = capsys.readouterr().out.splitlines()
    assert main([subcommand, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == len(table) - 1
    for row, line in zip(rows, table[1:], strict=True):
        assert row["group"] in line and f"{row['f1']:.3f}" in line
    assert main([subcommand, "--failures"]) == 0
    assert capsys.readouterr().out.splitlines() != table
