"""Passages as search results, for a provider that cites those by itself; its citations as markers.

Anthropic's models cite `search_result` blocks that a tool gave back
(platform.claude.com, "Search results"). Here the tool has always been used already, once.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Message = tuple[str, str] | Mapping[str, Any]
"""A role and a text, or more in the form that LangChain reads."""

TOOL = {
    "name": "search",
    "description": "Finds passages of press articles.",
    "input_schema": {
        "type": "object",
        "properties": {"query": {"type": "string"}},
        "required": ["query"],
    },
}
"""The search that the model is told of; it is not to use it again."""
_CALL = "search_1"
_ID = re.compile(r"[0-9a-f]{4}")
_NO_ID = "zz"
"""What stands for a source that is no passage's id."""


def search_messages(question: str, passages: Sequence[Mapping[str, object]]) -> list[Message]:
    """A question, its search, and the passages found; what cites one gives its id as the source."""
    results = [
        {
            "type": "search_result",
            "source": passage["id"],
            "title": _title(passage),
            "content": [{"type": "text", "text": passage["text"]}],
            "citations": {"enabled": True},
        }
        for passage in passages
    ]
    call = {"id": _CALL, "name": TOOL["name"], "args": {"query": question}}
    return [
        ("human", question),
        {"role": "assistant", "content": "", "tool_calls": [call]},
        {"role": "tool", "tool_call_id": _CALL, "content": results},
    ]


def _title(passage: Mapping[str, object]) -> str:
    """Where a passage is from, when it was published, and who speaks in it."""
    speakers = passage.get("speakers", ())
    named = ", ".join(map(str, speakers)) if isinstance(speakers, list) else ""
    told = (passage.get("source"), passage.get("date"), named and f"speaking: {named}")
    return " | ".join(str(part) for part in told if part)


class MarkedText:
    """The words of a stream of content blocks, a marker behind each block for what it cites."""

    def __init__(self) -> None:
        self._block: object = None
        self._cited: dict[str, None] = {}

    def read(self, content: object) -> Iterator[str]:
        """The words of a chunk; a block's citations may come before its words or behind."""
        for part in content if isinstance(content, list) else ():
            if not isinstance(part, dict) or part.get("type") != "text":
                continue
            if part.get("index") != self._block:
                yield from self.end()
                self._block = part.get("index")
            sources = (citation.get("source") for citation in part.get("citations") or ())
            ids = (str(s) if _ID.fullmatch(str(s)) else _NO_ID for s in sources)
            self._cited |= dict.fromkeys(ids)
            yield part.get("text") or ""

    def end(self) -> Iterator[str]:
        """The marker of the block that ends here, where it cites something."""
        if self._cited:
            yield f" [{', '.join(self._cited)}]"
        self._cited = {}
