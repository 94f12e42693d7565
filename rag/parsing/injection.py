"""Sentences of an article that give orders to a machine, and characters that nobody sees.

An article is data. A chat model that is shown an order in it may follow it, so that none is shown:
an order is left out of the prompt, and words of one prove nothing. Nor is one quoted, as somebody's
words or as an answer. Not every order is known by its words; whatever a model makes of those is
checked like all it writes.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, lru_cache
from itertools import islice

from dixit.index.records import Hit, Span
from dixit.rag.lang.lexicons import order_patterns
from dixit.rag.parsing.article import Article
from dixit.rag.parsing.layout import Layout
from dixit.rag.parsing.sentences import sentences

LEFT_OUT = "[…]"
"""Stands in the prompt where an order was."""
_UNSEEN = frozenset(("Cf", "Cc", "Co", "Cs"))
"""Unicode categories of characters that show nothing; line ends and tabs are kept."""
_LIVE = re.compile(r"https?://|!\[|\]\(|<\s*/?\s*\w+[^>]*>|<\||\|>|\[/?INST\]", re.IGNORECASE)
"""Links, pictures, tags: what a page or a model may act on."""


def orders_in(text: str) -> list[tuple[int, int]]:
    """Where sentences stand that address a machine, or hold a link, a picture or a tag."""
    found = []
    for start, end in sentences(text):
        if addresses_machine(text[start:end]) or is_live(seen(text[start:end])):
            found.append((start, end))
    return found


@lru_cache(maxsize=4096)
def addresses_machine(sentence: str) -> bool:
    """Whether a sentence tells a machine, or whoever answers for one, what to do."""
    return _orders().search(seen(sentence).replace("’", "'")) is not None


def is_planted(layout: Layout, start: int, end: int) -> bool:
    """Whether a place holds part of an order, or stands in a paragraph that opens with one."""
    text, paragraphs = layout.text, layout.paragraphs
    first = max(0, bisect_right(paragraphs, (start, len(text))) - 1)
    for begin, close in paragraphs[first:]:
        if begin >= end:
            break
        for number, (one, other) in enumerate(layout.sentences(begin, close)):
            met = one < end and start < other
            if (met or number == 0) and addresses_machine(text[one:other]):
                return True
    return False


def without_planted(hit: Hit, layout: Layout) -> Hit | None:
    """A hit in a text, cut down to its longest run of sentences that hold no order."""
    if not is_planted(layout, hit.start, hit.end):
        return hit
    kept: list[tuple[int, int]] = []
    runs = [kept]
    for start, end in sentences(hit.text):
        if is_planted(layout, hit.start + start, hit.start + end):
            kept = []
            runs.append(kept)
        else:
            kept.append((start, end))
    start, end = max(((run[0][0], run[-1][1]) for run in runs if run), key=_length, default=(0, 0))
    if start == end:
        return None
    span = Span(hit.source, hit.start + start, hit.start + end)
    return replace(hit, passage=replace(hit.passage, span=span, text=hit.text[start:end]))


def clean(hits: Iterable[Hit], article: Callable[[str], Article], most: int) -> tuple[Hit, ...]:
    """The first hits as they may be shown: without what is planted in them for machines."""
    shown = (without_planted(hit, article(hit.source).layout) for hit in hits)
    return tuple(islice((hit for hit in shown if hit is not None), most))


def _length(place: tuple[int, int]) -> int:
    return place[1] - place[0]


def without_orders(text: str) -> str:
    """A text for a model to read: no order, no character that nobody sees."""
    shown, last = "", 0
    for start, end in orders_in(text):
        shown += text[last:start] + LEFT_OUT
        last = end
    return seen(shown + text[last:])


def seen(text: str) -> str:
    """The characters of a text that are seen."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)


def is_live(text: str) -> bool:
    """Whether a text holds a link, a picture or a tag."""
    return _LIVE.search(text) is not None


@cache
def _orders() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in order_patterns()), re.IGNORECASE)
