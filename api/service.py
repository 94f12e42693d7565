"""What the routes of one server share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from dixit import Dixit
from dixit.api.jobs import Jobs
from dixit.api.limits import Gate
from dixit.api.metrics import Metrics
from dixit.api.problems import MODEL_UNKNOWN, Problem
from dixit.api.records.answers import Turn
from dixit.api.records.filters import Where
from dixit.api.remembered import Remembered
from dixit.api.tokens import Tokens
from dixit.index.filters import ANYTHING, Filter
from dixit.rag.question import follow_up

T = TypeVar("T")


@dataclass(slots=True)
class Service:
    """Dixit, and what the server keeps beside it."""

    dixit: Dixit
    tokens: Tokens
    has_page: bool = False
    """Whether the same server has the page, so that citations link into it."""
    logs_questions: bool = False
    metrics: Metrics = field(default_factory=Metrics)
    jobs: Jobs = field(default_factory=Jobs)
    gate: Gate = field(default_factory=Gate)
    remembered: Remembered = field(default_factory=Remembered)

    async def run(self, work: Callable[[], T]) -> T:
        """Do some work in a thread when it is its turn, so that others are answered meanwhile."""
        return await self.gate.run(work)

    def model(self, name: str | None) -> str:
        """The model that a request names, or the one in the settings.

        Raises:
            Problem: the operator has not named that model.
        """
        choices = self.dixit.settings.choices
        if name is not None and name not in choices:
            offered = ", ".join(choices)
            raise Problem(MODEL_UNKNOWN, f"The model {name[:60]!r} is not one of {offered}.")
        return name or self.dixit.settings.model

    def filter(self, where: Where | None) -> Filter:
        """The filter of a request; reads the speakers if it names one."""
        return ANYTHING if where is None else where.filter(self.dixit.speakers)

    def history(self, turns: Sequence[Turn]) -> list[follow_up.Turn]:
        """Earlier turns as a client sent them, with their citations checked again."""
        return [
            follow_up.Turn(
                turn.question, self.dixit.restored(turn.answer.model_dump(exclude_unset=True))
            )
            for turn in turns
        ]


def of(request: Request) -> Service:
    """The service of the server that got the request."""
    found: Service = request.app.state.service
    return found


Here = Annotated[Service, Depends(of)]
"""A parameter of a route: the service."""
