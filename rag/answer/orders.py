"""Sentences of an article that give orders to a machine, and characters that nobody sees.

An article is data. A chat model that is shown an order in it may follow it, so that none is shown:
an order is left out of the prompt, and words of one prove nothing. Not every order is known by its
words; whatever a model makes of those is checked like all it writes.
"""

import re
import unicodedata
from functools import cache

from rag.sentences import sentences
from rag.vocabulary import order_patterns

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
        sentence = seen(text[start:end])
        if _orders().search(sentence) or is_live(sentence):
            found.append((start, end))
    return found


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
