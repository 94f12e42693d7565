"""`Dixit`, the public API: connects index, ingestion, retrieval and answering."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Unpack

from dixit.index.filters import ANYTHING, Filter
from dixit.index.records import Hit, Quotation
from dixit.rag.answering import restore
from dixit.rag.answering.extractive import answerer
from dixit.rag.answering.extractive.reader import Reader, open_reader
from dixit.rag.answering.generative import providers
from dixit.rag.answering.pipeline import AnswerPipeline
from dixit.rag.checking.check import Check, Checker
from dixit.rag.checking.records import CheckedStatement, Statement
from dixit.rag.dials import DEFAULT, Dials
from dixit.rag.embedders.base import Embedder
from dixit.rag.library import Library
from dixit.rag.question import follow_up
from dixit.rag.records import Answer
from dixit.rag.retrieval import no_hits, quoted
from dixit.rag.retrieval.articles import Parsed
from dixit.rag.retrieval.quoted import Conditions, Quoted
from dixit.rag.settings import Settings


class Dixit(Library):
    """Question answering over a folder of articles; one object may be shared by several threads."""

    def __init__(
        self,
        index: Path | str | None = None,
        *,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
        dials: Dials = DEFAULT,
    ) -> None:
        """Choose an index folder and settings; nothing is opened yet."""
        super().__init__(index, settings=settings, embedder=embedder, dials=dials)
        self._parsed = Parsed()

    def ask(
        self,
        question: str,
        history: Sequence[follow_up.Turn] = (),
        model: str | None = None,
        strict: bool | None = None,
        passages: int | None = None,
        where: Filter = ANYTHING,
    ) -> Answer:
        """Answer a question with citations, or refuse.

        Args:
            question: in French or English.
            history: earlier questions and answers, oldest first.
            model: the answerer: "quoting", or a chat model; the settings' one by default.
            strict: leave out a chat model's unproven sentences; as in the settings by default.
            passages: how many passages a chat model reads; as in the settings by default.
            where: a filter on the passages that are searched.

        Raises:
            QuestionError: the question is empty or too long.
            ModelError: the chat model cannot be used, or does not answer.
        """
        return list(self.stream(question, history, model, strict, passages, where))[-1]

    def stream(
        self,
        question: str,
        history: Sequence[follow_up.Turn] = (),
        model: str | None = None,
        strict: bool | None = None,
        passages: int | None = None,
        where: Filter = ANYTHING,
    ) -> Iterator[Answer]:
        """Like `ask`, but yields the answer as it grows; the last one is complete.

        Closing the iterator stops the chat model.
        """
        name = model or self.settings.model
        answering = self._answering()
        if passages is not None:
            answering = replace(answering, settings=replace(self.settings, passages=passages))
        standalone = answering.alone(question, history, name)
        if name == answerer.NAME:
            growing = answering.quoted(standalone, where)
        else:
            leave_out = self.settings.strict if strict is None else strict
            growing = answering.written(standalone, name, strict=leave_out, where=where)
        for answer in growing:
            yield replace(
                answer, question=question, asked=standalone if standalone != question else ""
            )

    def restored(self, record: Mapping[str, Any]) -> Answer:
        """Read an answer from its JSON, and check its citations against the current text.

        Raises:
            ValueError: the record is not an answer.
        """
        return restore.restored(record, self._opened())

    def looked_at_anew(self, answer: Answer) -> Answer:
        """An earlier answer, with its citations checked against the current text."""
        return restore.looked_at_anew(answer, self._opened())

    def try_model(self, model: str) -> str:
        """The first words of a chat model's reply to a greeting, to test its name and key.

        Raises:
            ModelError: the model cannot be used.
        """
        return providers.first_words(model, self.settings.model_timeout)

    def check(self, text: str, sources: Sequence[str] | None = None) -> Check:
        """Check every statement of a draft against all articles, or some; see `checking`."""
        return Check.of(text, self.checking(text, sources))

    def checking(
        self, text: str, sources: Sequence[str] | None = None
    ) -> Iterator[CheckedStatement]:
        """Like `check`, but yields each statement once it is checked; see `Checker.check`."""
        return self._checker().check(text, sources)

    def statements(self, text: str) -> list[Statement]:
        """The statements of a draft, in order, before they are checked; see `checking`."""
        return self._checker().statements(text)

    def _checker(self) -> Checker:
        made_of = (self.embedder, self.settings, self._parsed, self._dials)
        return Checker.over(self._opened(), *made_of)

    def search(self, query: str, k: int = 10, where: Filter = ANYTHING) -> list[Hit]:
        """The `k` best passages for a query that match a filter, best first.

        Raises:
            SourceUnknown: the filter names a document that is not in the index.
        """
        answering = self._answering()
        answering.index.check_sources(where.sources or ())
        understood, spoken = answering.understood(query)
        return answering.found(understood, k, spoken, where)

    def why_nothing(self, where: Filter, speaker: str | None = None) -> str:
        """One sentence: which condition of a filter excludes all passages; see `no_hits`."""
        return no_hits.no_passage(self._opened(), where, speaker)

    def quotations(
        self,
        speaker: str | None = None,
        source: str | None = None,
        **conditions: Unpack[Conditions],
    ) -> list[Quotation]:
        """Quotations that meet all conditions given: see `quoted.Quoted`, and `quoted.select`."""
        return quoted.select(self._opened(), Quoted(speaker, source, **conditions))

    def why_unquoted(self, asked: Quoted) -> str:
        """One sentence: which condition no quotation meets; see `quoted.why_none`."""
        return quoted.why_none(self._opened(), asked)

    def speakers(self) -> dict[str, int]:
        """The number of quotations of each speaker, by name."""
        return self._opened().speakers()

    def _answering(self) -> AnswerPipeline:
        made_of = (self.embedder, self.settings, self._parsed, self._dials, self._reader)
        return AnswerPipeline(self._opened(), *made_of)

    @cached_property
    def _reader(self) -> Reader:
        return open_reader(self.settings, self.embedder)
