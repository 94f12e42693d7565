"""E-books in EPUB: the chapters in reading order, each as one page.

The EPUB standard defines the order: `META-INF/container.xml` names the package document, whose
spine lists the chapters.
"""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.html import blocks_of, page_text, parsed
from dixit.rag.ingestion.readers.inline_marks import write_out
from dixit.rag.ingestion.readers.iso_dates import iso_date
from dixit.rag.ingestion.readers.xml_trees import root_of
from dixit.rag.ingestion.readers.zip_limits import member, opened

_NAMES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def read(data: bytes) -> Iterator[Extract | Unread]:
    """The text of a book, with the title, author, publisher and date of its package document.

    Raises:
        Unreadable: the book is broken, encrypted, or has no chapters with text.
    """
    archive = opened(data)
    container = _tree(archive, "META-INF/container.xml")
    path = container.xpath("string(//c:rootfile/@full-path)", namespaces=_NAMES)
    package = _tree(archive, str(path))
    chapters = {
        str(item.get("id")): _path(str(path), str(item.get("href")))
        for item in package.iterfind(".//o:manifest/o:item[@href]", _NAMES)
    }
    order = [str(it.get("idref")) for it in package.iterfind(".//o:spine/o:itemref", _NAMES)]
    text, starts = "", []
    for chapter in (chapters[name] for name in order if name in chapters):
        try:
            words = "\n".join(_blocks(member(archive, chapter)))
        except Unreadable as error:
            yield Unread(posixpath.basename(chapter), str(error))
            continue
        if words:
            text += "\n\n" if text else ""
            starts.append(len(text))
            text += words
    if not text:
        raise Unreadable("no chapter with text")
    yield Extract(
        text,
        title=_told(package, "title"),
        author=_told(package, "creator"),
        publisher=_told(package, "publisher"),
        published=iso_date(_told(package, "date") or ""),
        page_starts=tuple(starts),
    )


def _path(package: str, href: str) -> str:
    """The path of a chapter in the archive; its link is relative to the package document."""
    beside = posixpath.join(posixpath.dirname(package), unquote(href.partition("#")[0]))
    return posixpath.normpath(beside)


def _tree(archive: ZipFile, name: str) -> etree._Element:
    return root_of(member(archive, name), f"{name} within it")


def _blocks(page: bytes) -> Iterator[str]:
    try:
        body = parsed(page_text(page)).find("body")
    except etree.LxmlError:
        return
    if body is not None:
        write_out(body)
        etree.strip_elements(body, "script", "style", with_tail=False)
        yield from blocks_of(body)


def _told(package: etree._Element, name: str) -> str | None:
    value: str | None = package.findtext(f".//dc:{name}", None, _NAMES)
    return value
