"""A value of another kind than its setting's is refused, not bent into shape."""

from pathlib import Path

import pytest

from dixit.rag.errors import SettingsError
from dixit.rag.settings import load_settings


@pytest.mark.parametrize(
    "line",
    [
        "passages = 8.7",
        "passages = true",
        "passages = [8]",
        "candidates = inf",
        "dense_weight = nan",
        "dense_weight = true",
        "model_timeout = inf",
        'model = ""',
        'model = ":"',
        'embedder = ""',
        'embedder = ["a", "b"]',
        'index = ["a", "b"]',
    ],
)
def test_a_value_of_another_kind_is_one_sentence(tmp_path: Path, line: str) -> None:
    file = tmp_path / "dixit.toml"
    file.write_text(line, "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(config=file)

    assert line.split(maxsplit=1)[0] in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "dixit.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="not valid TOML"):
        load_settings(config=file)
