"""What was fetched from the web, kept as files: one MHTML file an address, in a folder a site.

Each file is named after its address and tells it, so that it is cited, found again and can be
indexed without the web, like any other file.
"""

import base64
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dixit.rag.ingestion.web.fetch import Fetched

_ENDING = ".mhtml"
_ADDRESS = re.compile(rb"^Content-Location: (\S+)\r$", re.MULTILINE)
_HEAD = 20_000
"""Bytes of a file within which its address stands."""
_FEEDS = ".feeds"
_UNSAFE = re.compile(r"[^\w.~-]+")
_CHARSET = re.compile(r"[\w.:-]{1,40}")
_LONGEST_PART = 80
_MOST_PARTS = 12


class SavedPages:
    """The folder of the pages fetched for an index, and the feeds that are followed."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made with the first page."""
        self.folder = folder

    def path_of(self, url: str) -> Path:
        """The file of the page at an address, whether it is saved or not."""
        address = urlsplit(url)
        parts = [part for part in unquote(address.path).split("/") if part.strip(".")]
        safe = [_UNSAFE.sub("-", part).strip("-.") or "-" for part in parts[:_MOST_PARTS]]
        last = safe.pop() if safe else "index"
        kept = address.path.rstrip("/") == "/".join(["", *safe, last]) or not parts
        if address.query or not kept or any(len(part) > _LONGEST_PART for part in (*safe, last)):
            last = f"{last[:_LONGEST_PART]}-{sha256(url.encode()).hexdigest()[:8]}"
        host = _UNSAFE.sub("-", address.netloc.rpartition("@")[2].lower())
        folder = self.folder.joinpath(host, *(part[:_LONGEST_PART] for part in safe))
        return folder / f"{last}{_ENDING}"

    def save(self, url: str, page: Fetched) -> Path:
        """Keep the page or file that was fetched from an address; returns its file."""
        path = self.path_of(url)
        charset = f'; charset="{page.charset}"' if _CHARSET.fullmatch(page.charset) else ""
        lines = (
            "MIME-Version: 1.0",
            f"Content-Type: {page.kind}{charset}",
            "Content-Transfer-Encoding: base64",
            f"Content-Location: {page.url}",
            "",
            base64.encodebytes(page.data).decode("ascii").replace("\n", "\r\n"),
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes("\r\n".join(lines).encode())
        return path

    def addresses(self) -> Iterator[str]:
        """The addresses of all pages saved, sorted by file."""
        for path in sorted(self.folder.rglob(f"*{_ENDING}")):
            with path.open("rb") as file:
                told = _ADDRESS.search(file.read(_HEAD))
            if told:
                yield told[1].decode("utf-8", "replace")

    def feeds(self) -> list[str]:
        """The addresses of the feeds that pages came from."""
        try:
            return (self.folder / _FEEDS).read_text("utf-8").split()
        except FileNotFoundError:
            return []

    def follow(self, feed: str) -> None:
        """Note a feed, to read it again when the pages are refreshed."""
        feeds = self.feeds()
        if feed not in feeds:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / _FEEDS).write_text("\n".join([*feeds, feed, ""]), "utf-8")
