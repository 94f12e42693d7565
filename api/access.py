"""Who calls, and what they may do: a bearer token, the account of the page, or this machine."""

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dixit.api.problems import FORBIDDEN, NO_TOKEN, Problem
from dixit.api.tokens import PREFIX, Role, Tokens

ACCOUNT = "dixit.account"
"""In a request's scope: the account that has logged in to the page."""
PROXIED = "dixit.proxied"
"""In a request's scope: whether a proxy has passed the request on."""
_BEARER = HTTPBearer(
    auto_error=False, description="Made by `dixit token create`; not needed on the same machine."
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who may use the API."""

    name: str
    """The id of the token, the name of the account, or "local"."""
    role: Role


class Access:
    """ASGI middleware that finds out who calls, and leaves it in the request's state.

    Without a token only programs on this machine are admitted: the connection comes from it, no
    proxy has passed it on, and it is addressed by a name of this machine. The last keeps out pages
    whose domain was pointed here.

    Args:
        app: what is called next.
        tokens: the tokens that are known.
        local: the Host headers of this machine; empty if a token is always needed.
    """

    def __init__(self, app: ASGIApp, tokens: Tokens, local: Collection[str]) -> None:
        self.app, self._tokens, self._local = app, tokens, local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the caller; whether one is needed is for the route to say."""
        if scope["type"] == "http":
            scope.setdefault("state", {})["caller"] = self._caller(scope)
        await self.app(scope, receive, send)

    def _caller(self, scope: Scope) -> Caller | None:
        if account := scope.get(ACCOUNT):
            return Caller(account, "editor")
        headers = Headers(scope=scope)
        scheme, _, given = headers.get("authorization", "").partition(" ")
        token = given.strip() if scheme.lower() == "bearer" else ""
        if known := self._tokens.known(token):
            return Caller(known.id, known.role)
        # Clients of OpenAI's protocol always send some key: one that is not ours is none.
        if not token.startswith(PREFIX) and self._is_local(scope, headers):
            return Caller("local", "editor")
        return None

    def _is_local(self, scope: Scope, headers: Headers) -> bool:
        address = (scope.get("client") or ("",))[0]
        try:
            here = ipaddress.ip_address(address).is_loopback
        except ValueError:
            return False
        return here and not scope.get(PROXIED) and headers.get("host", "") in self._local


def admitted(request: Request, role: Role) -> Caller:
    """The caller, if they have a role.

    Raises:
        Problem: they have no valid token, or its role is too low.
    """
    caller: Caller | None = request.state.caller
    if caller is None:
        raise Problem(
            NO_TOKEN,
            "Send a valid token as `Authorization: Bearer TOKEN`; `dixit token create` makes one.",
            {"WWW-Authenticate": 'Bearer realm="Dixit"'},
        )
    if role == "editor" and caller.role != "editor":
        raise Problem(FORBIDDEN, "This needs a token of the role editor, and yours is a reader's.")
    return caller


def reader(
    request: Request, _: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> Caller:
    """A caller who may ask and read."""
    return admitted(request, "reader")


def editor(
    request: Request, _: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> Caller:
    """A caller who may also change the index."""
    return admitted(request, "editor")
