"""An exchange: a question on the page, and its answer, search results or error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dixit import Dixit
from dixit.index.errors import DixitError
from dixit.index.records import Hit
from dixit.rag.question.follow_up import Turn
from dixit.rag.records import Answer

KEPT = 100
"""How many of the latest exchanges a browser keeps."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, and its result: none yet, an answer that may be unfinished, or an error."""

    question: str
    answer: Answer | None = None
    error: str | None = None
    pending: bool = False
    may_quote: bool = False
    """Whether the page should offer to answer by quotation, without a chat model."""
    found: tuple[Hit, ...] | None = None
    """The passages with some words, if the visitor searched for them instead of asking."""


Exchanges = tuple[Exchange, ...]


def turns(exchanges: Sequence[Exchange]) -> list[Turn]:
    """The answered questions, as the history of the next question."""
    return [Turn(past.question, past.answer) for past in exchanges if past.answer is not None]


def as_records(exchanges: Sequence[Exchange]) -> list[dict[str, object]]:
    """The latest answers in the JSON of `dixit ask --json`, for the visitor's browser to keep."""
    answers = [past.answer.as_dict() for past in exchanges if past.answer and not past.pending]
    return answers[-KEPT:]


def from_records(records: object, dixit: Dixit) -> Exchanges:
    """The exchanges that a browser kept, with their citations checked against the current text.

    Args:
        records: comes from outside; whatever is not an answer is ignored.
        dixit: checks the citations.
    """
    exchanges = []
    for record in records if isinstance(records, list) else ():
        if not isinstance(record, Mapping):
            continue
        try:
            answer = dixit.restored(_texts(record))
        except ValueError:
            continue
        exchanges.append(Exchange(answer.question, answer))
    return tuple(exchanges[-KEPT:])


def looked_at_anew(exchanges: Exchanges, number: int, dixit: Dixit) -> Exchanges:
    """The exchanges, with the citations of one of them checked against the current text.

    Args:
        exchanges: the conversation, oldest first.
        number: which exchange to check, starting at 1.
        dixit: checks the citations.

    Returns:
        The same exchanges if one of them is still growing, or if the index cannot be read.
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
