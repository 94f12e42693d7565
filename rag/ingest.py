"""Files into the index: what is new, changed, gone or unreadable, each told and counted."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import SourceUnknown
from index.manifest import check_embedder
from index.records import Document, IndexedDocument, StoredDocument
from index.search_index import SearchIndex
from rag import quotations, split
from rag.embed import Embedder
from rag.errors import ReadError
from rag.read import (
    Found,
    content_hash,
    document_of,
    find,
    read_bytes,
    relative_names,
    why_not,
)

RECIPE = f"split {split.RULES_VERSION}, quotations {quotations.RULES_VERSION}"
"""Stored beside each document, so that one made by older rules is made anew."""

Progress = Callable[[int, int, str], None]
"""Told how many files are done, of how many, and the name of the one at hand."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A file that was not indexed, and why."""

    path: str
    reason: str


@dataclass(slots=True)
class IndexReport:
    """What indexing did, by the names of the documents."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit index --json`."""
        return {
            "added": self.added,
            "changed": self.changed,
            "removed": self.removed,
            "unchanged": self.unchanged,
            "skipped": [{"path": skip.path, "reason": skip.reason} for skip in self.skipped],
        }

    def __str__(self) -> str:
        counts = (
            f"{len(names)} {what}"
            for what, names in (
                ("added", self.added),
                ("changed", self.changed),
                ("removed", self.removed),
                ("unchanged", self.unchanged),
                ("skipped", self.skipped),
            )
        )
        return ", ".join(counts)


def listed(paths: Sequence[Path]) -> list[Found]:
    """The files at and under some paths, each once.

    Raises:
        ReadError: a path is not there or cannot be opened, or there is no file at all.
    """
    found = list(dict.fromkeys(file for path in paths for file in find(path)))
    if not found:
        raise ReadError(_nothing_read(paths, []))
    return found


def ingest(
    index: SearchIndex,
    embedder: Embedder,
    paths: Sequence[Path],
    found: Sequence[Found],
    progress: Progress | None = None,
) -> IndexReport:
    """Bring the index up to date with the files `found` at and under `paths`.

    A file that is unchanged is left alone, a changed one replaces what was stored in one
    transaction, and a document whose file has gone from under a given path goes too. A file that
    cannot be read is skipped with its reason, and what was stored of it stays.

    Raises:
        ReadError: none of the files can be read; nothing is changed.
        EmbedderMismatch: the index was made with another embedder.
    """
    check_embedder(index.embedder(), embedder.identity)
    stored = {document.source: document for document in index.documents()}
    names = relative_names(found, {s.source: s.origin for s in stored.values() if s.origin})
    report = IndexReport()
    for number, file in enumerate(found):
        source = names[file.path]
        if progress:
            progress(number, len(found), source)
        try:
            if reason := why_not(file):
                raise ReadError(reason)
            data = read_bytes(file.path)
            known = stored.get(source)
            if known and known.content_hash == content_hash(data) and known.recipe == RECIPE:
                report.unchanged.append(source)
                continue
            document = document_of(data, source)
        except ReadError as error:
            shown = os.fsencode(file.path).decode(errors="replace")
            report.skipped.append(Skip(shown, str(error)))
            continue
        index.put(prepared(document, embedder, str(file.path)), embedder.identity)
        (report.changed if known else report.added).append(source)
    if not (report.added or report.changed or report.unchanged):
        raise ReadError(_nothing_read(paths, report.skipped))
    for source in _gone(paths, found, stored.values()):
        index.remove(source)
        report.removed.append(source)
    if progress:
        progress(len(found), len(found), "")
    index.catch_up()
    return report


def rebuild(
    index: SearchIndex, embedder: Embedder, progress: Progress | None = None
) -> IndexReport:
    """Make every stored document anew from its stored text, in one transaction."""
    stored = index.documents()

    def entries() -> Iterator[IndexedDocument]:
        for number, known in enumerate(stored):
            if progress:
                progress(number, len(stored), known.source)
            with suppress(SourceUnknown):  # Removed meanwhile.
                yield prepared(index.document(known.source), embedder, known.origin)

    index.put_all(entries(), embedder.identity, anew=True)
    if progress:
        progress(len(stored), len(stored), "")
    index.catch_up()
    return IndexReport(changed=[known.source for known in stored])


def prepared(document: Document, embedder: Embedder, origin: str) -> IndexedDocument:
    """A document with its passages, their vectors and its quotations."""
    passages = split.split(document, embedder.count_tokens, embedder.window)
    return IndexedDocument(
        document=document,
        passages=passages,
        quotations=quotations.find_quotations(document),
        vectors=embedder.embed_passages([passage.text for passage in passages]),
        origin=origin,
        recipe=RECIPE,
    )


def _gone(
    paths: Sequence[Path], found: Sequence[Found], stored: Iterable[StoredDocument]
) -> list[str]:
    """Documents whose file was under one of the folders and is there no more."""
    present = {str(file.path) for file in found}
    folders = [folder for path in paths if (folder := path.expanduser().absolute()).is_dir()]
    return [
        document.source
        for document in stored
        if document.origin not in present
        and any(Path(document.origin).is_relative_to(folder) for folder in folders)
        and not Path(document.origin).exists()
    ]


def _nothing_read(paths: Sequence[Path], skipped: Sequence[Skip]) -> str:
    where = ", ".join(str(path) for path in paths)
    if not skipped:
        return (
            f"There is no article in {where}: put .txt or .md files there, or name another folder."
        )
    first = skipped[0]
    more = f" (and {len(skipped) - 1} more)" if len(skipped) > 1 else ""
    return f"No article in {where} could be read: {first.path}: {first.reason}{more}."
