"""Framing: whether a statement asserts, denies, doubts or questions as the cited text does."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from dixit.index.text.tokens import words
from dixit.rag.lang.lexicons import saying
from dixit.rag.lang.polarity import denies, refuses
from dixit.rag.verification.assertion import Frame, Kind, contests_source, frames_of, frames_over
from dixit.rag.verification.modality import is_hedged, is_open
from dixit.rag.verification.statement_pair import Pair

_MOST = 0.5
"""Minimum share of content words in a frame for it to count for the whole statement."""


def takes_back(pair: Pair) -> bool:
    """Return whether the statement and the cited text differ in their framing.

    True where one of them denies, doubts, questions or makes conditional what the other asserts.

    Args:
        pair: The statement and the cited text.
    """
    told, given = told_kinds(pair), given_kinds(pair)
    if contests_source(pair.statement, pair.language):
        return not contests_source(pair.cited, pair.cited_language)
    if any(not _grants(kind, pair) for kind in given):
        return True
    around = pair.sentence()
    if "denied" in told:
        denied = denies(around) or refuses(around, pair.cited_language)
        return not denied and given.isdisjoint({"denied", "doubted"})
    reports = not saying().isdisjoint(words(around))
    return bool(told) and not (given or reports or is_hedged(around, pair.cited_language))


def is_framed(pair: Pair) -> bool:
    """Return whether the statement denies its content by a frame, or the cited text frames it.

    Args:
        pair: The statement and the cited text.
    """
    return "denied" in told_kinds(pair) or bool(given_kinds(pair))


def is_asserted(pair: Pair, start: int, end: int) -> bool:
    """Return whether the frames around a place of the cited text are also in the statement.

    Args:
        pair: The statement and the cited text.
        start: First character of the place in the cited text.
        end: The character after the place.
    """
    over = frames_over(pair.cited, start, end, pair.cited_language)
    return all(_grants(frame.kind, pair) for frame in over)


@lru_cache(maxsize=1024)
def told_kinds(pair: Pair) -> frozenset[Kind]:
    """Return the kinds of the frames that govern most of the statement."""
    frames = frames_of(pair.statement, pair.language)
    return frozenset(f.kind for f in frames if not f.only_exact and _governs_most(f, pair))


@lru_cache(maxsize=1024)
def given_kinds(pair: Pair) -> frozenset[Kind]:
    """Return the kinds of the frames over the same content in the cited text, if any."""
    frames = [f for f in frames_of(pair.cited, pair.cited_language) if not f.only_exact]
    return frozenset(f.kind for f in frames if pair.held(f.scope) > _free(pair, f, frames))


def _free(pair: Pair, frame: Frame, frames: Sequence[Frame]) -> int:
    """Return the number of content words in the cited text that no frame governs."""
    governed = [frame.ahead, *(each.scope for each in frames)]
    return sum(
        any(not any(s <= start and end <= e for s, e in governed) for start, end in at)
        for at in pair.places().values()
    )


def _grants(kind: Kind, pair: Pair) -> bool:
    """Return whether the statement has a frame that corresponds to one of the cited text."""
    told = {f.kind for f in frames_of(pair.statement, pair.language) if not f.only_exact}
    if kind == "denied":
        return (
            not told.isdisjoint({"denied", "doubted"})
            or denies(pair.statement)
            or refuses(pair.statement, pair.language)
        )
    return bool(told) or (kind != "asked" and is_open(pair.statement, pair.language))


def _governs_most(frame: Frame, pair: Pair) -> bool:
    """Return whether a frame governs most of the statement's content words outside its cue."""
    text, (start, end), (first, last) = pair.statement, frame.scope, frame.cue
    governed = replace(pair, statement=text[start:end]).telling()
    others = replace(pair, statement=f"{text[:first]} {text[last:]}").telling()
    return len(governed) >= _MOST * len(others)
