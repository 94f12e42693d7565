"""Anthropic's own citations: passages are sent as search results, and citations become markers.

Anthropic's models cite `search_result` blocks that a tool returned (platform.claude.com, "Search
results"). Here the conversation starts after the only call of that tool.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Message = tuple[str, str] | Mapping[str, Any]
"""A role and a text, or a message in LangChain's dictionary form."""

TOOL = {
    "name": "search",
    "description": "Finds passages of press articles.",
    "input_schema": {
        "type": "object",
        "properties": {"query": {"type": "string"}},
        "required": ["query"],
    },
}
"""The search tool that the conversation pretends to have used. The model cannot call it again."""
_CALL = "search_1"
_ID = re.compile(r"[0-9a-f]{4}")
_NO_ID = "zz"
"""Stands for a cited source that is not the id of a passage."""


def search_messages(question: str, passages: Sequence[Mapping[str, object]]) -> list[Message]:
    """The question, a search for it, and the passages as its results.

    Args:
        question: the question.
        passages: for each passage "id", "text" and what is known of "source", "date" and
            "speakers". The id becomes the source of its citations.
    """
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
    """The source, date and speakers of a passage, on one line."""
    speakers = passage.get("speakers", ())
    speaker_names = ", ".join(map(str, speakers)) if isinstance(speakers, list) else ""
    parts = (
        passage.get("source"),
        passage.get("date"),
        speaker_names and f"speaking: {speaker_names}",
    )
    return " | ".join(str(part) for part in parts if part)


class MarkedText:
    """Turns a stream of content blocks into text, with a marker of cited ids after each block."""

    def __init__(self) -> None:
        """Start before the first block."""
        self._block: object = None
        self._cited: dict[str, None] = {}

    def read(self, content: object) -> Iterator[str]:
        """The words of a chunk. The citations of a block may arrive before or after its words."""
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
        """The marker of the block that has just ended, if it cites anything."""
        if self._cited:
            yield f" [{', '.join(self._cited)}]"
        self._cited = {}
