"""A server that speaks the protocols of Anthropic, Mistral and Ollama, and says one thing."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

READ, WRITTEN = 321, 45
"""The tokens that it counts for an answer."""


@dataclass
class Provider:
    """What it says, by the texts of the passages shown, and what it was asked."""

    reply: Callable[[dict[str, str]], str]
    code: int = 200
    bodies: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def providing(provider: Provider) -> Iterator[str]:
    """The server while it runs; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            provider.bodies.append(json.loads(body))
            provider.paths.append(self.path)
            provider.headers.append({k.lower(): v for k, v in self.headers.items()})
            text = provider.reply(_passages(provider.bodies[-1]))
            pieces = _pieces(text)
            if provider.code != 200:
                sent, kind = json.dumps({"error": "sk-secret is wrong"}), "application/json"
            elif self.path.endswith("/messages"):
                sent, kind = _anthropic(text), "text/event-stream"
            elif self.path.endswith("/api/chat"):
                sent, kind = _ollama(pieces), "application/x-ndjson"
            else:
                sent, kind = _mistral(pieces), "text/event-stream"
            data = sent.encode()
            self.send_response(provider.code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _passages(body: dict[str, Any]) -> dict[str, str]:
    content = body["messages"][-1]["content"]
    if isinstance(content, list):
        results = [result for part in content for result in part["content"]]
        return {result["source"]: result["content"][0]["text"] for result in results}
    data = content.split("<passages>")[1].split("</passages>")[0]
    return {passage["id"]: passage["text"] for passage in json.loads(data)}


def _pieces(text: str) -> list[str]:
    return [text[at : at + 4] for at in range(0, len(text), 4)]


def _anthropic(text: str) -> str:
    """What stands before a marker becomes a block that cites; its marker is not said."""
    usage = {"input_tokens": READ, "output_tokens": WRITTEN}
    message = {
        "id": "m", "type": "message", "role": "assistant", "model": "x", "content": [],
        "stop_reason": None, "stop_sequence": None,
        "usage": {"input_tokens": READ, "output_tokens": 1},
    }  # fmt: skip
    events: list[dict[str, Any]] = [{"type": "message_start", "message": message}]
    said = re.split(r" \[(\w+)\]", text)
    for index, (words, cited) in enumerate(zip(said[::2], [*said[1::2], None], strict=True)):
        deltas = [{"type": "text_delta", "text": piece} for piece in _pieces(words)]
        citing = [{"type": "citations_delta", "citation": _result(cited)}] if cited else []
        # Both orders are within the protocol.
        in_order = [*citing, *deltas] if index % 2 else [*deltas, *citing]
        block = {"type": "text", "text": ""}
        events += [
            {"type": "content_block_start", "index": index, "content_block": block},
            *({"type": "content_block_delta", "index": index, "delta": d} for d in in_order),
            {"type": "content_block_stop", "index": index},
        ]
    ended = {"stop_reason": "end_turn", "stop_sequence": None}
    events += [
        {"type": "message_delta", "delta": ended, "usage": usage},
        {"type": "message_stop"},
    ]
    return "".join(f"event: {e['type']}\ndata: {json.dumps(e)}\n\n" for e in events)


def _result(source: str) -> dict[str, Any]:
    return {
        "type": "search_result_location", "source": source, "title": "t", "cited_text": "x",
        "search_result_index": 0, "start_block_index": 0, "end_block_index": 1,
    }  # fmt: skip


def _mistral(pieces: list[str]) -> str:
    chunks: list[dict[str, Any]] = [
        {
            "id": "c", "object": "chat.completion.chunk", "created": 0, "model": "x",
            "choices": [
                {"index": 0, "delta": {"role": "assistant", "content": p}, "finish_reason": None}
            ],
        }
        for p in pieces
    ]  # fmt: skip
    chunks[-1]["usage"] = {
        "prompt_tokens": READ, "completion_tokens": WRITTEN, "total_tokens": READ + WRITTEN
    }  # fmt: skip
    return "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"


def _ollama(pieces: list[str]) -> str:
    lines = [
        {"model": "x", "created_at": "2026-01-01T00:00:00Z", "done": False,
         "message": {"role": "assistant", "content": p}}
        for p in pieces
    ]  # fmt: skip
    last = {
        "model": "x", "created_at": "2026-01-01T00:00:00Z", "done": True, "done_reason": "stop",
        "message": {"role": "assistant", "content": ""},
        "prompt_eval_count": READ, "eval_count": WRITTEN,
    }  # fmt: skip
    return "".join(json.dumps(line) + "\n" for line in (*lines, last))
