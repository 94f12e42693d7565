"""Whether a statement asserts, denies, doubts or asks what it says as the text it cites does."""

from rag.assertion import Frame, Kind, frames_of, frames_over
from rag.modality import is_hedged
from rag.pairs import Pair
from rag.polarity import denies, refuses

_MOST = 0.5
"""The share of a statement's telling words that a frame governs, to be the statement's own."""


def told_kinds(pair: Pair) -> frozenset[Kind]:
    """What the statement itself does with most of what it says."""
    return frozenset(frame.kind for frame in frames_of(pair.statement, pair.language)
                     if _governs_most(frame, pair))  # fmt: skip


def given_kinds(pair: Pair) -> frozenset[Kind]:
    """What the cited text does with that; nothing where it asserts it."""
    frames = frames_of(pair.cited, pair.cited_language)
    inside = {frame.scope for frame in frames}
    places = pair.places().values()
    free = sum(
        any(not any(s <= start and end <= e for s, e in inside) for start, end in at)
        for at in places
    )
    return frozenset(f.kind for f in frames if pair.held(f.scope) > free)


def is_framed(pair: Pair) -> bool:
    """Whether the statement denies what it says by a frame, or the cited text frames it."""
    return "denied" in told_kinds(pair) or bool(given_kinds(pair))


def takes_back(pair: Pair) -> bool:
    """Whether one of the two denies, doubts, asks or makes depend what the other one does not."""
    told, given = told_kinds(pair), given_kinds(pair)
    if any(not _grants(kind, pair, told) for kind in given):
        return True
    if "denied" in told:
        denied = denies(pair.sentence()) or refuses(pair.sentence(), pair.cited_language)
        return not denied and given.isdisjoint({"denied", "doubted"})
    return bool(told - given) and not given and not is_hedged(pair.sentence(), pair.cited_language)


def is_asserted(pair: Pair, start: int, end: int) -> bool:
    """Whether the cited text does with a place of it what the statement does."""
    told = told_kinds(pair)
    over = frames_over(pair.cited, start, end, pair.cited_language)
    return all(_grants(frame.kind, pair, told) for frame in over)


def _grants(kind: Kind, pair: Pair, told: frozenset[Kind]) -> bool:
    """Whether the statement says, too, that something is denied, doubted, asked or depends."""
    if kind == "denied":
        return (
            not told.isdisjoint({"denied", "doubted"})
            or denies(pair.statement)
            or refuses(pair.statement, pair.language)
        )
    return bool(told) or is_hedged(pair.statement, pair.language)


def _governs_most(frame: Frame, pair: Pair) -> bool:
    governed = Pair(
        pair.statement[frame.scope[0] : frame.scope[1]],
        pair.language,
        "",
        pair.cited_language,
    ).telling()
    return len(governed) >= _MOST * len(pair.telling())
