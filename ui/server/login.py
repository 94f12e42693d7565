"""Login by HTTP Basic authentication, required for every path.

Only a scrypt hash of the password is stored (RFC 7914). Browsers send the password with each
request, so a page that other machines can reach should be behind TLS.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from dixit.api.access import ACCOUNT
from dixit.api.addresses import path_within

SHORTEST = 8
"""The fewest characters of a password."""
TRIES = 5
WINDOW_S = 60.0
"""After several wrong passwords within this many seconds, an address has to wait."""
REMEMBERED = 1_000
"""The most addresses, and the most accepted headers, kept in memory."""


@dataclass(frozen=True, slots=True)
class Account:
    """The name and password of the visitor who may see the page."""

    name: str
    salt: bytes
    hashed: bytes

    @classmethod
    def of(cls, name: str, password: str) -> "Account":
        """An account that stores only the hash of the password."""
        salt = secrets.token_bytes(16)
        return cls(name, salt, _hashed(password, salt))

    def admits(self, name: str, password: str) -> bool:
        """Whether name and password are correct; the check takes equally long for a wrong name."""
        right = hmac.compare_digest(_hashed(password, self.salt), self.hashed)
        return hmac.compare_digest(name.encode(), self.name.encode()) and right


def _hashed(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


@dataclass(slots=True)
class _Memory:
    """Accepted headers, and failed attempts by address and time; both limited in size."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    accepted: OrderedDict[bytes, None] = field(default_factory=OrderedDict)
    failed: OrderedDict[str, list[float]] = field(default_factory=OrderedDict)

    def digest(self, header: str) -> bytes:
        return hmac.digest(self.key, header.encode(), "sha256")

    def accept(self, header: str) -> None:
        self.accepted[self.digest(header)] = None
        if len(self.accepted) > REMEMBERED:
            self.accepted.popitem(last=False)

    def fail(self, address: str) -> None:
        self.failed.setdefault(address, []).append(time.monotonic())
        if len(self.failed) > REMEMBERED:
            self.failed.popitem(last=False)

    def must_wait(self, address: str) -> bool:
        since = time.monotonic() - WINDOW_S
        recent = [at for at in self.failed.get(address, ()) if at > since]
        if recent:
            self.failed[address] = recent
        else:
            self.failed.pop(address, None)
        return len(recent) >= TRIES


class Login:
    """ASGI middleware that requires a login.

    Args:
        app: what is called next.
        account: whoever may see the page.
        elsewhere: beginnings of paths that check a bearer token themselves, if one is sent.
        open_paths: paths that need no login.
    """

    def __init__(
        self,
        app: ASGIApp,
        account: Account,
        elsewhere: tuple[str, ...] = (),
        open_paths: Collection[str] = (),
    ) -> None:
        self.app, self.account, self._memory = app, account, _Memory()
        self._elsewhere, self._open = elsewhere, open_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or ask for name and password."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        header = Headers(scope=scope).get("authorization", "")
        address, path = (scope.get("client") or ("",))[0], path_within(scope)
        has_token = header.lower().startswith("bearer ") and path.startswith(self._elsewhere)
        known = {**scope, ACCOUNT: self.account.name}
        if has_token or path in self._open:
            await self.app(scope, receive, send)
        elif self._memory.digest(header) in self._memory.accepted:
            await self.app(known, receive, send)
        elif self._memory.must_wait(address):
            wait = {"Retry-After": str(int(WINDOW_S))}
            text = "Too many wrong passwords: wait a minute."
            await _refuse(scope, receive, send, text, 429, wait)
        elif await run_in_threadpool(self._admits, header):
            self._memory.accept(header)
            await self.app(known, receive, send)
        else:
            if header:
                self._memory.fail(address)
            ask = {"WWW-Authenticate": 'Basic realm="Dixit", charset="UTF-8"'}
            await _refuse(scope, receive, send, "Dixit asks for a name and a password.", 401, ask)

    def _admits(self, header: str) -> bool:
        credentials = _given(header)
        return credentials is not None and self.account.admits(*credentials)


async def _refuse(
    scope: Scope, receive: Receive, send: Send, text: str, code: int, headers: dict[str, str]
) -> None:
    if scope["type"] == "websocket":
        await WebSocketClose(1008, text)(scope, receive, send)
    else:
        await PlainTextResponse(text, code, headers)(scope, receive, send)


def _given(header: str) -> tuple[str, str] | None:
    """The name and password in an Authorization header; None if it has none."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    name, colon, password = text.partition(":")
    return (name, password) if colon else None
