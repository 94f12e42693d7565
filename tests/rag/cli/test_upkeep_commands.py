"""The commands that keep an index well, and the flags that narrow a search."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.rag.running import run

SAIC = "000_f43f25e133202a67.txt"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run(*arguments) == code
    return capsys.readouterr().out


def tampered(index: Path) -> None:
    with sqlite3.connect(index / "dixit.sqlite") as database:
        number = f"(SELECT id FROM documents WHERE source = '{SAIC}')"
        database.execute(f"UPDATE texts SET text = 'faux' WHERE document_id = {number}")
    database.close()


def test_a_changed_article_is_told_repaired_and_indexed_again(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tampered(index)
    assert SAIC in printed(capsys, "verify", code=1)
    assert run("show", SAIC) == 1
    assert "dixit repair" in capsys.readouterr().err
    told = printed(capsys, "repair", code=1)

    assert f"Lost {SAIC}: index its file again." in told
    assert "4 articles kept, 1 lost; damaged files moved to" in told
    assert printed(capsys, "verify") == "The index is intact.\n"
    assert "1 added, 0 changed, 0 removed, 4 unchanged" in printed(capsys, "index", "seeds")
    assert "Zu Sijie" in printed(capsys, "ask", "what did Zu Sijie say?")


def test_repair_as_json_and_where_nothing_is_wrong(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert printed(capsys, "repair") == "The index is intact.\n"
    told = json.loads(printed(capsys, "repair", "--json"))
    assert told == {"problems": [], "kept": 5, "lost": [], "set_aside": None}


def test_a_backup_answers_as_the_index_does(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = str(tmp_path / "copy")
    assert "--index" in printed(capsys, "backup", copy)
    answer = printed(capsys, "ask", "what did Zu Sijie say?")

    assert printed(capsys, "ask", "what did Zu Sijie say?", "--index", copy) == answer
    assert run("backup", copy) == 1
    assert capsys.readouterr().err.startswith(f"dixit: {copy} is not empty")


def test_compacting_tells_what_it_gave_back(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("remove", SAIC) == 0
    assert printed(capsys, "compact").startswith("The index takes ")
    told = json.loads(printed(capsys, "compact", "--json"))

    assert 0 < told["after_bytes"] <= told["before_bytes"]
    assert printed(capsys, "verify") == "The index is intact.\n"


@pytest.mark.parametrize(
    ("flags", "fits"),
    [
        (("--source", SAIC), lambda hit: hit["source"] == SAIC),
        (("--language", "en"), None),
        (("--speaker", "zu sijie"), lambda hit: hit["start"] < 3225 and hit["end"] > 2569),
        (("--speaker", "Elon Musk"), None),
        (("--from", "1900", "--until", "1901-06"), None),
        (("--publisher", "Nobody"), None),
    ],
)
def test_a_search_is_narrowed_by_flags(
    index: Path,
    capsys: pytest.CaptureFixture[str],
    flags: tuple[str, ...],
    fits: Callable[[dict[str, Any]], bool] | None,
) -> None:
    hits = json.loads(printed(capsys, "search", "accord Audi", "--json", *flags))["hits"]

    if fits is None:
        assert hits == []
    else:
        assert hits
        assert all(fits(hit) for hit in hits)


def test_a_flag_that_is_no_date_is_wrong_usage(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("search", "accord", "--from", "yesterday") == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err
