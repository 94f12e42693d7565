"""The media types by which servers name the formats that are read."""

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

PAGE = "text/html"
ENDINGS = {
    PAGE: ".html",
    "application/xhtml+xml": ".xhtml",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/epub+zip": ".epub",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/vtt": ".vtt",
    "application/json": ".json",
    "application/xml": ".xml",
    "text/xml": ".xml",
}
"""The ending of each format that is read, by its media type."""
_TYPES = {ending: kind for kind, ending in reversed(ENDINGS.items())}
_VAGUE = ("", "text/plain", "application/octet-stream", "binary/octet-stream")
"""Types of which the address may tell more."""


def media_type_of(told: str, address: str) -> str | None:
    """The media type of what an address gave.

    Args:
        told: the type that the server tells; empty if none.
        address: where it comes from; the ending of its path counts where the type says little.

    Returns:
        A key of `ENDINGS`; None if it is of another format.
    """
    ending = PurePosixPath(unquote(urlsplit(address).path)).suffix.lower()
    if told in _VAGUE and ending in _TYPES:
        return _TYPES[ending]
    if not told:
        return PAGE
    return told if told in ENDINGS else None
