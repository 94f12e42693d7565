"""What the embedder learns from: a question, a passage that answers it, and one that does not.

Four sources: the written set (invented articles with questions in both languages), SQuAD 2.0's
development half and QED (English questions over Wikipedia), and the sentence pairs (a sentence
stands for a question; the passage is its translation among its neighbours). No measuring set: a
paragraph that stands in one is left out.
"""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np

from training import public_sets
from training.pairs import Pair

SOURCES = ("written", "squad", "qed", "runs", "translations")
NEGATIVES = 4
"""Hard negatives kept a question: the passages that its words find first, and that are others."""


@dataclass(frozen=True, slots=True)
class Example:
    """One lesson.

    Attributes:
        query: what is asked.
        passage: the text that answers it.
        negatives: texts with like words that do not; may be empty.
        source: one of `SOURCES`.
    """

    query: str
    passage: str
    negatives: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class _Question:
    query: str
    passage: int
    answer: str


def read_written(files: Iterable[Path]) -> list[Example]:
    """The answerable questions of the written set, each with its article."""
    passages: list[str] = []
    questions: list[_Question] = []
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            article = json.loads(line)
            questions += [
                _Question(row["question"], len(passages), row["answer"])
                for row in article["questions"]
                if row["answerable"]
            ]
            passages.append(f"{article['title']}\n{article['text']}")
    return list(_with_negatives(questions, passages, "written"))


def read_squad(path: Path, measured: Iterable[str]) -> list[Example]:
    """The answerable questions of a file in SQuAD's layout.

    Args:
        path: the file.
        measured: texts of measuring sets; a paragraph that begins like one is left out.
    """
    passages: list[str] = []
    questions: list[_Question] = []
    for paragraph in public_sets.read_squad(path, measured):
        questions += [
            _Question(asked.text, len(passages), paragraph.text[slice(*asked.answer)])
            for asked in paragraph.questions
            if asked.answer is not None
        ]
        passages.append(paragraph.text)
    return list(_with_negatives(questions, passages, "squad"))


def read_qed(path: Path) -> list[Example]:
    """The questions of QED (Lamm et al., 2021), each with its paragraph."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    passages = [row["paragraph_text"].replace(" ,", ",").replace(" .", ".") for row in rows]
    questions = [_Question(row["question_text"], number, "") for number, row in enumerate(rows)]
    return list(_with_negatives(questions, passages, "qed"))


def runs(pairs: Sequence[Pair], count: int, chance: random.Random) -> list[Example]:
    """A sentence as the query, and three to six neighbours with its translation as the passage."""
    made: list[Example] = []
    while len(made) < count:
        start, length = chance.randrange(len(pairs) - 6), chance.randint(3, 6)
        some = pairs[start : start + length]
        pair = chance.choice(some)
        if pair.origin != some[0].origin or pair.origin != some[-1].origin or len(pair.french) < 40:
            continue
        if chance.random() < 0.5:
            made.append(Example(pair.english, " ".join(p.french for p in some), (), "runs"))
        else:
            made.append(Example(pair.french, " ".join(p.english for p in some), (), "runs"))
    return made


def translated(pairs: Sequence[Pair], count: int, chance: random.Random) -> list[Example]:
    """A sentence as the query, and its translation as the passage, either way round."""
    made: list[Example] = []
    for pair in chance.sample(pairs, min(count, len(pairs))):
        two = (pair.english, pair.french)
        query, passage = two if chance.random() < 0.5 else two[::-1]
        made.append(Example(query, passage, (), "translations"))
    return made


def _with_negatives(
    questions: Sequence[_Question], passages: Sequence[str], source: str
) -> Iterator[Example]:
    """Give each question the passages of other articles that its words find first (BM25)."""
    searcher = bm25s.BM25()
    searcher.index(bm25s.tokenize(list(passages), show_progress=False), show_progress=False)
    asked = bm25s.tokenize([question.query for question in questions], show_progress=False)
    most = min(len(passages), NEGATIVES * 4)
    nearest, _ = searcher.retrieve(asked, k=most, show_progress=False)
    for question, row in zip(questions, np.asarray(nearest), strict=True):
        others = [
            passages[at]
            for at in row.tolist()
            if at != question.passage
            and not (question.answer and question.answer.lower() in passages[at].lower())
        ]
        yield Example(question.query, passages[question.passage], tuple(others[:NEGATIVES]), source)
