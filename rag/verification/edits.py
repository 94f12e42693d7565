"""Near copies: the words that a statement adds, drops, moves or replaces in its source.

Word lists cannot judge a paraphrase. A near copy can be compared word by word.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from dixit.index.text.tokens import words

_NEAR = 0.65
"""Minimum share of a near copy's words that the source has in the same order."""
_FEWEST = 6
"""Minimum length of a near copy, in words."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between a near copy and its source, as folded words.

    Attributes:
        share: Share of the statement's words that are kept in order, 0 to 1.
        put: Words that the source has nowhere.
        moved: Words that the source has elsewhere.
        dropped: Source words missing between two kept words.
        replaced: Source words and their replacement; either may be empty between two kept words.
    """

    share: float
    put: tuple[str, ...]
    moved: tuple[str, ...]
    dropped: tuple[str, ...]
    replaced: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1024)
def changes(statement: str, source: str) -> Changes | None:
    """Compare a statement with its source word by word.

    Args:
        statement: The statement.
        source: The cited text.

    Returns:
        The changes; None where the statement is short, or no near copy.
    """
    told, given = words(statement), words(source)
    if len(told) < _FEWEST:
        return None
    matcher = SequenceMatcher(None, told, given, autojunk=False)
    share = sum(piece.size for piece in matcher.get_matching_blocks()) / len(told)
    if share < _NEAR:
        return None
    steps = [
        (told[t0:t1], given[g0:g1])
        for kind, t0, t1, g0, g1 in matcher.get_opcodes()
        if kind != "equal" and (t1 > t0 or 0 < t0 < len(told))
    ]
    others = [word for put, _ in steps for word in put]
    held = set(given)
    return Changes(
        share,
        tuple(word for word in others if word not in held),
        tuple(word for word in others if word in held),
        tuple(word for put, lost in steps for word in lost),
        tuple((" ".join(lost), " ".join(put)) for put, lost in steps),
    )
