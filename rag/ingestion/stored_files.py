"""Looks up the stored documents of a file, to compare the file with what is stored of it."""

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from dixit.index.records import DocumentSummary, IndexedDocument, Span
from dixit.rag.ingestion.files import Found, absolute, identity


class Shelf:
    """Stored documents grouped by the file that they came from; one file may hold several."""

    def __init__(self, documents: Iterable[DocumentSummary]) -> None:
        """Group the documents by file and by content hash."""
        self._by_origin: dict[str, list[DocumentSummary]] = defaultdict(list)
        self._by_content: dict[str, set[str]] = defaultdict(set)
        self._real_folders: dict[Path, Path] = {}
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

    def as_stored(self, found: Sequence[Found]) -> list[Found]:
        """The files under the paths by which they are stored; each file once.

        A file that was indexed by one path, and is now found by another (a link, another spelling),
        keeps the first one. Of a file and a link to it, the file is kept.
        """
        links = {file.path for file in found if file.path.is_symlink()}
        plain = {identity(file.path) for file in found if file.path not in links} if links else ()
        files: dict[Path, Found] = {}
        for file in found:
            path = file.path
            if str(path) not in self._by_origin:
                same = identity(path)
                if path in links and same in plain:
                    continue
                path = Path(self._origins.get(same, str(path)))
            files.setdefault(path, replace(file, path=path))
        return list(files.values())

    @cached_property
    def _origins(self) -> dict[object, str]:
        """The stored paths by the identity of the file that is there now."""
        return {key: origin for origin in self._by_origin if (key := identity(Path(origin)))}

    def of(self, origin: str) -> list[DocumentSummary]:
        """The documents stored from the file with this absolute path."""
        return list(self._by_origin.get(origin, ()))

    def moved(self, hashes: Collection[str], version: str, ending: str) -> list[DocumentSummary]:
        """The documents of a file that was moved: same content, and no file at the old path.

        Args:
            hashes: SHA-256 of each segment of the new file, in hexadecimal.
            version: the current version of the rules; documents made by other rules do not count.
            ending: the ending of the new file's name in lower case, such as ".txt".

        Returns:
            The documents of the first such file; empty if there is none.
        """
        same_start = self._by_content.get(next(iter(hashes), ""), ())
        for origin in sorted(same_start):
            documents = self._by_origin[origin]
            same = {document.content_hash for document in documents} == set(hashes)
            same = same and all(document.recipe == version for document in documents)
            same = same and Path(origin).suffix.lower() == ending
            if documents and origin and same and not _is_there(origin):
                return list(documents)
        return []

    def take(self, documents: Iterable[DocumentSummary]) -> None:
        """Remove documents from the shelf, because another file has them now."""
        for document in documents:
            self._by_origin[document.origin].remove(document)

    def gone(self, paths: Sequence[Path], found: Iterable[Found]) -> dict[Path, list[str]]:
        """Documents whose file was at or below one of the paths and no longer exists.

        Args:
            paths: the files and folders that are indexed.
            found: the files that exist now.

        Returns:
            The names of the documents, by the path of `paths` that their file was below.
        """
        present = {str(file.path) for file in found}
        roots = [absolute(path) for path in paths]
        real_roots = {root: Path(os.path.realpath(root)) for root in roots}
        gone: dict[Path, list[str]] = {}
        for origin, documents in self._by_origin.items():
            if origin in present or not documents or not origin:
                continue
            file, real = Path(origin), self._real(Path(origin))
            root = next(
                (
                    root
                    for root in roots
                    if file.is_relative_to(root) or real.is_relative_to(real_roots[root])
                ),
                None,
            )
            if root is not None and not _is_there(origin):
                gone.setdefault(root, []).extend(document.source for document in documents)
        return gone

    def count_below(self, root: Path) -> int:
        """How many documents are stored from a file or from the files below a folder."""
        real = Path(os.path.realpath(root))
        return sum(
            len(documents)
            for origin, documents in self._by_origin.items()
            if origin
            and (Path(origin).is_relative_to(root) or self._real(Path(origin)).is_relative_to(real))
        )

    def _real(self, file: Path) -> Path:
        """The path of a file without links in its folder; the file need not exist."""
        folder = file.parent
        if folder not in self._real_folders:
            self._real_folders[folder] = Path(os.path.realpath(folder))
        return self._real_folders[folder] / file.name


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
