"""`--quiet`: what went well is not told, what did not is."""

from pathlib import Path

import pytest

from tests.rag.running import run

SEEDS = Path(__file__).parents[3] / "seeds"
SAIC = "000_f43f25e133202a67.txt"


def test_a_run_that_went_well_prints_nothing(
    index: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for command in (
        ("index", str(SEEDS / SAIC), "--quiet"),
        ("verify", "-q"),
        ("repair", "-q"),
        ("compact", "-q"),
        ("backup", str(tmp_path / "copy"), "-q"),
        ("remove", SAIC, "-q"),
    ):
        assert run(*command) == 0
        assert capsys.readouterr() == ("", ""), command


def test_a_file_that_is_skipped_is_still_told(
    index: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "photo.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "note.txt").write_text("Une note de trois lignes sur Peugeot.", "utf-8")

    assert run("index", str(tmp_path), "--quiet") == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "photo.txt: not text" in printed.err


def test_json_and_quiet_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", "--json", "--quiet") == 2
    assert "not allowed with" in capsys.readouterr().err
