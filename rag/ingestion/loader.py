"""Turns a file's bytes into parsed documents."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from dixit.index.records import Document
from dixit.rag.errors import ReadError
from dixit.rag.ingestion.files import content_hash, read_bytes
from dixit.rag.ingestion.readers import formats
from dixit.rag.ingestion.readers.extracts import WHOLE, Extract, Place, Unread, Unreadable
from dixit.rag.ingestion.readers.worker import DEFAULT_LIMITS, Limits, Worker
from dixit.rag.lang.detection import language_of
from dixit.rag.parsing.article import Article
from dixit.rag.parsing.boilerplate import EVIDENCE, FORMAT
from dixit.rag.parsing.layout import Layout
from dixit.rag.parsing.metadata import Fact, Metadata, metadata_in

_NOBODY = frozenset(
    (
        *("anonymous", "unknown", "unspecified", "none", "user", "admin", "administrator"),
        *("python-docx", "microsoft office user", "utilisateur", "windows user", "anonyme"),
    )
)
"""What programs write where a file's author should be."""
UNREAD_PAGES = "unread_pages"
"""The field of a document's metadata with the numbers of its pages that OCR could read."""
_FACTS = ("title", "publisher", "author", "published")


def read(path: Path, source: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a file that holds exactly one article.

    Args:
        path: the file.
        source: the name by which the document is cited.
        limits: the time and memory allowed.

    Returns:
        The document, with its language, title, publisher, author and date if they are known.

    Raises:
        ReadError: the file has an unknown format, is too large, unreadable or empty, or does not
            hold exactly one article.
    """
    data = read_bytes(path)
    with Worker(limits) as worker:
        try:
            parts = list(articles_in(source, data, worker))
        except Unreadable as error:
            raise ReadError(str(error)) from error
    if len(parts) != 1 or not isinstance(parts[0], Article):
        raise ReadError(f"holds {len(parts)} articles, and one was asked for")
    return parts[0].document


def articles_in(source: str, data: bytes, worker: Worker) -> Iterator[Article | Unread]:
    """The articles in a file, and the parts of it that could not be read.

    Args:
        source: the name by which the file is cited. If the file holds several articles, each is
            cited as `source/name`.
        data: the file's bytes.
        worker: reads every format except plain text.

    Raises:
        Unreadable: nothing in the file can be read.
    """
    digest = content_hash(data)
    plain = formats.is_plain(source, data)
    for part in formats.extracts(source, data) if plain else worker.read(source, data):
        yield _parsed(part, source, digest, is_page=_is_page(source, data))


def items_in(
    source: str, data: bytes, digest: str, place: Place = WHOLE
) -> Iterator[Iterator[Article | Unread]]:
    """What a file holds, read in this process: one iterator for each article or file in it.

    Args:
        source: the name by which the file is cited.
        data: the file's bytes.
        digest: SHA-256 of the bytes, in hexadecimal.
        place: where the records stand, if `data` is a part of a file of records.

    Raises:
        Unreadable: nothing in the file can be read, or nothing after the items so far.
    """
    is_page = _is_page(source, data)
    for item in formats.items(source, data, place):
        yield (_parsed(part, source, digest, is_page=is_page) for part in item)


def _is_page(source: str, data: bytes) -> bool:
    """Whether a file is a web page that was saved as plain text."""
    return formats.is_plain(source) and not formats.is_plain(source, data)


def _parsed(part: Extract | Unread, source: str, digest: str, *, is_page: bool) -> Article | Unread:
    """A part of a file, parsed and named after the file."""
    if isinstance(part, Unread):
        return part
    name = f"{source}/{part.name}" if part.name else source
    form = "" if formats.is_plain(name) else PurePosixPath(name).suffix.lower()
    return article_of(part, name, digest, ".html" if is_page else part.form or form)


def article_of(extract: Extract, source: str, digest: str, form: str = "") -> Article:
    """Parse an extract: detect its language, and collect its metadata from the text and the format.

    Args:
        extract: the text, and the metadata that the file format gives.
        source: the name by which the document is cited.
        digest: SHA-256 of the file, in hexadecimal.
        form: the ending of the file's name, such as ".pdf"; empty for plain text.

    Returns:
        The parsed article. `metadata["evidence"]` has, for each field, the place where the text
        gives it as `[start, end]`, or says that the file's own description gives it.
    """
    layout = Layout(extract.text)
    language = language_of(extract.text)
    facts = _facts(extract, metadata_in(layout, language))
    told = {
        FORMAT: form,
        "url": extract.url,
        "page_labels": list(extract.page_labels),
        "ocr": list(extract.ocr),
        UNREAD_PAGES: list(extract.unread_pages),
    }
    about: dict[str, object] = {name: value for name, value in told.items() if value}
    if facts:
        about[EVIDENCE] = {
            name: [fact.start, fact.end] if fact.end else "the file's own description"
            for name, fact in facts.items()
        }
    document = Document(
        source=source,
        text=extract.text,
        content_hash=digest,
        language=language,
        **{name: fact.value for name, fact in facts.items()},
        page_starts=extract.page_starts,
        metadata=about,
    )
    return Article(document, layout)


def _facts(extract: Extract, metadata: Metadata) -> dict[str, Fact]:
    """The metadata from the text and the format; offsets are 0 if only the format has the fact."""
    facts = {}
    for name in _FACTS:
        text_fact: Fact | None = getattr(metadata, name)
        value = getattr(extract, name)
        described = _described(extract, None if _is_nobody(name, value) else value)
        # A file's properties often name the person who saved it, and the title of a template, so
        # the text comes first. Publisher and date are usually set by the publisher itself.
        trusted = name in ("publisher", "published") or (described is not None and described.end)
        fact = (described or text_fact) if trusted else (text_fact or described)
        if fact is not None:
            facts[name] = fact
    return facts


def _is_nobody(name: str, value: str | None) -> bool:
    """Whether a program, and nobody, is named as the author."""
    return name == "author" and (value or "").strip("() ").casefold() in _NOBODY


def _described(extract: Extract, value: str | None) -> Fact | None:
    if not value:
        return None
    match = re.search(rf"(?<!\w){re.escape(value)}(?!\w)", extract.text)
    return Fact(value, *(match.span() if match else (0, 0)))
