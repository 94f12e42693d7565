"""The wishes of sites: what `robots.txt` lets programs fetch, and how often.

RFC 9309; read with Protego, which knows the wildcards that Python's own parser does not.
"""

import time
from collections.abc import Collection
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from dixit.rag.errors import WebError
from dixit.rag.ingestion.readers.decoding import decode
from dixit.rag.ingestion.readers.extracts import Unreadable
from dixit.rag.ingestion.web.fetch import AGENT, Fetched, Refused, fetch, host_of
from dixit.rag.installation import adding

_LONGEST = 500_000
"""Bytes of a file of rules that are read."""
_PAUSE_S = 0.5
"""Seconds between two requests to a host that asks for no other pause."""
_LONGEST_PAUSE_S = 10.0
"""A site that asks for a longer pause is left alone after its first page."""


class Visitor:
    """Fetches addresses as their sites allow, and keeps what each site asks for."""

    def __init__(self, named: Collection[str]) -> None:
        """Note the hosts that the user named; nothing is fetched yet.

        Raises:
            WebError: the extra `web` is not installed.
        """
        if find_spec("protego") is None:
            raise WebError(f"An address needs the extra `web`: {adding('web')}")
        # Imported on first use: the extra may not be installed.
        from protego import Protego  # noqa: PLC0415

        self._named = named
        self._parse = Protego.parse
        self._rules: dict[str, Any] = {}
        self._last: dict[str, float] = {}

    def fetch(self, url: str) -> Fetched:
        """Fetch an address, after the pause that its site asks for.

        Raises:
            WebError: it cannot be fetched, or its site does not allow it.
        """
        rules, host = self._rules_of(url), host_of(url)
        if not rules.can_fetch(url, AGENT):
            raise WebError("its site does not let programs fetch it (robots.txt)")
        pause = float(rules.crawl_delay(AGENT) or _PAUSE_S)
        if host in self._last:
            if pause > _LONGEST_PAUSE_S:
                raise WebError(f"its site asks for {pause:g} s between two pages: fetch it alone")
            time.sleep(max(0.0, self._last[host] + pause - time.monotonic()))
        try:
            return fetch(url, self._named)
        finally:
            self._last[host] = time.monotonic()

    def _rules_of(self, url: str) -> Any:
        host = host_of(url)
        if host not in self._rules:
            self._rules[host] = self._parse(self._written(url))
        return self._rules[host]

    def _written(self, url: str) -> str:
        """The rules of a site: none if it has no such file, all is forbidden if it is broken."""
        parts = urlsplit(url)
        try:
            found = fetch(f"{parts.scheme}://{parts.netloc}/robots.txt", self._named)
            return decode(found.data[:_LONGEST])
        except Refused as error:
            return "" if 400 <= error.status < 500 else f"User-agent: {AGENT}\nDisallow: /"
        except Unreadable:
            return ""
