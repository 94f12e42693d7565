"""A question and what came of it, as the page keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dixit import Dixit
from dixit.index.errors import DixitError
from dixit.index.records import Hit
from dixit.rag.question.follow_up import Turn
from dixit.rag.records import Answer

KEPT = 100
"""Exchanges that a browser keeps, the latest."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: nothing yet, an answer (perhaps unfinished), or an error."""

    question: str
    answer: Answer | None = None
    error: str | None = None
    pending: bool = False
    may_quote: bool = False
    """Whether the answerer that needs no model may be asked instead."""
    found: tuple[Hit, ...] | None = None
    """What holds some words, where these were looked for rather than asked about."""


Exchanges = tuple[Exchange, ...]


def turns(exchanges: Sequence[Exchange]) -> list[Turn]:
    """The questions that were answered, as those that follow may lean on them."""
    return [Turn(past.question, past.answer) for past in exchanges if past.answer is not None]


def as_records(exchanges: Sequence[Exchange]) -> list[dict[str, object]]:
    """The latest answers as `dixit ask --json` has them, for the visitor's browser to keep."""
    answers = [past.answer.as_dict() for past in exchanges if past.answer and not past.pending]
    return answers[-KEPT:]


def from_records(records: object, dixit: Dixit) -> Exchanges:
    """What a browser kept, every citation looked at anew; what is no answer is passed over."""
    found = []
    for record in records if isinstance(records, list) else ():
        if not isinstance(record, Mapping):
            continue
        try:
            answer = dixit.restored(_texts(record))
        except ValueError:
            continue
        found.append(Exchange(answer.question, answer))
    return tuple(found[-KEPT:])


def looked_at_anew(exchanges: Exchanges, number: int, dixit: Dixit) -> Exchanges:
    """The exchanges, the citations of the one of that number (from 1) where they stand now.

    As they are while one of them still grows, or where the index cannot be read.
    """
    at = number - 1
    answer = exchanges[at].answer if 0 <= at < len(exchanges) else None
    if answer is None or any(exchange.pending for exchange in exchanges):
        return exchanges
    try:
        now = dixit.looked_at_anew(answer)
    except DixitError:
        return exchanges
    return (*exchanges[:at], replace(exchanges[at], answer=now), *exchanges[at + 1 :])


def _texts(record: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in record.items()}
