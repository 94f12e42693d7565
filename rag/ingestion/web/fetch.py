"""Fetches one address over HTTP, within limits, and nothing that lies on a private network.

A page or a feed may lead anywhere, also to a router or to a service on this machine. So a host that
the user did not name is looked up first, and connected to only if its addresses are public; the
connection goes to the very address that was looked up.
"""

import socket
import threading
import zlib
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from dixit.rag.errors import WebError

if TYPE_CHECKING:
    from http.client import HTTPConnection, HTTPResponse

AGENT = "Dixit"
"""The name by which `robots.txt` may speak of us."""
_HEADERS = {
    "User-Agent": f"{AGENT}/0.1 (reads articles for one person)",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml;q=0.9, "
    "*/*;q=0.5",
    "Accept-Encoding": "gzip, identity;q=0.5",
    "Connection": "close",
}
_MOST_BYTES = 20_000_000
_SECONDS = 30.0
"""The time allowed for an address, with all that it redirects to."""
_CONNECTS_S = 5.0
_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_PORTS = {"http": 80, "https": 443}
_SAFE = "/%:@!$&'()*+,;=~-._?"
"""Characters of a path that stay as they are."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave."""

    url: str
    """The address in the end, after redirects."""
    kind: str
    """Its media type, such as "text/html"; empty if none is told."""
    charset: str
    """Its encoding; empty if none is told."""
    data: bytes


class Refused(WebError):
    """A server answered with an error.

    Attributes:
        status: the HTTP status, such as 404.
    """

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"the server refuses it (HTTP {status})")


def host_of(url: str) -> str:
    """The host and port that an address names, in lower case.

    Raises:
        WebError: it is no address on the web.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        parts, port = SplitResult("", "", "", "", ""), 0
    if parts.scheme not in _PORTS or not parts.hostname or parts.username or not url.isprintable():
        raise WebError(
            f"{ascii(url)[1:81]} is no address of a page: write http:// or https://, a host, a path"
        )
    return f"{parts.hostname}:{port}"


def fetch(url: str, named: Collection[str]) -> Fetched:
    """Fetch an address, and what it redirects to.

    Args:
        url: the address.
        named: the hosts that the user named, as `host_of` gives them; they may be private.

    Raises:
        WebError: it cannot be fetched within the limits, or leads to a private network.
    """
    late = threading.Event()
    for _ in range(_MOST_REDIRECTS + 1):
        connection = _connection(url, named)

        def stop(connection: "HTTPConnection" = connection) -> None:
            late.set()
            with suppress(OSError, AttributeError):
                connection.sock.shutdown(socket.SHUT_RDWR)

        clock = threading.Timer(_SECONDS, stop)
        clock.daemon = True
        clock.start()
        try:
            found = _asked(connection, url)
        except (OSError, ValueError, _http_error()) as error:
            if late.is_set():
                raise WebError(f"takes longer than {_SECONDS:g} s to fetch") from error
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise WebError(f"cannot be fetched: {reason}") from error
        finally:
            clock.cancel()
            connection.close()
        if isinstance(found, Fetched):
            return found
        url = found
    raise WebError(f"redirects more than {_MOST_REDIRECTS} times")


def _asked(connection: "HTTPConnection", url: str) -> Fetched | str:
    """What an address gives, or the address that it redirects to."""
    parts = urlsplit(url)
    path = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe=_SAFE)
    connection.request("GET", path, headers=_HEADERS)
    response = connection.getresponse()
    if response.status in _REDIRECTS and (target := response.getheader("Location")):
        return urljoin(url, target.strip())
    if response.status != 200:
        raise Refused(response.status)
    return Fetched(
        url=urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, "")),
        kind=response.headers.get_content_type() if response.getheader("Content-Type") else "",
        charset=response.headers.get_content_charset() or "",
        data=_body(response),
    )


def _body(response: "HTTPResponse") -> bytes:
    data = response.read(_MOST_BYTES + 1)
    if (response.getheader("Content-Encoding") or "").casefold() == "gzip":
        try:
            data = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, _MOST_BYTES + 1)
        except zlib.error as error:
            raise WebError("broken: its packed bytes cannot be unpacked") from error
    if len(data) > _MOST_BYTES:
        raise WebError(f"larger than {_MOST_BYTES // 1_000_000} MB")
    return data


def _connection(url: str, named: Collection[str]) -> "HTTPConnection":
    """A connection to the host of an address, made to a network address that was checked."""
    # Imported on first use: what does not fetch needs no TLS.
    import ssl  # noqa: PLC0415
    from http.client import HTTPConnection, HTTPSConnection  # noqa: PLC0415

    host, _, port = host_of(url).rpartition(":")
    places = _looked_up(host, int(port), private=f"{host}:{port}" in named)
    ascii_host = host.encode("idna").decode() if not host.isascii() else host
    secure = urlsplit(url).scheme == "https"
    connection = (
        HTTPSConnection(ascii_host, int(port), timeout=_SECONDS)
        if secure
        else HTTPConnection(ascii_host, int(port), timeout=_SECONDS)
    )
    try:
        wire = _connected(places)
        context = ssl.create_default_context() if secure else None
        connection.sock = context.wrap_socket(wire, server_hostname=ascii_host) if context else wire
    except (OSError, ValueError) as error:
        raise WebError(
            f"cannot be fetched: {getattr(error, 'strerror', None) or type(error).__name__}"
        ) from error
    return connection


def _connected(places: Sequence[tuple[str, int]]) -> socket.socket:
    """A connection to the first of some network addresses that answers."""
    *others, last = places
    for place in others:
        with suppress(OSError):
            return socket.create_connection(place, timeout=_CONNECTS_S)
    return socket.create_connection(last, timeout=_CONNECTS_S)


def _looked_up(host: str, port: int, *, private: bool) -> list[tuple[str, int]]:
    """The network addresses of a host.

    Raises:
        WebError: it has none, or one on a private network, and `private` is False.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise WebError(f"no host {host} is known: check the address and the network") from error
    places = [str(entry[4][0]) for entry in found]
    if not private and not all(_is_public(place) for place in places):
        raise WebError(f"leads to a private network ({host}), so it is not fetched")
    return [(place, port) for place in dict.fromkeys(places)]


def _is_public(place: str) -> bool:
    address: IPv4Address | IPv6Address | None = ip_address(place.partition("%")[0])
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address.sixtofour or address
    return address is not None and address.is_global and not address.is_multicast


def _http_error() -> type[Exception]:
    from http.client import HTTPException  # noqa: PLC0415  # As above.

    return HTTPException
