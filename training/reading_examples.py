"""What the reader learns from: a question, a passage, and the sentence and words that answer.

The written set, SQuAD 2.0's development half and QED. A third of the questions are asked of a
passage that does not answer them: another part of the article, or the nearest other one.
"""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np

from dixit.rag.parsing.sentences import sentences
from training import public_sets

LONGEST = 600
"""Characters of a passage, about 140 tokens; an article is cut between sentences."""
_TITLED = 0.7
"""The share of passages that are shown with their article's title."""
_NAMED = 0.35
"""The share of written questions that name their article's title."""
_ELSEWHERE = 0.35
"""The share of answerable questions that are asked once more where nothing answers."""
_NEAREST = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """One lesson.

    Attributes:
        question: what is asked.
        passage: the text that is read, its title first.
        sentences: its sentences, (start, end) in characters of the passage.
        right: the numbers of the sentences that answer; empty where none does.
        answer: the place of the words that answer; None where nothing does, or it is not known.
        source: where it comes from.
    """

    question: str
    passage: str
    sentences: tuple[tuple[int, int], ...]
    right: tuple[int, ...]
    answer: tuple[int, int] | None
    source: str


@dataclass(frozen=True, slots=True)
class _Article:
    title: str
    text: str
    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Question:
    text: str
    article: int
    evidence: tuple[int, int] | None
    answer: tuple[int, int] | None


def _article(title: str, text: str) -> _Article:
    """Cut a text between sentences, each part at most `LONGEST` characters."""
    parts: list[tuple[int, int]] = []
    for start, end in sentences(text):
        if parts and end - parts[-1][0] <= LONGEST:
            parts[-1] = parts[-1][0], end
        else:
            parts.append((start, end))
    return _Article(title, text, tuple(parts) or ((0, len(text)),))


def read_written(files: Iterable[Path], chance: random.Random) -> list[Reading]:
    """The questions of the written set."""
    articles: list[_Article] = []
    questions: list[_Question] = []
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            articles.append(_article(row["title"], row["text"]))
            for asked in row["questions"]:
                text = asked["question"]
                if chance.random() < _NAMED:
                    text = f"{text} ({row['title']})"
                evidence = answer = None
                if asked["answerable"]:
                    start = row["text"].find(asked["evidence"])
                    evidence = start, start + len(asked["evidence"])
                    begin = row["text"].find(asked["answer"], *evidence)
                    answer = (begin, begin + len(asked["answer"])) if begin >= 0 else None
                questions.append(_Question(text, len(articles) - 1, evidence, answer))
    return list(_lessons(articles, questions, "written", chance))


def read_squad(
    path: Path, measured: Iterable[str], apart: Sequence[str], chance: random.Random
) -> list[Reading]:
    """SQuAD 2.0's half, but for paragraphs that stand in a measuring set.

    Args:
        path: the file.
        measured: texts of measuring sets.
        apart: titles whose questions are kept apart.
        chance: draws the passages without an answer.
    """
    articles: list[_Article] = []
    questions: list[_Question] = []
    for paragraph in public_sets.read_squad(path, measured):
        if paragraph.title in apart:
            continue
        articles.append(_article(paragraph.title.replace("_", " "), paragraph.text))
        questions += [
            _Question(asked.text, len(articles) - 1, asked.answer, asked.answer)
            for asked in paragraph.questions
        ]
    return list(_lessons(articles, questions, "squad", chance))


def read_qed(path: Path, apart: int, chance: random.Random) -> list[Reading]:
    """The questions of QED (Lamm et al., 2021); the last `apart` ones are kept apart."""
    articles: list[_Article] = []
    questions: list[_Question] = []
    for line in path.read_text("utf-8").splitlines()[: -apart or None]:
        row = json.loads(line)
        text = row["paragraph_text"]
        articles.append(_article(row["title_text"], text))
        spans = [answer for answers in row["original_nq_answers"] for answer in answers]
        place = (spans[0]["start"], spans[0]["end"]) if spans else None
        questions.append(_Question(row["question_text"], len(articles) - 1, place, place))
    return list(_lessons(articles, questions, "qed", chance))


def _lessons(
    articles: Sequence[_Article], questions: Sequence[_Question], source: str, chance: random.Random
) -> Iterator[Reading]:
    near = _nearest(articles, questions)
    for question, others in zip(questions, near, strict=True):
        article = articles[question.article]
        evidence = question.evidence
        if evidence is None:
            yield _reading(question, article, chance.choice(article.parts), source, chance)
            continue
        place = next((p for p in article.parts if p[0] < evidence[1] and evidence[0] < p[1]), None)
        if place is None:
            continue
        yield _reading(question, article, place, source, chance)
        if chance.random() < _ELSEWHERE:
            silent = [p for p in article.parts if p[1] <= evidence[0] or p[0] >= evidence[1]]
            if silent and chance.random() < 0.5:
                yield _reading(question, article, chance.choice(silent), source, chance)
            elif others:
                other = articles[chance.choice(others)]
                asked = _Question(question.text, question.article, None, None)
                yield _reading(asked, other, chance.choice(other.parts), source, chance)


def _reading(
    question: _Question,
    article: _Article,
    part: tuple[int, int],
    source: str,
    chance: random.Random,
) -> Reading:
    head = f"{article.title}\n" if article.title and chance.random() < _TITLED else ""
    passage = head + article.text[slice(*part)]
    move = len(head) - part[0]
    spans = tuple(
        (start + move, end + move)
        for start, end in sentences(article.text)
        if part[0] <= start and end <= part[1]
    )
    right: tuple[int, ...] = ()
    answer = None
    if question.evidence is not None:
        begin, end = (at + move for at in question.evidence)
        right = tuple(
            number
            for number, (a, b) in enumerate(spans)
            if min(b, end) - max(a, begin) >= 0.5 * min(b - a, end - begin)
        )
        if question.answer is not None and right:
            told = question.answer[0] + move, question.answer[1] + move
            answer = told if spans[0][0] <= told[0] and told[1] <= spans[-1][1] else None
    return Reading(question.text, passage, spans, right, answer, source)


def _nearest(articles: Sequence[_Article], questions: Sequence[_Question]) -> list[list[int]]:
    """For each question other articles that its words find, and that do not hold its answer."""
    searcher = bm25s.BM25()
    texts = [f"{article.title}\n{article.text}" for article in articles]
    searcher.index(bm25s.tokenize(texts, show_progress=False), show_progress=False)
    asked = bm25s.tokenize([question.text for question in questions], show_progress=False)
    found, _ = searcher.retrieve(asked, k=min(len(texts), _NEAREST), show_progress=False)
    rows: list[list[int]] = []
    for question, row in zip(questions, np.asarray(found), strict=True):
        answer = ""
        if question.answer:
            answer = articles[question.article].text[slice(*question.answer)].lower()
        rows.append(
            [
                at
                for at in row.tolist()
                if at != question.article and not (answer and answer in articles[at].text.lower())
            ]
        )
    return rows
