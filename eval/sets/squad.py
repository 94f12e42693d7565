"""Question answering sets in SQuAD layout, read as retrieval sets.

Rajpurkar et al., 2016: one JSON file, `data` → `paragraphs` → `context` and `qas`; FQuAD, PIAF and
XQuAD have the same layout. The texts are the contexts, and the relevant text of a question is its
own context. Questions with `is_impossible` are left out, since no text answers them.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dixit.eval.sets.beir import BenchmarkError, RetrievalSet


def is_squad(path: Path) -> bool:
    """Whether a path is a file; a set in BEIR layout is a folder."""
    return path.is_file()


def read_squad(path: Path) -> RetrievalSet:
    """Read a set; equal contexts become one text.

    Raises:
        BenchmarkError: the file cannot be read, has another layout, or has no answerable question;
            the message says where.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BenchmarkError(f"The file {path} cannot be read as JSON ({error}).") from error
    corpus: dict[str, str] = {}
    queries: dict[str, str] = {}
    gains: dict[str, dict[str, float]] = {}
    titles: dict[str, str] = {}
    try:
        for title, context, question in _questions(record):
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


def _questions(record: Any) -> Iterator[tuple[str, str, Any]]:
    """(title, context, question) of each; the question is None for a context without one."""
    for article in record["data"]:
        title = str(article.get("title") or "").replace("_", " ")
        for paragraph in article["paragraphs"]:
            for question in paragraph["qas"] or [None]:
                yield title, str(paragraph["context"]), question
