"""An empty index in a folder of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dixit.index.search.dense_ivf import IvfConfig
from dixit.index.search_index import SearchIndex
from tests.index.samples import BASE_AT_ONCE

Opener = Callable[[], SearchIndex]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture(params=[IvfConfig(), BASE_AT_ONCE], ids=["in memory", "with a base"])
def ivf_config(request: pytest.FixtureRequest) -> IvfConfig:
    """How the vectors lie: what holds must hold both ways."""
    chosen: IvfConfig = request.param
    return chosen


@pytest.fixture
def reopen(folder: Path, ivf_config: IvfConfig) -> Iterator[Opener]:
    """Opens the folder's index as another process would."""
    opened: list[SearchIndex] = []

    def open_again() -> SearchIndex:
        opened.append(SearchIndex.open(folder, create=True, ivf_config=ivf_config))
        return opened[-1]

    yield open_again
    for one in opened:
        one.close()


@pytest.fixture
def index(reopen: Opener) -> SearchIndex:
    return reopen()
