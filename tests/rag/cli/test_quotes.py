"""`dixit quotes`: the statements of an index by topic, date and kind."""

import csv
import io
import json
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.rag.cli.main import main

BRIDGE = (
    "2024-03-12\n\nLe maire de Valmont, Jean Roux, a défendu le projet. "
    "« Le pont sera repeint avant l'hiver », a-t-il dit. Il a précisé que le budget était voté."
)
FISH = (
    "2025-06-02\n\nThe harbour master, Ada Finch, said that fishing had fallen by half. "
    "“The nets come up empty,” she said."
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quotes")
    articles = folder / "articles"
    articles.mkdir()
    (articles / "pont.txt").write_text(f"Le pont de Valmont\n\n{BRIDGE}", "utf-8")
    (articles / "fish.txt").write_text(f"Empty nets\n\n{FISH}", "utf-8")
    with_index = Dixit(folder / "index")
    with_index.add([articles])
    with_index.close()
    return folder / "index"


def quotes(index: Path, capsys: pytest.CaptureFixture[str], *flags: str) -> tuple[str, str]:
    assert main(["quotes", "--index", str(index), *flags]) == 0
    printed = capsys.readouterr()
    return printed.out, printed.err


def speakers(index: Path, capsys: pytest.CaptureFixture[str], *flags: str) -> set[str]:
    return {one["speaker"] for one in json.loads(quotes(index, capsys, "--json", *flags)[0])}


def test_a_topic_selects_in_either_language(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert speakers(index, capsys, "--about", "pont") == {"Jean Roux"}
    assert speakers(index, capsys, "--about", "bridge") == {"Jean Roux"}
    assert speakers(index, capsys, "--about", "fishing nets") == {"Ada Finch"}


def test_dates_select_by_publication(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert speakers(index, capsys, "--from", "2025") == {"Ada Finch"}
    assert speakers(index, capsys, "--to", "2024-12") == {"Jean Roux"}


def test_direct_leaves_reported_speech_out(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(quotes(index, capsys, "--json", "--direct")[0])
    assert {one["quote"] for one in told} == {
        "Le pont sera repeint avant l'hiver",
        "The nets come up empty",
    }


def test_a_limit_says_how_many_are_left(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = quotes(index, capsys, "--json", "--limit", "1")
    assert len(json.loads(out)) == 1
    assert err == "dixit: 3 more not shown: raise --limit.\n"


def test_comma_separated_values_hold_what_json_does(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = json.loads(quotes(index, capsys, "--json")[0])
    rows = list(csv.DictReader(io.StringIO(quotes(index, capsys, "--csv")[0])))
    assert [row["quote"] for row in rows] == [record["quote"] for record in records]
    assert list(rows[0]) == list(records[0])


@pytest.mark.parametrize(
    ("flags", "why"),
    [
        (("--about", "pangolin"), "No statement is about 'pangolin'"),
        (("--from", "1990", "--to", "1991"), "No article fits --from 1990 and --to 1991"),
        (("--speaker", "Zidane"), "Nobody called 'Zidane' is quoted"),
        (("--speaker", "Roux", "--about", "nets"), "No statement fits --speaker and --about"),
        (("--speaker", "Finch", "--to", "2024"), "No statement fits --speaker and --to"),
    ],
)
def test_the_condition_that_nothing_meets_is_named(
    index: Path, capsys: pytest.CaptureFixture[str], flags: tuple[str, ...], why: str
) -> None:
    out, err = quotes(index, capsys, *flags)
    assert not out
    assert err.startswith(f"dixit: {why}")


def test_an_invalid_date_is_wrong_usage(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quotes", "--index", str(index), "--from", "spring"]) == 2
    assert "is not a date" in capsys.readouterr().err
