"""Looks up the stored documents of a file, to compare the file with what is stored of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from dixit.index.records import DocumentSummary, IndexedDocument, Span
from dixit.rag.ingestion.files import Found, absolute


class Shelf:
    """Stored documents grouped by the file that they came from; one file may hold several."""

    def __init__(self, documents: Iterable[DocumentSummary]) -> None:
        """Group the documents by file and by content hash."""
        self._by_origin: dict[str, list[DocumentSummary]] = defaultdict(list)
        self._by_content: dict[str, set[str]] = defaultdict(set)
        for document in documents:
            self._by_origin[document.origin].append(document)
            self._by_content[document.content_hash].add(document.origin)

    @property
    def names(self) -> dict[str, str]:
        """The names in use for citations, each with the absolute path of its file."""
        return {
            _file_name(document): origin
            for origin, documents in self._by_origin.items()
            for document in documents
            if origin
        }

    def of(self, origin: str) -> list[DocumentSummary]:
        """The documents stored from the file with this absolute path."""
        return list(self._by_origin.get(origin, ()))

    def moved(self, content_hash: str, version: str, ending: str) -> list[DocumentSummary]:
        """The documents of a file that was moved: same content, and no file at the old path.

        Args:
            content_hash: SHA-256 of the new file, in hexadecimal.
            version: the current version of the rules; documents made by other rules do not count.
            ending: the ending of the new file's name in lower case, such as ".txt".

        Returns:
            The documents of the first such file; empty if there is none.
        """
        for origin in sorted(self._by_content.get(content_hash, ())):
            documents = self._by_origin[origin]
            same = all((d.content_hash, d.recipe) == (content_hash, version) for d in documents)
            same = same and Path(origin).suffix.lower() == ending
            if documents and origin and same and not _is_there(origin):
                return list(documents)
        return []

    def take(self, documents: Iterable[DocumentSummary]) -> None:
        """Remove documents from the shelf, because another file has them now."""
        for document in documents:
            self._by_origin[document.origin].remove(document)

    def gone(self, paths: Sequence[Path], found: Iterable[Found]) -> list[DocumentSummary]:
        """Documents whose file was below one of the folders and no longer exists.

        Args:
            paths: the files and folders that are indexed.
            found: the files that exist now.
        """
        present = {str(file.path) for file in found}
        folders = [folder for path in paths if (folder := absolute(path)).is_dir()]
        return [
            document
            for origin, documents in self._by_origin.items()
            if origin not in present
            and any(Path(origin).is_relative_to(folder) for folder in folders)
            and not _is_there(origin)
            for document in documents
        ]


def renamed(document: DocumentSummary, name: str) -> str:
    """The document's name after its file is renamed to `name`."""
    return name + document.source[len(_file_name(document)) :]


def moved_entry(entry: IndexedDocument, source: str, origin: str) -> IndexedDocument:
    """A copy of a stored document under another name, from a file at another path.

    Args:
        entry: the stored document.
        source: its new name.
        origin: the absolute path of its file now.
    """

    def moved(span: Span | None) -> Span | None:
        return None if span is None else replace(span, source=source)

    return replace(
        entry,
        document=replace(entry.document, source=source),
        passages=tuple(replace(p, span=replace(p.span, source=source)) for p in entry.passages),
        quotations=tuple(
            replace(
                quotation,
                span=replace(quotation.span, source=source),
                speaker_span=moved(quotation.speaker_span),
                role_span=moved(quotation.role_span),
                cue_span=moved(quotation.cue_span),
            )
            for quotation in entry.quotations
        ),
        origin=origin,
    )


def _is_there(origin: str) -> bool:
    """Whether a file exists, or may exist in a folder that cannot be read."""
    try:
        return Path(origin).exists()
    except OSError:
        return True


def _file_name(document: DocumentSummary) -> str:
    """The name by which the document's file is cited, without the document's name in the file."""
    parts, path = document.source.split("/"), Path(document.origin).parts
    lengths = (n for n in range(len(parts), 0, -1) if tuple(parts[:n]) == path[-n:])
    length = next(lengths, len(parts))
    return "/".join(parts[:length])
