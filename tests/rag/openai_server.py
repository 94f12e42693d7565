"""A server that speaks OpenAI's protocol and plays a part, word for word."""

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[dict[str, str]], Iterable[str]]
"""From the texts of the passages shown, by id, to the pieces of an answer."""


@dataclass
class Played:
    """What the server does, and what it saw."""

    reply: Reply = lambda _: []
    fails: list[int] = field(default_factory=list)
    """HTTP codes given to the first requests, one each."""
    refuses: Callable[[dict[str, Any]], str | None] = lambda _: None
    """What is wrong with a request, told with the code 400."""
    breaks: bool = False
    """Whether the connection is closed in the middle of the stream."""
    broken_json: bool = False
    hangs: bool = False
    """Whether it sends comments for ever, as a server does that is still busy."""
    counts: tuple[int, int] | None = None
    """The tokens that it counts if it is asked to: read, and written."""
    pause_s: float = 0.0
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    closed: threading.Event = field(default_factory=threading.Event)
    """Set when the reader went away before the end."""


@contextmanager
def serving(played: Played) -> Iterator[str]:
    """The server while it runs; gives its base URL."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            played.requests.append(body)
            played.keys.append(self.headers.get("Authorization", ""))
            if played.fails:
                self._fail(played.fails.pop(0))
                return
            if (wrong := played.refuses(body)) is not None:
                self._fail(400, wrong)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            try:
                for piece in played.reply(_passages(body)):
                    self._event(json.dumps(_chunk(piece)))
                    time.sleep(played.pause_s)
                if played.broken_json:
                    self._event('{"choices": [{"delta": {"conte')
                while played.hangs:
                    self.wfile.write(b":\n\n")
                    self.wfile.flush()
                    time.sleep(0.05)
                if not played.breaks:
                    self._event(json.dumps(_chunk("", "stop")))
                    if played.counts and body.get("stream_options", {}).get("include_usage"):
                        self._event(json.dumps(_usage(*played.counts)))
                    self._event("[DONE]")
            except (BrokenPipeError, ConnectionResetError):
                played.closed.set()
            self.close_connection = True

        def _event(self, data: str) -> None:
            self.wfile.write(f"data: {data}\n\n".encode())
            self.wfile.flush()

        def _fail(self, code: int, told: str = "sk-secret is not right") -> None:
            text = json.dumps({"error": {"message": told, "type": "x"}})
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    worker = threading.Thread(target=server.serve_forever, daemon=True)
    worker.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()


def _passages(body: dict[str, Any]) -> dict[str, str]:
    asked = body["messages"][-1]["content"]
    if "<passages>" not in asked:
        return {}
    data = asked.split("<passages>")[1].split("</passages>")[0]
    return {passage["id"]: passage["text"] for passage in json.loads(data)}


def _chunk(text: str, finish: str | None = None) -> dict[str, Any]:
    return {
        "id": "c",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "played",
        "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": finish}],
    }


def _usage(read: int, written: int) -> dict[str, Any]:
    counted = {
        "prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written
    }  # fmt: skip
    return {**_chunk(""), "choices": [], "usage": counted}
