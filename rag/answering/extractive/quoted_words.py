"""Who said the very words that a question quotes: "Qui a dit « Le quai tiendra » ?".

The words are looked for wherever they stand in the articles found, also as a part of a longer
statement and with a typing error.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dixit.index.records import Quotation, Span
from dixit.index.text.tokens import fold
from dixit.rag.answering.extractive.retrieved import Retrieved
from dixit.rag.answering.extractive.statements import statement_blocks
from dixit.rag.answering.refusal.refusals import Reply
from dixit.rag.messages import say
from dixit.rag.question.question import Question
from dixit.rag.records import Block
from dixit.rag.verification.citation import cite

_QUOTED = re.compile(r"[«“„]\s*([^«»“”„]+?)\s*[»”“]|\"([^\"]+)\"|(?<!\w)[‘']([^‘\n]+)[’'](?!\w)")
_WHOSE = re.compile(
    r"\bqui (?:a|ont|avait|avaient)\b|\b(?:de|à) qui\b|\bwhose\b"
    r"|\bwho (?:has |had )?(?:said|wrote|written|spoke)\b",
    re.IGNORECASE,
)
"""Questions for the person to whom quoted words belong."""
_WORD = re.compile(r"\w+")
_FEWEST = 3
"""Minimum number of quoted words: fewer stand in many sentences."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A place where the words, or words much like them, stand."""

    span: Span
    likeness: float


def who_said_these(question: Question, retrieved: Retrieved) -> Reply | None:
    """Return the statements that hold the quoted words, or their place where nobody is named.

    Args:
        question: The question.
        retrieved: What was found for it.

    Returns:
        The reply; None where the question quotes no words, or no article found holds them.
    """
    is_asked = question.query.asks_who or _WHOSE.search(_QUOTED.sub("", question.text))
    asked = _quoted(question.text) if is_asked else ""
    if not asked:
        return None
    sources = list(dict.fromkeys(hit.source for hit in retrieved.hits))
    places = [place for source in sources if (place := _best(asked, source, retrieved))]
    dials = retrieved.dials.statements
    best = max((place.likeness for place in places), default=0.0)
    if best < dials.alike:
        return None
    said, unnamed = [], []
    for place in places:
        if place.likeness >= dials.near * best:
            quotation = _said_at(place.span, retrieved)
            if quotation is not None and quotation.speaker:
                said.append(quotation)
            else:
                unnamed.append(place)
    if said:
        return Reply(statement_blocks(question, said, retrieved.articles, dials.most))
    return Reply(tuple(_unnamed(question, unnamed, retrieved)))


def _quoted(text: str) -> str:
    """Return the longest words between quotation marks; empty where there are too few."""
    found = [next(filter(None, match.groups())) for match in _QUOTED.finditer(text)]
    longest = max(found, key=len, default="")
    return longest if len(_WORD.findall(longest)) >= _FEWEST else ""


def _best(asked: str, source: str, retrieved: Retrieved) -> _Place | None:
    """Return the place in a document most like the words; None where half of them are lacking."""
    text = retrieved.articles.document(source).text
    tokens = [(fold(match[0]), *match.span()) for match in _WORD.finditer(text)]
    wanted = [fold(word) for word in _WORD.findall(asked)]
    size, joined = len(wanted), " ".join(wanted)
    places = []
    for first in _likely(wanted, [word for word, *_ in tokens]):
        window = tokens[first : first + size]
        words = " ".join(word for word, *_ in window)
        likeness = SequenceMatcher(None, joined, words, autojunk=False).ratio()
        places.append(_Place(Span(source, window[0][1], window[-1][2]), likeness))
    return max(places, key=lambda place: (place.likeness, -place.span.start), default=None)


def _likely(wanted: Sequence[str], words: Sequence[str]) -> Iterator[int]:
    """Yield the first index of each window that holds half of the words or more."""
    size, count = len(wanted), Counter(wanted)
    held: Counter[str] = Counter()
    met = 0
    for last, word in enumerate(words):
        held[word] += 1
        met += held[word] <= count[word]
        if last >= size:
            left = words[last - size]
            met -= held[left] <= count[left]
            held[left] -= 1
        if met * 2 >= size and last + 1 >= min(size, len(words)):
            yield max(0, last + 1 - size)


def _said_at(span: Span, retrieved: Retrieved) -> Quotation | None:
    """Return the statement that shares most of a place, if any does; one with a name goes first."""
    at_place = [
        quotation
        for quotation in retrieved.articles.quotations([span.source])
        if quotation.span.overlaps(span)
    ]
    return max(at_place, key=lambda one: (bool(one.speaker), one.direct), default=None)


def _unnamed(question: Question, places: Sequence[_Place], retrieved: Retrieved) -> Iterator[Block]:
    """Yield a block a place: the sentence that holds the words, of which nobody is named."""
    for number, place in enumerate(places, start=1):
        article = retrieved.articles.article(place.span.source)
        start, end = article.layout.sentence_around(place.span.start, place.span.end)
        citation = cite(number, article.document, Span(place.span.source, start, end))
        told = say("unattributed", question.language, quote=citation.quote)
        yield Block(told, (citation,))
