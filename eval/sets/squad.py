"""Question-answering sets in SQuAD's layout, read as retrieval sets.

That of Rajpurkar et al., 2016: one JSON file, `data` → `paragraphs` → `context` and `qas`. The
contexts are the texts, and each question's own context is the one that answers it; FQuAD, PIAF and
XQuAD are laid out likewise. Questions said to have no answer (`is_impossible`) are left out, for no
text answers them.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dixit.eval.sets.beir import BenchmarkError, RetrievalSet


def is_squad(path: Path) -> bool:
    """Whether a path is a file, as a set in this layout is, and no folder."""
    return path.is_file()


def read_squad(path: Path) -> RetrievalSet:
    """The set in a file; a text that stands in it twice is one text.

    Raises:
        BenchmarkError: the file cannot be read, is laid out otherwise, or has no answerable
            question; the message says where.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BenchmarkError(f"The file {path} cannot be read as JSON ({error}).") from error
    corpus: dict[str, str] = {}
    queries: dict[str, str] = {}
    gains: dict[str, dict[str, float]] = {}
    titles: dict[str, str] = {}
    try:
        for title, context, question in _questions(told):
            text_id = hashlib.sha256(context.encode()).hexdigest()[:13]
            corpus[text_id] = context
            if title:
                titles[text_id] = title
            if question is None or question.get("is_impossible"):
                continue
            id_ = str(question["id"])
            if id_ in queries:
                raise BenchmarkError(f"{path}: the question {id_} stands in it twice.")
            queries[id_] = str(question["question"])
            gains[id_] = {text_id: 1.0}
    except (KeyError, TypeError, AttributeError) as error:
        raise BenchmarkError(
            f"{path}: not laid out as SQuAD is; data, paragraphs, context, qas, id and question "
            f"are looked for, and one is missing ({type(error).__name__}: {error})."
        ) from error
    if not queries:
        raise BenchmarkError(f"{path} has no question with an answer.")
    return RetrievalSet(path.stem, corpus, queries, gains, titles)


def _questions(told: Any) -> Iterator[tuple[str, str, Any]]:
    """Title, context and question of each; None for the question where a context has none."""
    for article in told["data"]:
        title = str(article.get("title") or "").replace("_", " ")
        for paragraph in article["paragraphs"]:
            for question in paragraph["qas"] or [None]:
                yield title, str(paragraph["context"]), question
