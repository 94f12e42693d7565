"""Real servers over the five articles, and clients of them."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from dixit import Dixit
from dixit.api.application import Doors, build
from dixit.api.server.forwarded import Forwarded, Proxies
from dixit.api.server.guard import Guard
from dixit.api.server.listening import listen, own_names
from dixit.api.service import Service
from dixit.api.tokens import Tokens
from dixit.rag.embedders.base import Embedder
from dixit.rag.settings import Settings


def problem(response: httpx.Response, status: int, kind: str) -> str:
    """The sentence of a problem, checked for its form."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    assert set(told) == {"type", "title", "status", "detail", "instance"}
    assert told["type"] == f"/api/docs#{kind}"
    assert told["status"] == status
    assert told["instance"] == response.headers["x-request-id"]
    assert "Traceback" not in told["detail"]
    return str(told["detail"])


@contextmanager
def serving(
    service: Service, *, proxies: Proxies | None = None, local: bool = True, rate: int = 600
) -> Iterator[str]:
    """The address of a server that runs meanwhile, as `dixit serve` makes it."""
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        doors = Doors(own_names("127.0.0.1", port) if local else (), rate)
        app = Forwarded(Guard(build(service, doors), None), proxies or Proxies())
        config = uvicorn.Config(
            app,
            log_level="error",
            proxy_headers=False,
            lifespan="on",
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)
        service.jobs.stop()


@pytest.fixture(scope="session")
def address(seed_dixit: Dixit, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the five articles; tests only read it."""
    tokens = Tokens(tmp_path_factory.mktemp("read") / "index")
    with serving(Service(seed_dixit, tokens)) as at:
        yield at


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=120, trust_env=False) as opened:
        yield opened


@pytest.fixture
def changing(seed_index: Path, tmp_path: Path, embedder: Embedder) -> Iterator[Service]:
    """A service over a copy of the index, to be changed."""
    shutil.copytree(seed_index, tmp_path / "index")
    dixit = Dixit(settings=Settings(index=tmp_path / "index"), embedder=embedder)
    yield Service(dixit, Tokens(tmp_path / "index"))
    dixit.close()


@pytest.fixture
def editing(changing: Service) -> Iterator[httpx.Client]:
    """A client of a server whose index may be changed."""
    with (
        serving(changing) as at,
        httpx.Client(base_url=at, timeout=120, trust_env=False) as opened,
    ):
        yield opened
