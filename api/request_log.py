"""Gives each request an id, counts it, and writes one line of log that holds no question."""

import json
import logging
import re
import time
import uuid
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dixit.api import responses
from dixit.api.metrics import Metrics
from dixit.api.problems import FAILED, Problem

log = logging.getLogger("dixit.requests")
HEADER = "X-Request-ID"
_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_METHODS = ("GET", "POST", "DELETE", "HEAD", "OPTIONS", "PUT", "PATCH")


class RequestLog:
    """ASGI middleware around all others of the API."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; an error that nobody expected becomes a problem like others."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        status = 0

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        start = time.perf_counter()
        self._metrics.running += 1
        try:
            await self.app(scope, receive, send_noted)
        except Exception:
            log.exception("request %s failed", request_id)
            if not status:
                told = Problem(FAILED, f"Dixit failed; its log has the reason under {request_id}.")
                await responses.problem(told, scope)(scope, receive, send_noted)
        finally:
            self._metrics.running -= 1
            seconds = time.perf_counter() - start
            method = scope["method"] if scope["method"] in _METHODS else "other"
            route = _route(scope)
            self._metrics.request(method, route, status, seconds)
            caller = scope["state"].get("caller")
            log.info(
                "%s %s %s %.0f ms",
                *(method, route, status, seconds * 1000),
                extra={
                    "fields": {
                        "request_id": request_id,
                        "method": method,
                        "route": route,
                        "status": status,
                        "ms": round(seconds * 1000, 1),
                        "caller": caller.name if caller else None,
                        **scope["state"].get("log", {}),
                    }
                },
            )


def _route(scope: Scope) -> str:
    """The pattern of the address: no name of an article, and no question."""
    return str(getattr(scope.get("route"), "path", "other"))


class JsonLines(logging.Formatter):
    """Each record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            **getattr(record, "fields", {"message": record.getMessage()}),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
