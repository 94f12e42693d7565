"""Web pages saved as one MHTML file."""

from collections.abc import Iterator
from email import message_from_bytes, policy

from dixit.rag.ingestion.readers import html
from dixit.rag.ingestion.readers.extracts import Extract, Unreadable


def read(data: bytes) -> Iterator[Extract]:
    """The main article of the saved page.

    Raises:
        Unreadable: the file has no web page, or the page no article.
    """
    mail = message_from_bytes(data, policy=policy.default)
    for part in mail.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                address = part["Content-Location"] or mail["Snapshot-Content-Location"]
                yield html.article(page, part.get_content_charset(), str(address or ""))
                return  # The others are its frames.
    raise Unreadable("no page in HTML within")
