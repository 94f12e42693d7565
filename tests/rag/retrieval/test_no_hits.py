"""A search that finds nothing says which filter let nothing by; what cannot be asked is refused."""

import json
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.index.errors import SourceUnknown
from dixit.index.filters import Filter
from tests.rag.running import run

SAIC = "000_f43f25e133202a67.txt"
DATED = "003_cba7c51000020ebe.txt"


@pytest.fixture(autouse=True)
def read_only_settings(seed_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIXIT_INDEX", str(seed_index))


def one_sentence(printed: str, *told: str) -> None:
    assert printed.startswith("dixit: ")
    assert printed.count("\n") == 1
    for part in told:
        assert part in printed


NOTHING = [
    (("--language", "de"), ["--language 'de'", "fr"]),
    (("--publisher", "Nobody & Sons"), ["--publisher 'Nobody & Sons'"]),
    (("--from", "2031"), ["--from 2031", "dixit sources"]),
    (("--until", "1789-07-14"), ["--until 1789-07-14"]),
    (("--speaker", "Elon Musk"), ["--speaker 'Elon Musk'", "dixit quotes"]),
    (("--speaker", ""), ["--speaker ''"]),
    (("--speaker", "Zu Sijie", "--language", "de"), ["--language 'de'"]),
    (("--source", SAIC, "--speaker", "Conghui"), [f"--source '{SAIC}'", "--speaker", "at once"]),
    (("--source", SAIC, "--from", "2018"), [f"--source '{SAIC}'", "--from 2018", "at once"]),
]


@pytest.mark.parametrize(("flags", "told"), NOTHING)
def test_a_search_that_nothing_fits_names_the_filter(
    flags: tuple[str, ...], told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("search", "accord", *flags) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    one_sentence(printed.err, *told)

    assert run("search", "accord", *flags, "--json") == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {"query": "accord", "hits": []}
    one_sentence(printed.err, *told)


def test_a_search_that_finds_something_says_nothing_more(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("search", "accord", "--source", SAIC, "--speaker", "Zu Sijie") == 0
    printed = capsys.readouterr()
    assert SAIC in printed.out
    assert printed.err == ""


@pytest.mark.parametrize("command", [("search", "accord"), ("quotes",)])
@pytest.mark.parametrize(
    ("source", "near"),
    [
        ("000_f43f25e133202a67", SAIC),
        ("000_f43f25e133202a76.txt", SAIC),
        ("cba7c51", DATED),
        ("nowhere.pdf", ""),
        ("", ""),
    ],
)
def test_an_unknown_source_is_named_with_those_like_it(
    command: tuple[str, ...], source: str, near: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*command, "--source", source) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    one_sentence(printed.err, f"'{source}'", near, "dixit sources")


@pytest.mark.parametrize(
    "flags",
    [
        ("--from", "2018-13"),
        ("--from", "2018-02-30"),
        ("--until", "2018-00"),
        ("--until", "hier"),
        ("--from", "2019", "--until", "2018"),
    ],
)
def test_dates_that_no_calendar_has_are_wrong_usage(
    flags: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("search", "accord", *flags) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    one_sentence(printed.err, flags[-1])


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (("--speaker", "Elon Musk"), ["Elon Musk", "dixit quotes"]),
        (("--speaker", ""), ["''"]),
        (("--speaker", "Conghui", "--source", SAIC), ["Conghui", SAIC]),
    ],
)
def test_quotes_of_nobody_say_so(
    flags: tuple[str, ...], told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("quotes", *flags, "--json") == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) == []
    one_sentence(printed.err, *told)


def test_an_index_without_articles_says_that_it_is_empty(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_all = Dixit(index)
    for document in with_all.documents():
        with_all.remove(document.source)
    with_all.close()
    assert run("search", "accord") == 0
    one_sentence(capsys.readouterr().err, "no passages", "dixit index")
    assert run("quotes") == 0
    one_sentence(capsys.readouterr().err, "Nobody is quoted")


def test_the_python_api_refuses_unknown_sources_too(seed_dixit: Dixit) -> None:
    with pytest.raises(SourceUnknown, match=SAIC):
        seed_dixit.search("accord", where=Filter(sources=frozenset({SAIC.upper()})))
    with pytest.raises(SourceUnknown):
        seed_dixit.quotations(source="nowhere.txt")
    assert seed_dixit.search("accord", where=Filter(languages=frozenset({"de"}))) == []
