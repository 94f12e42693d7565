"""Prompt injection: instructions to a machine in an article, and invisible characters.

An article is data. A chat model may follow an instruction that it is shown. Sentences with one are
therefore left out of the prompt, prove no statement, and are never quoted. The patterns do not
recognise every instruction; the verification of model output covers the rest.
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
"""Replacement for an instruction in the prompt."""
_UNSEEN = frozenset(("Cf", "Cc", "Co", "Cs"))
"""Unicode categories of invisible characters; line ends and tabs are kept."""
_LIVE = re.compile(r"https?://|!\[|\]\(|<\s*/?\s*\w+[^>]*>|<\||\|>|\[/?INST\]", re.IGNORECASE)
"""Links, images and tags, on which a page or a model may act."""


def orders_in(text: str) -> list[tuple[int, int]]:
    """Return the sentences that instruct a machine, or hold a link, an image or a tag.

    Args:
        text: The text.

    Returns:
        (start, end) of each sentence, in characters.
    """
    found = []
    for start, end in sentences(text):
        if addresses_machine(text[start:end]) or is_live(seen(text[start:end])):
            found.append((start, end))
    return found


@lru_cache(maxsize=4096)
def addresses_machine(sentence: str) -> bool:
    """Return whether a sentence instructs a machine, or somebody who answers for one."""
    return _orders().search(seen(sentence).replace("’", "'")) is not None


def is_planted(layout: Layout, start: int, end: int) -> bool:
    """Return whether a place overlaps an instruction, or a paragraph that opens with one.

    Args:
        layout: The layout of the text.
        start: First character of the place.
        end: The character after the place.
    """
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
    """Return a hit cut down to its longest run of sentences without instructions.

    Args:
        hit: The hit.
        layout: The layout of its document.

    Returns:
        The hit; None where no sentence is left.
    """
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
    """Return the first hits, each without instructions to a machine.

    Args:
        hits: Hits, best first.
        article: Returns the article of a source.
        most: Maximum number of hits.
    """
    shown = (without_planted(hit, article(hit.source).layout) for hit in hits)
    return tuple(islice((hit for hit in shown if hit is not None), most))


def _length(place: tuple[int, int]) -> int:
    """Return the length of a place, in characters."""
    return place[1] - place[0]


def without_orders(text: str) -> str:
    """Return a text for a prompt, without instructions and invisible characters."""
    shown, last = "", 0
    for start, end in orders_in(text):
        shown += text[last:start] + LEFT_OUT
        last = end
    return seen(shown + text[last:])


def seen(text: str) -> str:
    """Return the visible characters of a text."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)


def is_live(text: str) -> bool:
    """Return whether a text holds a link, an image or a tag."""
    return _LIVE.search(text) is not None


@cache
def _orders() -> re.Pattern[str]:
    """Return the pattern of all instructions."""
    return re.compile("|".join(f"(?:{one})" for one in order_patterns()), re.IGNORECASE)
