"""A stream of events whose work fails once the response has begun."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.api import events, growing
from dixit.api.service import Service
from dixit.api.streamed import streamed
from dixit.api.tokens import Tokens
from dixit.rag.errors import DraftError, ModelError

TOLD = 'event: problem\ndata: {"type":"/api/docs#'


@pytest.fixture
def service(seed_dixit: Dixit, tmp_path: Path) -> Service:
    return Service(seed_dixit, Tokens(tmp_path / "index"))


async def test_what_there_was_is_told_and_then_the_problem(service: Service) -> None:
    def work() -> Iterator[str]:
        yield "first"
        raise ModelError("The model does not answer.")

    told = [event async for event in streamed(service, work, lambda so_far: [so_far], str.upper)]

    assert told[0] == "first"
    assert told[1].startswith(f"{TOLD}model-failed")
    assert "The model does not answer." in told[1]
    assert len(told) == 2


async def test_after_a_sign_of_life_an_error_is_told_too(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing, "QUIET_S", 0.02)

    def work() -> Iterator[str]:
        time.sleep(0.5)
        raise DraftError("The draft is empty.")
        yield ""

    told = [event async for event in streamed(service, work, lambda so_far: [so_far], str.upper)]

    assert set(told[:-1]) == {events.QUIET}
    assert told[-1].startswith(f"{TOLD}invalid-request")


async def test_an_error_before_anything_is_raised(service: Service) -> None:
    def work() -> Iterator[str]:
        raise DraftError("The draft is empty.")
        yield ""

    with pytest.raises(DraftError):
        await anext(streamed(service, work, lambda so_far: [so_far], str.upper))
