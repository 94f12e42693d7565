"""The candidates as the cross-encoder reads them, a part of a passage at a time."""

import math
from collections.abc import Sequence
from dataclasses import replace

from dixit.index.records import Hit, Span
from dixit.rag.answering.extractive.candidates import Candidate, promise, title_of
from dixit.rag.models.cross_encoder import CrossEncoder
from dixit.rag.models.passage_reading import parts_of, read_part
from dixit.rag.question.question import Question
from dixit.rag.retrieval.articles import Articles

READ_BY_MODEL = 10
"""Parts of the first passages that are read: about five passages of text."""


def read_by_model(
    model: CrossEncoder,
    question: Question,
    rows: Sequence[Candidate],
    hits: Sequence[Hit],
    articles: Articles,
) -> list[Candidate]:
    """The candidates, those of the most promising parts of the passages read by the model.

    Args:
        model: the cross-encoder.
        question: what is asked.
        rows: the candidates, by their place.
        hits: the passages found, best first.
        articles: where the documents are.
    """
    by_passage: dict[Span, list[int]] = {}
    for at, row in enumerate(rows):
        by_passage.setdefault(row.hit.passage.span, []).append(at)
    parts = [
        [numbers[at] for at in part]
        for numbers in by_passage.values()
        for part in parts_of([(rows[at].span.start, rows[at].span.end) for at in numbers])
    ]

    def promise_of(part: Sequence[int]) -> float:
        cosines = [rows[at].cosine for at in part if not math.isnan(rows[at].cosine)]
        return max(cosines, default=-1.0) + max(promise(rows[at], hits) for at in part)

    done = list(rows)
    for part in sorted(parts, key=promise_of, reverse=True)[:READ_BY_MODEL]:
        text = articles.document(rows[part[0]].span.source).text
        spans = [(rows[at].span.start, rows[at].span.end) for at in part]
        title = title_of(rows[part[0]], articles)
        readings = read_part(model, question.text, title, text, spans)
        for at, reading in zip(part, readings, strict=True):
            done[at] = replace(rows[at], reading=reading)
    return done
