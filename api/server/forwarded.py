"""What a proxy tells of a request: the visitor's address, and the address that they called.

Only proxies that the operator named are believed. The headers are removed in any case, so that
nothing behind this reads what a visitor made up.
"""

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dixit.api.access import PROXIED
from dixit.api.server.guard import CALLED
from dixit.rag.errors import SettingsError

_HEADERS = (
    b"forwarded",
    b"x-forwarded-for",
    b"x-forwarded-host",
    b"x-forwarded-port",
    b"x-forwarded-prefix",
    b"x-forwarded-proto",
    b"x-real-ip",
)
_SIGNS = (*_HEADERS, b"via")
"""Headers by which a request shows that a proxy passed it on."""
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)+")
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](?::[0-9]{1,5})?")

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """The address at which a proxy publishes the server."""

    scheme: str
    host: str
    """With the port, if it is not the usual one."""

    @property
    def origin(self) -> str:
        """As a browser's Origin header has it."""
        return f"{self.scheme}://{self.host}"


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies in front of the server."""

    trusted: Sequence[Network] = ()
    root_path: str = ""
    """The prefix under which they publish it: "/dixit", or ""."""
    public: PublicAddress | None = None

    def __bool__(self) -> bool:
        return self != Proxies()

    def believes(self, address: str) -> bool:
        """Whether this is the address of a trusted proxy."""
        try:
            ip = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(ip in network for network in self.trusted)


def proxies(trusted: str | None, root_path: str | None, public_url: str | None) -> Proxies:
    """The proxies that the command line describes.

    Args:
        trusted: addresses and networks, parted by commas; "*" is all.
        root_path: a prefix.
        public_url: the whole public address; its path is the prefix by default.

    Raises:
        SettingsError: one of them is not valid.
    """
    public = None
    if public_url is not None:
        parts = urlsplit(public_url)
        if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.netloc):
            raise SettingsError(
                f"--public-url cannot be {public_url[:80]!r}: write it as "
                "https://news.example/dixit."
            )
        public = PublicAddress(parts.scheme, parts.netloc.lower())
        root_path = parts.path if root_path is None else root_path
    prefix = (root_path or "").rstrip("/")
    if prefix and not _PREFIX.fullmatch(prefix):
        raise SettingsError(f"--root-path cannot be {prefix[:80]!r}: write it as /dixit.")
    networks: list[Network] = []
    for name in filter(None, (each.strip() for each in (trusted or "").split(","))):
        everywhere = ["0.0.0.0/0", "::/0"]
        try:
            networks += map(ipaddress.ip_network, everywhere if name == "*" else [name])
        except ValueError:
            raise SettingsError(
                f"--forwarded-allow-ips cannot be {name[:80]!r}: write addresses or networks, "
                "as 10.0.0.7,192.168.0.0/16."
            ) from None
    return Proxies(tuple(networks), prefix, public)


class Forwarded:
    """ASGI middleware that makes a request look as if no proxy were between."""

    def __init__(self, app: ASGIApp, proxies: Proxies) -> None:
        self.app, self._proxies = app, proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, as its visitor sent it."""
        if scope["type"] in ("http", "websocket"):
            scope = self._seen_from_outside(scope)
        await self.app(scope, receive, send)

    def _seen_from_outside(self, scope: Scope) -> Scope:
        headers, proxies = Headers(scope=scope), self._proxies
        scheme, client = scope["scheme"], scope.get("client")
        host, prefix = headers.get("host", ""), proxies.root_path
        if client and proxies.believes(client[0]):
            scheme = _scheme(scheme, _first(headers, "x-forwarded-proto"))
            told = _first(headers, "x-forwarded-host")
            host = told if _HOST.fullmatch(told) else host
            told = _first(headers, "x-forwarded-prefix").rstrip("/")
            prefix = told if _PREFIX.fullmatch(told) else prefix
            client = (self._visitor(headers) or client[0], 0)
        if proxies.public:
            scheme, host = _scheme(scheme, proxies.public.scheme), proxies.public.host
        path = scope["path"]
        # By ASGI's rule the path begins with the prefix; most proxies have cut it off.
        inside = path == prefix or path.startswith(f"{prefix}/")
        kept = [pair for pair in scope["headers"] if pair[0] not in (*_HEADERS, b"host")]
        return {
            **scope,
            CALLED: headers.get("host", ""),
            PROXIED: any(name in _SIGNS for name, _ in scope["headers"]),
            "client": client,
            "scheme": scheme,
            "root_path": prefix,
            "path": path if inside else prefix + path,
            "headers": [*kept, (b"host", host.encode("latin-1"))],
        }

    def _visitor(self, headers: Headers) -> str:
        """The nearest address that is not a trusted proxy's."""
        told = ",".join(headers.getlist("x-forwarded-for"))
        hops = [hop.strip() for hop in told.split(",")]
        for hop in reversed(hops):
            if not self._proxies.believes(hop):
                return hop
        return hops[0]


def _first(headers: Headers, name: str) -> str:
    return headers.get(name, "").partition(",")[0].strip()


def _scheme(now: str, told: str) -> str:
    """The scheme that the visitor used, for the kind of connection that this is."""
    if told not in ("http", "https"):
        return now
    return told.replace("http", "ws") if now in ("ws", "wss") else told
