"""A question that stands alone to an answer: understood, looked for, and answered or refused."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from index.filters import ANYTHING, Filter
from index.records import Hit, Quotation
from index.search_index import SearchIndex
from rag import retrieve
from rag.answer import orders, quoting
from rag.answer.confidence import confidence
from rag.answer.records import Answer, Block, Timings
from rag.conversation import Turn, leans, standalone
from rag.embed import Embedder
from rag.late import Late
from rag.query import Query, parts_of, understand
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.answer import chat_model, models, rewrite
else:
    chat_model, models = Late("rag.answer.chat_model"), Late("rag.answer.models")
    rewrite = Late("rag.answer.rewrite")

NEAREST = 3
"""How many passages a refusal shows."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A question, or one of several asked in one breath, and what the articles say to it."""

    query: Query
    answered: bool
    blocks: tuple[Block, ...]
    hits: list[Hit]
    timings: Timings
    confidence: float


@dataclass(frozen=True, slots=True)
class Asking:
    """What answering needs: an index, what embeds questions, and the dials."""

    index: SearchIndex
    embedder: Embedder
    settings: Settings

    def understood(self, question: str) -> tuple[Query, list[Quotation]]:
        """The question, and the statements of those whose words it asks for."""
        speakers = self.index.speakers()
        query = understand(question, speakers)
        meant = [quoting.speakers_meant(name, speakers) for name in query.speakers]
        named = [speaker for speakers in meant for speaker in speakers]
        return query, self.index.quotations(speakers=named) if named else []

    def found(
        self, query: Query, k: int, spoken: Sequence[Quotation], where: Filter = ANYTHING
    ) -> list[Hit]:
        """The `k` passages that fit best, among those let by."""
        return retrieve.retrieve(self.index, self.embedder, query, k, self.settings, spoken, where)

    def quoted(self, question: str) -> Iterator[Answer]:
        """An answer in the articles' words, a block more each time; two questions in one are asked
        as two."""
        parts = [self._quoted(part) for part in parts_of(question)]
        first = parts[0]
        answered, blocks = first.answered, first.blocks
        if len(parts) > 1:
            each = [(part.query.text, part.answered, part.blocks) for part in parts]
            answered, blocks = quoting.together(each, first.query.language)
        for shown in range(1, len(blocks) + 1):
            yield Answer(
                question,
                first.query.language,
                answered,
                quoting.NAME,
                blocks[:shown],
                () if answered else self._nearest(first.hits),
                Timings(
                    sum(part.timings.retrieve for part in parts),
                    sum(part.timings.answer for part in parts),
                ),
                confidence=sum(part.confidence for part in parts) / len(parts),
            )

    def _quoted(self, question: str) -> _Part:
        began = time.perf_counter()
        query, spoken = self.understood(question)
        hits = self.found(query, quoting.LOOKED_AT, spoken)
        heard = self.index.quotations(sources_of(hits))
        retrieved = time.perf_counter()
        answered, blocks = quoting.answer(query, hits, spoken, heard, self.index)
        sure = confidence(query, blocks, self.index) if answered else 0.0
        timings = Timings((retrieved - began) * 1000, (time.perf_counter() - retrieved) * 1000)
        return _Part(query, answered, blocks, hits, timings, sure)

    def _nearest(self, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """The best hits as a refusal shows them: less what is planted in them for machines."""
        clean = (orders.without_planted(hit, self.index.document(hit.source).text) for hit in hits)
        return tuple(islice((hit for hit in clean if hit is not None), NEAREST))

    def alone(self, question: str, history: Sequence[Turn], name: str) -> str:
        """The question made to stand alone: by the chat model where one answers, else by rules."""
        by_rules = standalone(question, history)
        if name == quoting.NAME or not history or not leans(question):
            return by_rules
        timeout_s = self.settings.model_timeout
        model = models.open_chat_model(name, timeout_s)
        return (
            rewrite.rewritten(question, history, model, name=name, timeout_s=timeout_s) or by_rules
        )

    def written(self, question: str, name: str, *, strict: bool) -> Iterator[Answer]:
        """An answer by a chat model: first the evidence alone, then the words as they come.

        Where the passages say nothing of what is asked for, the model is not called.
        """
        began = time.perf_counter()
        query, spoken = self.understood(question)
        hits = self.found(query, quoting.LOOKED_AT, spoken)
        retrieved = time.perf_counter()
        retrieve_ms = (retrieved - began) * 1000
        nearest = self._nearest(hits)
        if (told := quoting.without_model(query, hits, spoken, self.index)) is not None:
            answered, blocks = told
            timings = Timings(retrieve_ms, (time.perf_counter() - retrieved) * 1000)
            kept = () if answered else nearest
            sure = confidence(query, blocks, self.index) if answered else 0.0
            yield Answer(
                question, query.language, answered, name, blocks, kept, timings, confidence=sure
            )
            return
        timings = Timings(retrieve_ms)
        yield Answer(question, query.language, True, name, (), nearest, timings)
        shown = hits[: self.settings.passages]
        timeout_s = self.settings.model_timeout
        growing = chat_model.write(
            query,
            shown,
            self.index.quotations(sources_of(shown)),
            self.index,
            models.open_chat_model(name, timeout_s),
            name=name,
            timeout_s=timeout_s,
            strict=strict,
        )
        for so_far in growing:
            answer_ms = (time.perf_counter() - retrieved) * 1000
            yield Answer(
                question,
                query.language,
                so_far.answered or bool(so_far.writing),
                name,
                so_far.blocks,
                () if so_far.answered or so_far.writing else nearest,
                Timings(retrieve_ms, answer_ms),
                writing=so_far.writing,
                unknown_ids=so_far.unknown_ids,
                confidence=confidence(query, so_far.blocks, self.index) if so_far.usage else 0.0,
                usage=so_far.usage,
            )


def sources_of(hits: Sequence[Hit]) -> list[str]:
    """The names of the documents that hits stand in, each once."""
    return list(dict.fromkeys(hit.source for hit in hits))
