"""`Dixit`: the only wiring. Reading it is the tour of the product."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from index.errors import IndexMissing
from index.filters import ANYTHING, Filter
from index.records import Document, Hit, Quotation, StoredDocument
from index.repair import Repair
from index.search_index import SearchIndex
from rag import conversation, retrieve, watch
from rag.answer import chat_model, quoting
from rag.answer.records import Answer, Block, Timings
from rag.embed import Embedder, open_embedder
from rag.files import Found, absolute
from rag.ingest import (
    IndexReport,
    Progress,
    follow,
    ingest,
    listed,
    nothing_read,
    rebuild,
)
from rag.query import Query, parts_of, understand
from rag.readers.worker import Limits
from rag.settings import Settings
from rag.speakers import matches_name

NEAREST = 3
"""How many passages a refusal shows."""


_Found = tuple[Query, bool, tuple[Block, ...], list[Hit], Timings]


@dataclass(frozen=True, slots=True)
class Status:
    """What an index holds and what made it."""

    index: str
    documents: int
    passages: int
    quotations: int
    languages: tuple[str, ...]
    embedder: str | None
    model: str

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit status --json`."""
        return asdict(self)


class Dixit:
    """Articles in, cited answers out. Opens what it needs when it needs it; safe to share."""

    def __init__(
        self,
        index: Path | str | None = None,
        *,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self._folder = Path(index) if index is not None else self.settings.index
        self._given_embedder = embedder
        self._index: SearchIndex | None = None
        self._opening = threading.Lock()
        self._stays = False

    def add(
        self,
        paths: Sequence[Path | str],
        *,
        progress: Progress | None = None,
    ) -> IndexReport:
        """Add or refresh files and folders; unchanged files are left alone, deleted ones go.

        Raises:
            ReadError: a path is not there, or holds nothing that can be read.
            EmbedderMismatch: the index was made with another embedder.
        """
        given = [Path(path) for path in paths]
        found = self._files(given)
        limits = Limits(self.settings.read_timeout, self.settings.read_memory)
        try:
            index = self._opened(create=bool(found))  # Not made for nothing.
        except IndexMissing:
            raise nothing_read(given) from None
        return ingest(index, self.embedder, given, found, limits, progress)

    def follow(
        self, paths: Sequence[Path | str], *, stop: threading.Event | None = None
    ) -> Iterator[IndexReport]:
        """Add files and folders, then again whatever changes in them, until `stop` is set.

        Raises:
            ReadError: a path is not there.
        """
        given = [Path(path) for path in paths]
        limits = Limits(self.settings.read_timeout, self.settings.read_memory)
        for number, touched in enumerate(watch.changes(given, stop)):
            if number == 0:
                yield self.add(given)
            elif touched:
                found = [file for file in self._files(given) if file.is_among(touched)]
                yield follow(self._opened(), self.embedder, given, found, limits)

    def _files(self, paths: Sequence[Path]) -> list[Found]:
        """The files at and under some paths, less the index's own."""
        index = absolute(self._folder)
        return [file for file in listed(paths) if not file.path.is_relative_to(index)]

    def rebuild(self, *, progress: Progress | None = None) -> IndexReport:
        """Make every stored document anew from its text, with the embedder now in use."""
        return rebuild(self._opened(), self.embedder, progress)

    def ask(
        self, question: str, history: Sequence[conversation.Turn] = (), model: str | None = None
    ) -> Answer:
        """Answer a question, each statement cited, or abstain.

        Raises:
            QuestionError: the question is empty, or longer than a question is.
            ModelError: a chat model is asked for and does not answer.
        """
        return list(self.stream(question, history, model))[-1]

    def stream(
        self, question: str, history: Sequence[conversation.Turn] = (), model: str | None = None
    ) -> Iterator[Answer]:
        """The answer as it grows: each one has a block more, and the last is whole."""
        name = model or self.settings.model
        asked = conversation.standalone(question, history)
        found = self._quoted(asked) if name == quoting.NAME else self._written(asked, name)
        query, answered, blocks, hits, timings = found
        nearest = () if answered else tuple(hits[:NEAREST])
        for shown in range(1, len(blocks) + 1):
            yield Answer(question, query.language, answered, name, blocks[:shown], nearest, timings)

    def _quoted(self, question: str) -> _Found:
        """An answer in the articles' words; a question that asks two things is asked as two."""
        answers: list[_Found] = []
        for part in parts_of(question):
            began = time.perf_counter()
            query, spoken = self._understood(part)
            hits = self._found(query, quoting.LOOKED_AT, spoken)
            heard = self._opened().quotations(_sources(hits))
            retrieved = time.perf_counter()
            answered, blocks = quoting.answer(query, hits, spoken, heard, self._opened())
            timings = Timings((retrieved - began) * 1000, (time.perf_counter() - retrieved) * 1000)
            answers.append((query, answered, blocks, hits, timings))
        if len(answers) == 1:
            return answers[0]
        query, _, _, hits, _ = answers[0]
        parts = [(part.text, answered, blocks) for part, answered, blocks, _, _ in answers]
        retrieve_ms = sum(timings.retrieve for *_, timings in answers)
        answer_ms = sum(timings.answer for *_, timings in answers)
        answered, blocks = quoting.together(parts, query.language)
        return query, answered, blocks, hits, Timings(retrieve_ms, answer_ms)

    def _written(self, question: str, model: str) -> _Found:
        """An answer by a chat model."""
        began = time.perf_counter()
        query, spoken = self._understood(question)
        hits = self._found(query, self.settings.passages, spoken)
        retrieved = time.perf_counter()
        chat = chat_model.open_chat_model(model, self.settings.model_timeout)
        quotations = self._opened().quotations(_sources(hits))
        answered, blocks = chat_model.answer(query, hits, quotations, self._opened(), chat)
        timings = Timings((retrieved - began) * 1000, (time.perf_counter() - retrieved) * 1000)
        return query, answered, blocks, hits, timings

    def search(self, query: str, k: int = 10, where: Filter = ANYTHING) -> list[Hit]:
        """The `k` passages that fit a query best, among those let by, with the signals of each."""
        understood, spoken = self._understood(query)
        return self._found(understood, k, spoken, where)

    def quotations(self, speaker: str | None = None, source: str | None = None) -> list[Quotation]:
        """Who said what; of one speaker (accents, case and part of a name forgiven) or source."""
        index = self._opened()
        sources = None if source is None else [source]
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

    def documents(self) -> list[StoredDocument]:
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
            self._index.stay()
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
                    self._index.stay()
            return self._index

    def _understood(self, question: str) -> tuple[Query, list[Quotation]]:
        """The question, and the statements of those whose words it asks for."""
        index = self._opened()
        speakers = index.speakers()
        query = understand(question, speakers)
        meant = [quoting.speakers_meant(name, speakers) for name in query.speakers]
        named = [speaker for speakers in meant for speaker in speakers]
        return query, index.quotations(speakers=named) if named else []

    def _found(
        self, query: Query, k: int, spoken: Sequence[Quotation], where: Filter = ANYTHING
    ) -> list[Hit]:
        index, settings = self._opened(), self.settings
        return retrieve.retrieve(index, self.embedder, query, k, settings, spoken, where)


def _sources(hits: Sequence[Hit]) -> list[str]:
    """The names of the documents that hits stand in, each once."""
    return list(dict.fromkeys(hit.source for hit in hits))
