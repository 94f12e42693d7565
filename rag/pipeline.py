"""`Dixit`, the public API: connects index, ingestion, retrieval and answering."""

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
from dixit.rag.records import Answer
from dixit.rag.retrieval import no_hits
from dixit.rag.retrieval.articles import Parsed
from dixit.rag.settings import Settings
from dixit.rag.status import Status


class Dixit:
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
        self.settings = settings or Settings()
        self._folder = Path(index) if index is not None else self.settings.index
        self._given_embedder = embedder
        self._index: SearchIndex | None = None
        self._opening = threading.Lock()
        self._dials, self._stays, self._parsed = dials, False, Parsed()

    def add(
        self,
        paths: Sequence[Path | str],
        *,
        progress: Progress | None = None,
        within: Path | None = None,
    ) -> IndexReport:
        """Add or update files and folders; documents whose file was deleted are removed.

        Args:
            paths: the files and folders.
            progress: called before each file.
            within: a folder; new files in it are named by their path relative to it.

        Raises:
            ReadError: a path does not exist, or no article in it can be read.
            EmbedderMismatch: the index was made with another embedder.
        """
        roots = [Path(path) for path in paths]
        found = self._files(roots)
        if within is not None:
            found = named_within(found, within)
        limits = worker.Limits(self.settings.read_timeout, self.settings.read_memory)
        try:
            index = self._opened(create=bool(found))  # No index for no files.
        except IndexMissing:
            raise indexer.nothing_read(roots) from None
        return indexer.ingest(index, self.embedder, roots, found, limits, progress)

    def follow(
        self, paths: Sequence[Path | str], *, stop: threading.Event | None = None
    ) -> Iterator[IndexReport]:
        """Add files and folders, and add again what changes in them, until `stop` is set.

        Raises:
            ReadError: a path does not exist.
        """
        roots = [Path(path) for path in paths]
        limits = worker.Limits(self.settings.read_timeout, self.settings.read_memory)
        for number, touched in enumerate(watch.changes(roots, stop)):
            if number == 0:
                yield self.add(roots)
            elif touched:
                found = [file for file in self._files(roots) if file.is_among(touched)]
                yield indexer.follow(self._opened(), self.embedder, roots, found, limits)

    def _files(self, paths: Sequence[Path]) -> list[Found]:
        """The files at and below some paths, without those of the index."""
        index = absolute(self._folder)
        return [file for file in indexer.listed(paths) if not file.path.is_relative_to(index)]

    def rebuild(self, *, progress: Progress | None = None) -> IndexReport:
        """Rebuild every document from its stored text, with the embedder in the settings."""
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
        try:
            return restore.restored(record, self._opened())
        except (KeyError, TypeError) as error:
            raise ValueError("the record is no answer's") from error

    def looked_at_anew(self, answer: Answer) -> Answer:
        """An earlier answer, with its citations checked against the current text."""
        return restore.looked_at_anew(answer, self._opened())

    def try_model(self, model: str) -> str:
        """The first words of a chat model's reply to a greeting, to test its name and key.

        Raises:
            ModelError: the model cannot be used.
        """
        return providers.first_words(model, self.settings.model_timeout)

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

    def quotations(self, speaker: str | None = None, source: str | None = None) -> list[Quotation]:
        """Quotations, of one speaker or in one document if given.

        A speaker may be part of a name; accents and case are ignored: "de meo".

        Raises:
            SourceUnknown: the document is not in the index.
        """
        index, sources = self._opened(), None if source is None else [source]
        index.check_sources(sources or ())
        if speaker is None:
            return index.quotations(sources)
        speakers = [stored for stored in index.speakers() if matches_name(stored, speaker)]
        return index.quotations(sources, speakers)

    def speakers(self) -> dict[str, int]:
        """The number of quotations of each speaker, by name."""
        return self._opened().speakers()

    def document(self, source: str) -> Document:
        """The stored document of that name; raises `SourceUnknown` if there is none."""
        return self._opened().document(source)

    def documents(self) -> list[DocumentSummary]:
        """All documents, sorted by name, without their text."""
        return self._opened().documents()

    def remove(self, source: str) -> None:
        """Remove a document from the index, not its file; raises `SourceUnknown`."""
        self._opened().remove(source)

    def status(self) -> Status:
        """What the index holds, and which embedder made it."""
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
            generation=index.generation(),
        )

    def verify(self) -> list[str]:
        """Check the index; one sentence per problem, so empty if it is intact."""
        return self._opened().verify()

    def repair(self) -> Repair:
        """Repair a damaged index; returns what was kept and what was lost."""
        self.close()
        return SearchIndex.repair(self._folder)

    def compact(self) -> None:
        """Free the disk space of removed documents."""
        self._opened().compact()

    def backup(self, folder: Path | str) -> None:
        """Copy the index to a new folder; it may be in use meanwhile."""
        self._opened().backup(Path(folder))

    @cached_property
    def embedder(self) -> Embedder:
        """The embedder, loaded on first use."""
        return self._given_embedder or open_embedder(self.settings)

    def warm_up(self) -> None:
        """Prepare for many questions: load the embedder, and keep the index up to date meanwhile.

        Raises:
            EmbedderError: the embedder cannot be loaded.
        """
        self._stays = True
        if self._index is not None:
            self._index.keep_fresh()
        self.embedder.embed_query("")

    def close(self) -> None:
        """Close the files of the index."""
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
        made_of = (self.embedder, self.settings, self._parsed, self._dials, self._reader)
        return AnswerPipeline(self._opened(), *made_of)

    @cached_property
    def _reader(self) -> Reader:
        return open_reader(self.settings, self.embedder)
