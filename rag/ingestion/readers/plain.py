"""Plain text and Markdown: the decoded bytes, unchanged."""

from collections.abc import Iterator

from dixit.rag.ingestion.readers.decoding import decode
from dixit.rag.ingestion.readers.extracts import Extract


def read(data: bytes) -> Iterator[Extract]:
    """The text of a file.

    Raises:
        Unreadable: the bytes are not text.
    """
    yield Extract(decode(data))
