"""An empty index in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.search_index import SearchIndex


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def index(folder: Path) -> Iterator[SearchIndex]:
    opened = SearchIndex.open(folder, create=True)
    yield opened
    opened.close()
