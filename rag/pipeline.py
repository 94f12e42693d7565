"""`Dixit`: the only wiring. Reading it is the tour of the product."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from dixit.index.errors import IndexMissing
from dixit.index.filters import ANYTHING, Filter
from dixit.index.maintenance.repair import Repair
from dixit.index.records import Document, DocumentSummary, Hit, Quotation
from dixit.index.search_index import SearchIndex
from dixit.rag.answering import restore
from dixit.rag.answering.extractive import answerer
from dixit.rag.answering.extractive.reader import Reader, open_reader
from dixit.rag.answering.generative import providers
from dixit.rag.answering.pipeline import AnswerPipeline
from dixit.rag.dials import DEFAULT, Dials
from dixit.rag.embedders.base import Embedder, open_embedder
from dixit.rag.ingestion import indexer, watch
from dixit.rag.ingestion.files import Found, absolute, named_within
from dixit.rag.ingestion.readers import worker
from dixit.rag.ingestion.report import IndexReport, Progress
from dixit.rag.lang.name_matching import matches_name
from dixit.rag.question import follow_up
from dixit.rag.records import Answer, Status
from dixit.rag.retrieval import no_hits
from dixit.rag.retrieval.articles import Parsed
from dixit.rag.settings import Settings


class Dixit:
    """Articles in, cited answers out. Opens what it needs when it needs it; safe to share."""

    def __init__(
        self,
        index: Path | str | None = None,
        *,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
        dials: Dials = DEFAULT,
    ) -> None:
        self.settings = settings or Settings()
        self._folder = Path(index) if index is not None else self.settings.index
        self._given_embedder = embedder
        self._index: SearchIndex | None = None
        self._opening = threading.Lock()
        self._dials, self._stays = dials, False
        self._parsed = Parsed()

    def add(
        self,
        paths: Sequence[Path | str],
        *,
        progress: Progress | None = None,
        within: Path | None = None,
    ) -> IndexReport:
        """Add or refresh files and folders; unchanged files are left alone, deleted ones go.

        With `within`, new files in that folder are named by their path below it.

        Raises:
            ReadError: a path is not there, or holds nothing that can be read.
            EmbedderMismatch: the index was made with another embedder.
        """
        given = [Path(path) for path in paths]
        found = self._files(given)
        if within is not None:
            found = named_within(found, within)
        limits = worker.Limits(self.settings.read_timeout, self.settings.read_memory)
        try:
            index = self._opened(create=bool(found))  # Not made for nothing.
        except IndexMissing:
            raise indexer.nothing_read(given) from None
        return indexer.ingest(index, self.embedder, given, found, limits, progress)

    def follow(
        self, paths: Sequence[Path | str], *, stop: threading.Event | None = None
    ) -> Iterator[IndexReport]:
        """Add files and folders, then again whatever changes in them, until `stop` is set.

        Raises:
            ReadError: a path is not there.
        """
        given = [Path(path) for path in paths]
        limits = worker.Limits(self.settings.read_timeout, self.settings.read_memory)
        for number, touched in enumerate(watch.changes(given, stop)):
            if number == 0:
                yield self.add(given)
            elif touched:
                found = [file for file in self._files(given) if file.is_among(touched)]
                yield indexer.follow(self._opened(), self.embedder, given, found, limits)

    def _files(self, paths: Sequence[Path]) -> list[Found]:
        """The files at and under some paths, less the index's own."""
        index = absolute(self._folder)
        return [file for file in indexer.listed(paths) if not file.path.is_relative_to(index)]

    def rebuild(self, *, progress: Progress | None = None) -> IndexReport:
        """Make every stored document anew from its text, with the embedder now in use."""
        return indexer.rebuild(self._opened(), self.embedder, progress)

    def ask(
        self,
        question: str,
        history: Sequence[follow_up.Turn] = (),
        model: str | None = None,
        strict: bool | None = None,
        passages: int | None = None,
        where: Filter = ANYTHING,
    ) -> Answer:
        """Answer a question, each statement cited, or abstain; `where` narrows what is searched.

        Raises:
            QuestionError: the question is empty, or longer than a question is.
            ModelError: a chat model is asked for and does not answer.
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
        """The answer as it grows; the last one is whole.

        A `model`, `strict` and `passages` given here go before the settings'. Whoever stops
        reading stops the model.
        """
        name = model or self.settings.model
        answering = self._answering()
        if passages is not None:
            answering = replace(answering, settings=replace(self.settings, passages=passages))
        asked = answering.alone(question, history, name)
        if name == answerer.NAME:
            growing = answering.quoted(asked, where)
        else:
            leave_out = self.settings.strict if strict is None else strict
            growing = answering.written(asked, name, strict=leave_out, where=where)
        for answer in growing:
            yield replace(answer, question=question, asked=asked if asked != question else "")

    def restored(self, record: Mapping[str, Any]) -> Answer:
        """An answer read back from its JSON, its citations where their words stand now.

        Raises:
            ValueError: the record is no answer's.
        """
        try:
            return restore.restored(record, self._opened())
        except (KeyError, TypeError) as error:
            raise ValueError("the record is no answer's") from error

    def looked_at_anew(self, answer: Answer) -> Answer:
        """An answer that was given before, its citations where their words stand now."""
        return restore.looked_at_anew(answer, self._opened())

    def try_model(self, model: str) -> str:
        """The first words of a chat model to a greeting: it is there, and the key is right.

        Raises:
            ModelError: it is not.
        """
        return providers.first_words(model, self.settings.model_timeout)

    def search(self, query: str, k: int = 10, where: Filter = ANYTHING) -> list[Hit]:
        """The `k` passages that fit a query best, among those let by, with the signals of each.

        Raises:
            SourceUnknown: the filter asks for a document that is not there.
        """
        answering = self._answering()
        answering.index.check_sources(where.sources or ())
        understood, spoken = answering.understood(query)
        return answering.found(understood, k, spoken, where)

    def why_nothing(self, where: Filter, speaker: str | None = None) -> str:
        """Which condition of a filter let no passage by, in one sentence; see `no_hits`."""
        return no_hits.no_passage(self._opened(), where, speaker)

    def quotations(self, speaker: str | None = None, source: str | None = None) -> list[Quotation]:
        """Who said what; of one speaker (accents, case and part of a name forgiven) or source.

        Raises:
            SourceUnknown: the document is not there.
        """
        index = self._opened()
        sources = None if source is None else [source]
        index.check_sources(sources or ())
        if speaker is None:
            return index.quotations(sources)
        named = [stored for stored in index.speakers() if matches_name(stored, speaker)]
        return index.quotations(sources, named)

    def speakers(self) -> dict[str, int]:
        """Everybody who is quoted and how often, by name."""
        return self._opened().speakers()

    def document(self, source: str) -> Document:
        """The stored document of that name; `SourceUnknown` where there is none."""
        return self._opened().document(source)

    def documents(self) -> list[DocumentSummary]:
        """All documents, by name, without their text."""
        return self._opened().documents()

    def remove(self, source: str) -> None:
        """Drop a document from the index; its file stays. `SourceUnknown` where there is none."""
        self._opened().remove(source)

    def status(self) -> Status:
        """What the index holds and what made it."""
        index, documents = self._opened(), self.documents()
        embedder = index.embedder()
        return Status(
            index=str(self._folder),
            documents=len(documents),
            passages=sum(document.passages for document in documents),
            quotations=sum(document.quotations for document in documents),
            languages=tuple(sorted({document.language for document in documents})),
            embedder=str(embedder) if embedder else None,
            model=self.settings.model,
        )

    def verify(self) -> list[str]:
        """What is wrong with the index, one sentence each; an empty list where it is whole."""
        return self._opened().verify()

    def repair(self) -> Repair:
        """Make a damaged index sound, and tell what was kept and what is lost."""
        self.close()
        return SearchIndex.repair(self._folder)

    def compact(self) -> None:
        """Give the room of what was removed back to the disk."""
        self._opened().compact()

    def backup(self, folder: Path | str) -> None:
        """Write a whole copy of the index to a new folder; it may be in use meanwhile."""
        self._opened().backup(Path(folder))

    @cached_property
    def embedder(self) -> Embedder:
        """What turns texts into vectors."""
        return self._given_embedder or open_embedder(self.settings)

    def warm_up(self) -> None:
        """Get ready to answer for long: the first question need not wait for the embedder, and
        the index may be made anew in the background.

        Raises:
            EmbedderError: it cannot be loaded.
        """
        self._stays = True
        if self._index is not None:
            self._index.keep_fresh()
        self.embedder.embed_query("")

    def close(self) -> None:
        """Let go of the index's files."""
        with self._opening:
            if self._index is not None:
                self._index.close()
                self._index = None

    def _opened(self, *, create: bool = False) -> SearchIndex:
        with self._opening:
            if self._index is None:
                self._index = SearchIndex.open(self._folder, create=create)
                if self._stays:
                    self._index.keep_fresh()
            return self._index

    def _answering(self) -> AnswerPipeline:
        index, settings = self._opened(), self.settings
        return AnswerPipeline(
            index, self.embedder, settings, self._parsed, self._dials, self._reader
        )

    @cached_property
    def _reader(self) -> Reader:
        return open_reader(self.settings, self.embedder)
