"""Every dial: what wins over what, and what is refused."""

from pathlib import Path

import pytest

from dixit.rag.errors import SettingsError
from dixit.rag.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_flags_win_over_the_environment_that_over_the_file_and_that_over_defaults(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load_settings().passages == Settings().passages
    (here / "dixit.toml").write_text('passages = 11\nmodel = "ollama:mistral"\ncandidates = 40\n')
    monkeypatch.setenv("DIXIT_PASSAGES", "12")
    monkeypatch.setenv("DIXIT_CANDIDATES", "41")
    given = load_settings(candidates=42, model=None)

    assert (given.model, given.passages, given.candidates) == ("ollama:mistral", 12, 42)


def test_the_index_lies_in_the_users_data_folder_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert load_settings().index.parts[-2:] == ("dixit-rag", "index")
    monkeypatch.setenv("DIXIT_INDEX", "~/press")
    assert load_settings().index == Path.home() / "press"


def test_a_file_named_by_hand_is_read_instead(here: Path) -> None:
    (here / "dixit.toml").write_text("passages = 11")
    (here / "other.toml").write_text("passages = 13")

    assert load_settings(config=here / "other.toml").passages == 13


def test_the_weight_of_meaning_is_measured_unless_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().dense_weight == 0.75
    monkeypatch.setenv("DIXIT_DENSE_WEIGHT", "0.25")
    assert load_settings().dense_weight == 0.25


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PASSAGES", "many", "passages cannot be 'many'"),
        ("PASSAGES", "0", "passages is 0"),
        ("CANDIDATES", "100000", "candidates is 100000"),
        ("DENSE_WEIGHT", "2", "dense_weight is 2"),
        ("MODEL_TIMEOUT", "0", "model_timeout is 0"),
        ("MODEL", "mistral", "`provider:name`"),
    ],
)
def test_a_bad_value_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(f"DIXIT_{name}", value)
    with pytest.raises(SettingsError, match=told):
        load_settings()


@pytest.mark.parametrize(
    ("content", "told"),
    [("passages = ", "not valid TOML"), ("pasages = 5", "no setting 'pasages'")],
)
def test_a_bad_file_is_one_sentence(here: Path, content: str, told: str) -> None:
    (here / "dixit.toml").write_text(content)
    with pytest.raises(SettingsError, match=told):
        load_settings()


def test_a_missing_file_is_only_refused_when_it_was_named(here: Path) -> None:
    assert load_settings() == Settings()
    with pytest.raises(SettingsError, match=r"none\.toml"):
        load_settings(config=here / "none.toml")
