"""Rich Text Format, with striprtf."""

from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from dixit.rag.ingestion.readers.extracts import Extract, Unreadable


def read(data: bytes) -> Iterator[Extract]:
    """The text of a file.

    Raises:
        Unreadable: the file is not RTF.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("no rich text, whatever its name says")
    text: str = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    lines = (line.strip(" \t|") for line in text.split("\n"))
    yield Extract("\n".join(line for line in lines if line))
