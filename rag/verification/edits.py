"""A statement that is its source but for a few words: which words were put, dropped or moved.

What a paraphrase says otherwise cannot be told from what it changes by words alone; a near copy can
be read word by word.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

from dixit.index.text.tokens import words

_NEAR = 0.65
"""The share of a statement's words that stand in its source in their order, in a near copy."""
_FEWEST = 6
"""Words of a statement that can be one."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a near copy changed, as folded words."""

    share: float
    """Of the statement's words, those kept in their order."""
    put: tuple[str, ...]
    """Words that the source has nowhere."""
    moved: tuple[str, ...]
    """Words that the source has elsewhere."""
    dropped: tuple[str, ...]
    """Words of the source between two that were kept."""
    replaced: tuple[tuple[str, str], ...]
    """Words of the source and those in their place; either may be empty, between two kept."""


def changes(statement: str, source: str) -> Changes | None:
    """What a near copy of some of a source's words changed; None where it is none."""
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
