"""The PDF files that articles were read from: whether one is unchanged, and its pages.

A page is shown only if the file has the very bytes that were read: what else may lie at its path
by now is nobody's article. Files are opened in a process of their own, with limits.
"""

import base64
import threading
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dixit.index.records import Document
from dixit.rag.errors import ReadError
from dixit.rag.ingestion.files import content_hash, read_bytes
from dixit.rag.ingestion.readers.extracts import Unreadable
from dixit.rag.ingestion.readers.worker import Limits, Worker
from dixit.rag.library import Library

_PROCESS = "dixit.rag.pages.process"
_LIMITS = Limits()
_IDLE_S = 60.0
"""The process is ended when nobody has looked at a page for so long."""
_KEPT_BYTES = 32_000_000
"""Of pictures kept in memory."""
_KEPT_FILES = 1_000
_ENDING = ".pdf"


class NoPages(Exception):  # Not an "Error": its message is only a reason.
    """The reason why no pages can be shown of an article."""


class Originals:
    """The pages of the PDF files that articles were read from. Thread-safe."""

    def __init__(self, library: Library) -> None:
        """Store where the articles are; nothing is opened yet."""
        self._library = library
        self._worker = Worker(_LIMITS, _PROCESS)
        self._lock = threading.Lock()
        self._rest: threading.Timer | None = None
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._seen: OrderedDict[tuple[str, int, int, int], str] = OrderedDict()
        """The hash of a file, by its path, number, size and time of change."""

    def has(self, document: Document) -> bool:
        """Whether the file of an article is a PDF, is there, and is the one that was read.

        Args:
            document: a stored article.

        Raises:
            SourceUnknown: it is no longer stored.
        """
        return self._file(document) is not None

    def places(self, source: str, start: int, end: int, of: str) -> Mapping[str, Any]:
        """The sizes of an article's pages, and where a span of its text stands on them.

        Args:
            source: the name of the article.
            start: of the span, in code points of the stored text.
            end: of the span, exclusive.
            of: the beginning of the hash of the file that the span was made for.

        Returns:
            `pages` (`width`, `height`), `parts` (`page`, and `boxes` with `left`, `top`, `right`
            and `bottom`) and `is_whole`; in points from the upper left of a page.

        Raises:
            SourceUnknown: there is no such article.
            NoPages: its file is not at hand, or cannot be opened.
        """
        document = self._document(source, of)
        start, end = max(0, start), min(end, len(document.text))
        request = {
            "text": document.text,
            "page_starts": document.page_starts,
            "start": start,
            "end": end,
        }
        return self._asked(document, self._file(document), request)

    def picture(self, source: str, number: int, of: str) -> bytes:
        """A page of an article's file as it looks, as WebP.

        Args:
            source: the name of the article.
            number: of the page, from 1.
            of: the beginning of the hash of the file.

        Raises:
            SourceUnknown: there is no such article.
            NoPages: its file is not at hand, or has no such page.
        """
        document = self._document(source, of)
        path = self._file(document)
        key = (document.content_hash, number)
        if path is not None and (kept := self._pictures.get(key)):
            return kept
        answer = self._asked(document, path, {"number": number})
        drawn = base64.b64decode(answer["picture"])
        with self._lock:
            self._pictures[key] = drawn
            while sum(map(len, self._pictures.values())) > _KEPT_BYTES:
                self._pictures.popitem(last=False)
        return drawn

    def _document(self, source: str, of: str) -> Document:
        document = self._library.document(source)
        if not document.content_hash.startswith(of):
            raise NoPages(f"{source} has changed since.")
        return document

    def _file(self, document: Document) -> Path | None:
        """The file of an article, if it is a PDF, is there, and is the one that was read."""
        if not document.page_starts:
            return None
        path = Path(self._library.origin(document.source))
        if path.suffix.lower() != _ENDING:
            return None
        try:
            told = path.stat()
            key = (str(path), told.st_ino, told.st_size, told.st_mtime_ns)
            digest = self._seen.get(key) or content_hash(read_bytes(path))
        except (OSError, ReadError):
            return None
        with self._lock:
            self._seen[key] = digest
            while len(self._seen) > _KEPT_FILES:
                self._seen.popitem(last=False)
        return path if digest == document.content_hash else None

    def _asked(
        self, document: Document, path: Path | None, request: Mapping[str, object]
    ) -> Mapping[str, Any]:
        """The answer of the process about the file of an article."""
        if path is None:
            raise NoPages(f"The file of {document.source} is not a PDF, has changed or is gone.")
        try:
            data = read_bytes(path)
            if content_hash(data) != document.content_hash:
                raise NoPages(f"The file of {document.source} has changed.")
            with self._lock:
                if self._rest is not None:
                    self._rest.cancel()
                try:
                    (answer,) = self._worker.ask(request, data)
                finally:
                    self._rest = threading.Timer(_IDLE_S, self._end)
                    self._rest.daemon = True
                    self._rest.start()
        except (ReadError, Unreadable) as error:
            raise NoPages(f"{document.source}: {error}.") from error
        return answer

    def _end(self) -> None:
        with self._lock:
            self._worker.end()
