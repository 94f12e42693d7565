"""Answers written by a chat model, each sentence tied to stored text and checked against it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dixit.index.records import Hit, Quotation
from dixit.rag.answering.generative.claim_checks import ClaimChecks, Written, refused
from dixit.rag.answering.generative.claim_parser import ClaimParser
from dixit.rag.answering.generative.prompt import REFUSED, Prompt, make_prompt
from dixit.rag.answering.generative.providers import (
    ChatModel,
    ContextTooLong,
    cites_by_itself,
    streamed,
)
from dixit.rag.answering.generative.thoughts import Thoughts
from dixit.rag.check_dials import CheckDials
from dixit.rag.checking.judgement import Judge
from dixit.rag.errors import ModelError
from dixit.rag.question.query import Query
from dixit.rag.retrieval.articles import Documents
from dixit.rag.usage import Meter

MAX_CHARACTERS = 20_000
"""A longer reply, thoughts aside, is no answer."""
_UNOPENED: set[str] = set()
"""Models that have written thoughts without a beginning, while the program runs."""


def write(
    query: Query,
    hits: Sequence[Hit],
    quotations: Sequence[Quotation],
    library: Documents,
    model: ChatModel,
    *,
    name: str,
    timeout_s: float,
    judge: Judge,
    dials: CheckDials,
    strict: bool = False,
) -> Iterator[Written]:
    """The model's answer as it grows; the last is whole, a refusal where nothing in it is proven.

    A sentence is checked when it ends. With `strict`, one that nothing proves is left out; one
    by which the articles lack something is, in any case.

    Raises:
        ModelError: the model cannot be reached, or gives nothing that can be used.
    """
    if not hits:
        yield refused("nothing", query)
        return
    asked = query, quotations, library, model, judge, dials
    try:
        yield from _written(*asked, hits, name, timeout_s, strict)
    except ContextTooLong as error:
        fewer = hits[: max(1, int(len(hits) * error.share))]
        if len(fewer) == len(hits):
            raise
        yield from _written(*asked, fewer, name, timeout_s, strict)


def _written(
    query: Query,
    quotations: Sequence[Quotation],
    library: Documents,
    model: ChatModel,
    judge: Judge,
    dials: CheckDials,
    hits: Sequence[Hit],
    name: str,
    timeout_s: float,
    strict: bool,
) -> Iterator[Written]:
    """The model's answer over some passages, as it grows."""
    published = {hit.source: library.document(hit.source).published for hit in hits}
    prompt = make_prompt(
        query.text,
        query.language,
        hits,
        quotations,
        published,
        as_results=cites_by_itself(name),
    )
    meter = Meter()
    reading = _Reading(
        name, prompt, lambda: ClaimChecks(query, prompt, quotations, library, strict, judge, dials)
    )
    for piece in streamed(model, prompt.messages, name, timeout_s, meter):
        if reading.take(piece) and not REFUSED.search(reading.parser.writing):
            yield reading.checks.written(reading.parser.writing)
        if reading.length > MAX_CHARACTERS:
            break
    yield replace(reading.whole(), usage=meter.usage)


class _Reading:
    """A model's words on the way: thoughts are kept back, the rest is parsed and checked."""

    def __init__(self, name: str, prompt: Prompt, checks: Callable[[], ClaimChecks]) -> None:
        self._name, self._prompt, self._anew = name, prompt, checks
        self._thoughts = Thoughts(held=name in _UNOPENED)
        self._begin()

    def _begin(self) -> None:
        self.parser, self.checks = ClaimParser(self._prompt.hits), self._anew()
        self.length = 0

    def take(self, piece: str) -> bool:
        """Read a piece; whether there was something in it for the reader."""
        return self._read(*self._thoughts.read(piece))

    def whole(self) -> Written:
        """All of the answer.

        Raises:
            ModelError: there is none, or it is far too long.
        """
        self._read(*self._thoughts.end())
        if self.length > MAX_CHARACTERS:
            raise ModelError(
                f"{self._name}: the model's answer has more than {MAX_CHARACTERS:,} characters, "
                "which is no answer: try again, or answer by quoting with `--model quoting`."
            )
        if not self.parser.has_words:
            only = "thoughts and " if self._thoughts.any else ""
            raise ModelError(
                f"{self._name}: the model wrote {only}no answer: let it write more with "
                "`model_tokens`, of which its thoughts take a part, or answer by quoting with "
                "`--model quoting`."
            )
        for claim in self.parser.end():
            self.checks.take(claim)
        return self.checks.whole(cut=self.parser.cut)

    def _read(self, shown: str, voided: bool) -> bool:
        if voided:
            _UNOPENED.add(self._name)
            self._begin()
        self.length += len(shown)
        if self.length <= MAX_CHARACTERS:
            for claim in self.parser.read(shown):
                self.checks.take(claim)
        return bool(shown) or voided
