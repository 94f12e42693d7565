"""Words cut at a line end: whether the hyphen is the typesetter's or the word's own.

A hyphen at a line end belongs to a compound, as in "vice-président", or was put there to cut the
word, as in "gouverne-ment". The text itself tells first: a word that stands elsewhere in it, whole
or hyphenated. Then the parts tell: a capital or a figure, a word that compounds begin or end with.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache

from dixit.index.text.tokens import fold
from dixit.rag.lang.word_lists import named_lines

_SOFT = "\u00ad\u2010"
"""Hyphens that only typesetters use: the soft one, and the one that browsers cut words with."""
HYPHEN = "\ufffe"
"""Stands for a hyphen at the end of a line that the next one goes on from."""
_CUT = re.compile(rf"[^\W_][-{_SOFT}{HYPHEN}]$")
_LAST = re.compile(r"[^\W_]+(?:['’][^\W_]+)*$")
_FIRST = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def vocabulary(text: str) -> Mapping[str, int]:
    """How often each word stands in a text, folded, compounds with their hyphens."""
    return Counter(_WORD.findall(fold(text)))


def without_hyphen(line: str, following: str, known: Collection[str]) -> bool:
    """Whether a word that ends a line was cut by the typesetter.

    Args:
        line: the line without its hyphen.
        following: the next line.
        known: the words that stand elsewhere in the text, folded.
    """
    first, last = _LAST.search(line), _FIRST.match(following)
    if first is None or last is None or not last[0][0].islower():
        return False
    begins, ends = fold(first[0]), fold(last[0])
    begins = re.split(r"['’]", begins)[-1]
    if f"{begins}{ends}" in known:
        return True
    if f"{begins}-{ends}" in known or line[: first.start()].endswith("-"):
        return False
    beginnings, endings = _compounds()
    return begins not in beginnings and ends not in endings and not begins.isdigit()


def is_cut(line: str) -> bool:
    """Whether a line ends within a word or a compound."""
    return _CUT.search(line) is not None


def is_soft(hyphen: str) -> bool:
    """Whether a hyphen at a line end is always the typesetter's."""
    return hyphen in _SOFT


@cache
def _compounds() -> tuple[frozenset[str], frozenset[str]]:
    """The words that compounds begin with, and those that they end with."""
    listed: dict[str, set[str]] = {"first": set(), "last": set()}
    for kind, written in named_lines("compounds.txt"):
        listed[kind].update(written.split())
    return frozenset(listed["first"]), frozenset(listed["last"])
