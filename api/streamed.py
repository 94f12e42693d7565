"""The events of some work, from its first news to the whole."""

from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from contextlib import aclosing
from typing import TypeVar

from dixit.api import events
from dixit.api.growing import growing
from dixit.api.problems import Problem
from dixit.api.records.problem import ProblemRecord
from dixit.api.service import Service
from dixit.index.errors import DixitError

T = TypeVar("T")


async def streamed(
    here: Service,
    make: Callable[[], Iterator[T]],
    tell: Callable[[T], Iterable[str]],
    whole: Callable[[T], str],
) -> AsyncGenerator[str]:
    """The events of work that is done in a thread, when it is its turn.

    Args:
        here: gives the turn.
        make: starts the work, which yields what it has so far; the last is the whole.
        tell: the events of what there is so far.
        whole: the last event.

    Yields:
        Events. An error after the first is an event too, `problem`, and the last one.

    Raises:
        DixitError: as raised by the work before the first event.
        Problem: the same, or too many wait.
    """
    so_far: T | None = None
    began = False
    async with here.gate.turn(), aclosing(growing(make)) as states:
        try:
            async for state in states:
                so_far = so_far if state is None else state
                for event in [events.QUIET] if state is None else tell(state):
                    began = True
                    yield event
        except (DixitError, Problem) as error:
            if not began:
                raise
            problem = error if isinstance(error, Problem) else Problem.of(error)
            yield events.event("problem", ProblemRecord.model_validate(problem.as_dict("", "")))
            return
    if so_far is not None:
        yield whole(so_far)
