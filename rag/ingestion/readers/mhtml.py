"""Web pages saved as one MHTML file, and other files that were fetched and saved in that form."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from dixit.rag.ingestion.readers import formats, html
from dixit.rag.ingestion.readers.addresses import web_address
from dixit.rag.ingestion.readers.decoding import decode
from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.media_types import ENDINGS, PAGE


def read(data: bytes) -> Iterator[Extract | Unread]:
    """The main article of the saved page, or what the saved file holds.

    Raises:
        Unreadable: the file has no web page, or the page no article.
    """
    mail = message_from_bytes(data, policy=policy.default)
    for part in mail.walk():
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        address = str(part["Content-Location"] or mail["Snapshot-Content-Location"] or "")
        if part.get_content_type() == PAGE:
            yield html.article(content, part.get_content_charset(), address)
            return  # The others are its frames.
        if part is mail and "Content-Location" in mail and mail.get_content_type() in ENDINGS:
            yield from _file(part, content, address)
            return
    raise Unreadable("no page in HTML within")


def _file(part: EmailMessage, content: bytes, address: str) -> Iterator[Extract | Unread]:
    """The articles in a file that was fetched from an address."""
    ending = ENDINGS[part.get_content_type()]
    if (charset := part.get_content_charset()) and part.get_content_maintype() == "text":
        content = decode(content, charset).encode()
    for one in formats.extracts(f"file{ending}", content):
        if isinstance(one, Extract):
            yield replace(one, url=one.url or web_address(address), form=ending)
        else:
            yield one
