"""Thumbs up and down, kept as lines of a question set that `dixit eval` can run."""

import hashlib
import json
import threading
from collections.abc import Mapping
from pathlib import Path

from dixit.rag.records import Answer

FILE = "feedback.jsonl"
"""Beside the index."""
_WRITING = threading.Lock()


def as_question(answer: Answer, *, right: bool) -> dict[str, object]:
    """The question with what a right answer to it must hold, as the reader's mark tells it.

    A right answer is to be given again, and a right refusal too. A wrong answer should have been a
    refusal; of a question that was refused wrongly, somebody has still to add what answers it.
    """
    answerable = answer.answered == right
    proven = [c for c in answer.citations if c.counts] if answer.answered and right else []
    spoken = any(citation.speaker for citation in proven)
    question = answer.asked or answer.question
    return {
        "id": "marked-" + hashlib.sha256(question.encode()).hexdigest()[:12],
        "lang": answer.language,
        "question": question,
        "answerable": answerable,
        "sources": list(dict.fromkeys(citation.span.source for citation in proven)),
        "spans": [citation.quote for citation in proven],
        "keys": [],
        "kind": "none" if not answerable else "quote" if spoken else "fact",
    }


def keep(file: Path, question: Mapping[str, object]) -> None:
    """Write a line to the file in place of an earlier one about the same question."""
    with _WRITING:
        known = file.read_text("utf-8").splitlines() if file.exists() else []
        others = [line for line in known if json.loads(line)["id"] != question["id"]]
        aside = file.with_suffix(".new")
        lines = [*others, json.dumps(question, ensure_ascii=False)]
        aside.write_text("\n".join(lines) + "\n", "utf-8")
        aside.replace(file)
