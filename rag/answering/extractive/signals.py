"""What is known of a candidate, as numbers that a learned model reads.

Every signal is a fact about the question, the sentence or the search; none decides alone. A signal
that is not known is NaN, which the model reads as such.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dixit.index.records import Hit
from dixit.rag.answering.extractive.candidates import Candidate
from dixit.rag.lang.name_matching import matches_name
from dixit.rag.question.answer_type import Wanted
from dixit.rag.question.question import Question
from dixit.rag.question.terms import Term

Matrix = npt.NDArray[np.float64]

_KINDS: tuple[tuple[Wanted, ...], ...] = (
    ("number", "percent", "money"),
    ("date", "duration"),
    ("person",),
    ("place", "address"),
    ("reason",),
    ("definition",),
)
"""Kinds of answers that are told apart."""

OF_SEARCH = (
    "hit_rank", "hit_score", "hit_behind", "passage_cosine", "passage_behind", "bm25_share",
    "words_rank", "dense_rank", "in_words_of_speaker",
)  # fmt: skip
OF_SENTENCE = (
    "sentence", "beside", "passage", "article", "plain", "plain_beside", "names", "names_passage",
    "names_article", "numbers", "counted", "run",
)  # fmt: skip
OF_RULES = ("rule_weight", "rule_content", "rule_fits", "rule_behind")
RELATIVE = ("sentence_behind", "beside_behind", "passage_behind_best")
OF_VECTORS = tuple(
    f"{of}{part}"
    for of in ("cosine", "context_cosine", "nameless_cosine")
    for part in ("", "_behind", "_spread", "_rank")
)
OF_READING = (
    "read_odds", "read_chance", "read_behind", "read_rank", "read_words", "read_words_behind",
)  # fmt: skip
OF_FORM = (
    "length", "position", "is_title", "asks", "focus", "has_focus", "in_statement",
    "speaker_is_asked", "refers_back",
)  # fmt: skip
OF_QUESTION = (
    *(f"wants_{kinds[0]}" for kinds in _KINDS), "terms", "names_asked", "names_unknown",
    "plain_unknown", "across_languages", "asks_who", "asks_words", "may_ask_words", "asks_several",
    "best_cosine", "best_sentence", "best_names_article", "second_cosine", "best_read",
    "second_read", "best_read_words",
)  # fmt: skip
SIGNALS = (
    *OF_SEARCH,
    *OF_SENTENCE,
    *OF_RULES,
    *RELATIVE,
    *OF_VECTORS,
    *OF_READING,
    *OF_FORM,
    *OF_QUESTION,
)
"""The names of the columns."""
FROM_VECTORS = tuple(
    name for name in SIGNALS if "cosine" in name and not name.startswith("passage")
)
"""Columns that are NaN where sentences are not compared by their vectors."""
FROM_MODEL = tuple(name for name in SIGNALS if name.split("_")[0] == "read" or "_read" in name)
"""Columns that are NaN where the cross-encoder reads nothing."""
_UNRANKED = 200


def signals(question: Question, hits: Sequence[Hit], rows: Sequence[Candidate]) -> Matrix:
    """The signals of each candidate.

    Args:
        question: what is asked.
        hits: the passages found, best first.
        rows: the candidates.

    Returns:
        Shape (candidates, len(SIGNALS)).
    """
    table = np.full((len(rows), len(SIGNALS)), np.nan)
    if not rows:
        return table
    columns = [
        *_of_search(hits, rows),
        *([getattr(row.shares, name) for row in rows] for name in OF_SENTENCE),
        *_of_rules(rows),
        *_relative(rows),
        *_of_vectors(rows),
        *_of_reading(rows),
        *_of_form(question, rows),
    ]
    for place, column in enumerate(columns):
        table[:, place] = column
    table[:, len(columns) :] = _of_question(question, rows)
    return table


def _of_search(hits: Sequence[Hit], rows: Sequence[Candidate]) -> list[list[float]]:
    ranks = {hit.passage.span: rank for rank, hit in enumerate(hits)}
    best = hits[0].score
    cosines = [hit.signals.dense_score for hit in hits if hit.signals.dense_score is not None]
    nearest = max(cosines, default=math.nan)
    bm25 = max((hit.signals.word_score or 0.0 for hit in hits), default=0.0) or 1.0
    of = [row.hit for row in rows]
    return [
        [float(ranks[hit.passage.span]) for hit in of],
        [hit.score for hit in of],
        [hit.score - best for hit in of],
        [_number(hit.signals.dense_score) for hit in of],
        [_number(hit.signals.dense_score) - nearest for hit in of],
        [(hit.signals.word_score or 0.0) / bm25 for hit in of],
        [float(hit.signals.word_rank or _UNRANKED) for hit in of],
        [float(hit.signals.dense_rank or _UNRANKED) for hit in of],
        [float(hit.signals.quotation) for hit in of],
    ]


def _of_rules(rows: Sequence[Candidate]) -> list[list[float]]:
    best = max(row.evidence.weight for row in rows)
    return [
        [row.evidence.weight for row in rows],
        [row.evidence.content for row in rows],
        [float(row.evidence.fits) for row in rows],
        [row.evidence.weight - best for row in rows],
    ]


def _relative(rows: Sequence[Candidate]) -> list[Matrix]:
    columns = []
    for name in ("sentence", "beside", "passage"):
        values = np.array([getattr(row.shares, name) for row in rows], dtype=np.float64)
        columns.append(values - _largest(values))
    return columns


def _of_vectors(rows: Sequence[Candidate]) -> list[Matrix]:
    return [
        column
        for name in ("cosine", "cosine_in_context", "cosine_without_names")
        for column in _compared(np.array([getattr(row, name) for row in rows], dtype=np.float64))
    ]


def _compared(cosines: Matrix) -> list[Matrix]:
    """Cosines, and how each lies among them: behind the best, by their spread, and its rank."""
    known = cosines[~np.isnan(cosines)]
    if not len(known):
        return [cosines, cosines, cosines, cosines]
    spread = float(known.std()) or 1.0
    ranks = np.array(
        [math.nan if math.isnan(value) else float((known > value).sum()) for value in cosines]
    )
    return [cosines, cosines - known.max(), (cosines - known.mean()) / spread, ranks]


def _of_reading(rows: Sequence[Candidate]) -> list[Matrix]:
    odds, words = _odds(rows), _words_odds(rows)
    chances = np.array([row.reading.chance if row.reading else math.nan for row in rows])
    _, behind, _, ranks = _compared(odds)
    return [odds, chances, behind, ranks, words, _compared(words)[1]]


def _odds(rows: Sequence[Candidate]) -> Matrix:
    return np.array([row.reading.odds if row.reading else math.nan for row in rows])


def _words_odds(rows: Sequence[Candidate]) -> Matrix:
    return np.array([row.reading.words_odds if row.reading else math.nan for row in rows])


def _of_form(question: Question, rows: Sequence[Candidate]) -> list[list[float]]:
    return [
        [float(len(row.text.split())) for row in rows],
        [row.position for row in rows],
        [float(row.is_title) for row in rows],
        [float(row.text.rstrip(' »"”').endswith("?")) for row in rows],
        [float(len(row.evidence.focus)) for row in rows],
        [float(bool(row.evidence.focus)) for row in rows],
        [float(row.speaker is not None) for row in rows],
        [
            float(any(matches_name(row.speaker, name) for name in question.speakers))
            if row.speaker
            else 0.0
            for row in rows
        ],
        [float(row.evidence.told.start < row.span.start) for row in rows],
    ]


def _of_question(question: Question, rows: Sequence[Candidate]) -> list[float]:
    query, terms, wanted = question.query, question.terms, question.wanted
    names = [term for term in terms if term.is_name]
    plain = [term for term in terms if not term.is_name]
    known = np.sort([row.cosine for row in rows if not math.isnan(row.cosine)])[::-1]
    odds = _odds(rows)
    read = np.sort(odds[~np.isnan(odds)])[::-1]
    return [
        *(float(wanted in kinds) for kinds in _KINDS),
        float(len(terms)),
        float(len(names)),
        _unknown(names),
        _unknown(plain),
        float(rows[0].hit.passage.language != query.language),
        float(query.asks_who),
        float(query.asks_words),
        float(query.may_ask_words),
        float(query.asks_several),
        float(known[0]) if len(known) else math.nan,
        _largest(np.array([row.shares.sentence for row in rows])),
        _largest(np.array([row.shares.names_article for row in rows])),
        float(known[1] - known[0]) if len(known) > 1 else math.nan,
        float(read[0]) if len(read) else math.nan,
        float(read[1] - read[0]) if len(read) > 1 else math.nan,
        _largest(_words_odds(rows)),
    ]


def _unknown(terms: Sequence[Term]) -> float:
    """The share of words that stand in no article, by weight; NaN of none."""
    total = sum(term.weight for term in terms)
    if not total:
        return math.nan
    return sum(term.weight for term in terms if not term.is_known) / total


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _largest(values: Matrix) -> float:
    known = values[~np.isnan(values)]
    return float(known.max()) if len(known) else math.nan
