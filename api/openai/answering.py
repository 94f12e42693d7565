"""Answers a question for a client of OpenAI's protocol, whole or piece by piece."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import dataclass

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from dixit.api import addresses
from dixit.api.growing import growing
from dixit.api.openai import footnotes
from dixit.api.openai.footnotes import Cited
from dixit.api.service import Service
from dixit.index.errors import SourceUnknown
from dixit.rag.question.follow_up import Turn
from dixit.rag.records import Answer, Citation

INSTEAD = "\n\n---\n\n"
"""Before the whole answer, where what was sent of it has not been kept."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the turns before it, and Dixit's name of the model."""

    question: str
    history: list[Turn]
    model: str


@dataclass(frozen=True, slots=True)
class Written:
    """The end of a stream: the answer, and its text as it was sent."""

    answer: Answer
    cited: Cited


async def answered(here: Service, asked: Asked, request: Request) -> Written:
    """The whole answer."""
    async for piece in pieces(here, asked, request):
        if isinstance(piece, Written):
            return piece
    raise AssertionError("an answer ends")


async def pieces(
    here: Service, asked: Asked, request: Request
) -> AsyncGenerator[str | Written | None]:
    """The text of an answer, piece by piece, and at the end the answer; None where nothing is new.

    Only blocks that another one follows are sent while the answer grows. What was sent cannot be
    taken back: where the whole answer does not begin with it, the whole answer follows it.
    """
    if here.logs_questions:
        request.state.log = {"question": asked.question}
    links = _Links(here, str(request.base_url))

    def make() -> Iterator[Answer]:
        return here.dixit.stream(asked.question, asked.history, asked.model)

    sent, answer = "", None
    async with here.gate.turn(), aclosing(growing(make)) as states:
        async for state in states:
            if state is None:
                yield None
                continue
            answer = state
            text = await run_in_threadpool(links.so_far, state)
            if len(text) > len(sent) and text.startswith(sent):
                yield text[len(sent) :]
                sent = text
        assert answer is not None, "an answer has a last state"
        cited = await run_in_threadpool(links.whole, answer)
    if not cited.text.startswith(sent):
        cited = cited.after(sent + INSTEAD)
    yield cited.text[len(sent) :]
    here.metrics.answer(answered=answer.answered)
    here.remembered.keep(cited.text, answer)
    yield Written(answer, cited)


class _Links:
    """Links to the cited words; each article's hash is looked up once."""

    def __init__(self, here: Service, base: str) -> None:
        self._here, self._base = here, base
        self._hashes: dict[str, str] = {}

    def so_far(self, answer: Answer) -> str:
        """The text of the blocks that are surely complete."""
        return footnotes.of_blocks(
            answer.blocks[:-1], answer.language, self._to(answer.language)
        ).text

    def whole(self, answer: Answer) -> Cited:
        """The whole text."""
        return footnotes.whole(answer, self._to(answer.language))

    def _to(self, language: str) -> footnotes.Link:
        page = language if self._here.has_page else None
        return lambda one: addresses.place(self._base, one, self._hash(one), page)

    def _hash(self, citation: Citation) -> str:
        source = citation.span.source
        if source not in self._hashes:
            try:
                self._hashes[source] = self._here.dixit.document(source).content_hash
            except SourceUnknown:  # Removed while the answer was made.
                self._hashes[source] = ""
        return self._hashes[source]
