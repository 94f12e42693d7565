"""Request checks: only the page's own address is answered, and pages load nothing from elsewhere.

A page of another site must not read the articles through a visitor's browser: neither with a domain
name that points to this machine (the Host is checked), nor by posting here (the Origin is checked).
The content security policy makes the browser refuse all requests to other addresses.
"""

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # Gradio compiles its HTML templates
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


CALLED = "dixit.called"
"""In a request's scope: the Host header as it came, where a proxy has told of another one."""


class Guard:
    """ASGI middleware that refuses foreign requests.

    Args:
        app: what is called next.
        hosts: the accepted names of the server; None for any.
        origins: pages elsewhere that may call all the same.
    """

    def __init__(
        self, app: ASGIApp, hosts: Collection[str] | None, origins: Collection[str] = ()
    ) -> None:
        self.app, self._hosts, self._origins = app, hosts, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a foreign request; add the policy to all other responses."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self._known(scope.get(CALLED, headers.get("host", "")), headers):
            text = "This address is not Dixit's: --public-url names one that a proxy publishes."
            refusal = PlainTextResponse(text, status_code=403)
            await refusal(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                answer["Content-Security-Policy"] = POLICY
                answer["X-Content-Type-Options"] = "nosniff"
                answer["Referrer-Policy"] = "no-referrer"
            await send(message)

        await self.app(scope, receive, send_guarded)

    def _known(self, called: str, headers: Headers) -> bool:
        if self._hosts is not None and called not in self._hosts:
            return False
        origin = headers.get("origin")
        if origin is None or origin in self._origins:
            return True
        # A script cannot set this one. It is right where a proxy has rewritten the Host.
        site = headers.get("sec-fetch-site")
        is_own = origin.partition("://")[2] == headers.get("host")
        return site == "same-origin" or (site is None and is_own)
