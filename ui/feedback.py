"""Saves thumbs up and down as a question set that `dixit eval` can run."""

import hashlib
import json
import threading
from collections.abc import Mapping
from pathlib import Path

from dixit.rag.records import Answer

FILE = "feedback.jsonl"
"""Next to the index folder."""
_WRITING = threading.Lock()


def as_question(answer: Answer, *, right: bool) -> dict[str, object]:
    """A line of a question set, from an answer and the reader's mark.

    Args:
        answer: the answer that was marked.
        right: True for thumbs up.

    Returns:
        The question with the expected result. An answer marked as right is expected again, and
        so is a refusal. An answer marked as wrong should have been a refusal. For a refusal
        marked as wrong, somebody still has to add the expected answer.
    """
    answerable = answer.answered == right
    proven = [c for c in answer.citations if c.counts] if answer.answered and right else []
    has_speaker = any(citation.speaker for citation in proven)
    question = answer.asked or answer.question
    return {
        "id": "marked-" + hashlib.sha256(question.encode()).hexdigest()[:12],
        "lang": answer.language,
        "question": question,
        "answerable": answerable,
        "sources": list(dict.fromkeys(citation.span.source for citation in proven)),
        "spans": [citation.quote for citation in proven],
        "keys": [],
        "kind": "none" if not answerable else "quote" if has_speaker else "fact",
    }


def keep(file: Path, question: Mapping[str, object]) -> None:
    """Write a line to the file; it replaces an earlier line about the same question."""
    with _WRITING:
        lines_before = file.read_text("utf-8").splitlines() if file.exists() else []
        others = [line for line in lines_before if json.loads(line)["id"] != question["id"]]
        new_file = file.with_suffix(".new")
        lines = [*others, json.dumps(question, ensure_ascii=False)]
        new_file.write_text("\n".join(lines) + "\n", "utf-8")
        new_file.replace(file)
