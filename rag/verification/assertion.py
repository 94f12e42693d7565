"""Frames around clauses: words that deny, doubt, question or condition what follows.

"Renault will buy Geely" occurs in "It is not true that Renault will buy Geely", which asserts the
opposite. The words are listed in `lexicon/frames.txt`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dixit.rag.lang.lexicons import saying
from dixit.rag.lang.phrases import Found, Token, found_in, tokens, words_listed
from dixit.rag.parsing.sentences import sentences

Kind = Literal["denied", "doubted", "conditional", "asked"]

_LIST = "frames.txt"
_HARD = frozenset(";:")
_AND = frozenset({"et", "mais", "and", "but", "or", "car", "yet"})
"""Conjunctions that begin another main clause behind a comma."""
_THAT = frozenset({"que", "that", "si", "whether", "if"})
_ENDS = frozenset({",", ".", ";", ":"})
_WHO = frozenset({"qui", "who", "which", "lequel", "laquelle"})
_ASIDE = 6
"""Maximum distance of a cue from "who" inside a relative clause, in words."""
_AGAIN = 4
"""Maximum distance of a reporting verb from "and" that begins another report, in words."""
_OPENING, _CLOSING = '«“"(', '»”")'


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue and the clause that it governs; positions are (start, end) in characters.

    Attributes:
        kind: What the cue does with the clause.
        cue: The governing words.
        scope: The governed clause.
        ahead: The words of the clause before the cue; they may hold the subject of the scope.
        only_exact: Whether only the clause directly behind the cue is governed, word for word.
    """

    kind: Kind
    cue: tuple[int, int]
    scope: tuple[int, int]
    ahead: tuple[int, int]
    only_exact: bool = False


@lru_cache(maxsize=2048)
def frames_of(text: str, language: str) -> tuple[Frame, ...]:
    """Return the frames of a text, sentence by sentence.

    Args:
        text: The text.
        language: Its language code.
    """
    found: list[Frame] = []
    for start, end in sentences(text):
        row = tokens(text[start:end])
        moved = [Token(t.word, t.start + start, t.end + start) for t in row]
        found.extend(_in_sentence(moved, language))
    return tuple(found)


def frames_over(text: str, start: int, end: int, language: str) -> tuple[Frame, ...]:
    """Return the frames that govern a place of a text from outside it; empty for an assertion.

    Args:
        text: The text.
        start: First character of the place.
        end: The character after the place.
        language: The text's language code.
    """
    return tuple(
        frame
        for frame in frames_of(text, language)
        if frame.scope[0] <= start
        and end <= frame.scope[1] + 1
        and not (start <= frame.cue[0] and frame.cue[1] <= end)
        and (not frame.only_exact or start <= frame.scope[0])
    )


def contests_source(text: str, language: str) -> bool:
    """Return whether a text contradicts its source: "contrary to what the article says".

    Args:
        text: The text.
        language: Its language code.
    """
    return any(found.name == "against" for found in found_in(tokens(text), _LIST, language))


def _in_sentence(row: Sequence[Token], language: str) -> Iterator[Frame]:
    """Yield the frames of one sentence."""
    if not row:
        return
    for found in found_in(row, _LIST, language):
        kind, _, side = found.name.partition("-")
        cue = row[found.first].start, row[found.after - 1].end
        for first, after in _scopes(row, found, side):
            if first < after:
                scope = row[first].start, row[after - 1].end
                begun = _begun(row, found.first) if side == "ahead" else found.first
                ahead = row[begun].start, cue[0]
                yield Frame(kind, cue, scope, ahead, side == "exact")  # type: ignore[arg-type]
    if _asks(row):
        first = _begun(row, len(row) - 1)
        start, end = row[first].start, row[-1].end
        if row[first].word not in words_listed(_LIST, language).get("presupposing", ()):
            yield Frame("asked", (row[-1].start, end), (start, end), (start, start))


def _asks(row: Sequence[Token]) -> bool:
    """Return whether a sentence ends with a question mark."""
    last = next((t.word for t in reversed(row) if t.word not in "»”\"')*_"), "")
    return last == "?"


def _scopes(row: Sequence[Token], found: Found, side: str) -> Iterator[tuple[int, int]]:
    """Yield the tokens that a phrase governs: the index of the first and the one after the last."""
    behind = row[found.after].word if found.after < len(row) else ""
    if row[found.after - 1].word == "that" and behind in _ENDS:
        # "disputed that, saying ...": a pronoun.
        return
    if side in ("ahead", "beside", "exact"):
        yield found.after, _ended(row, found)
    elif side == "behind":
        yield _begun(row, found.first), found.first
    elif side == "within":
        yield from _without_asides(row, _begun(row, found.first), _closed(row, found.after))


def _without_asides(row: Sequence[Token], first: int, after: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a clause outside its relative clauses between commas."""
    start = first
    while start < after:
        comma = next(
            (n for n in range(start, after - 1) if row[n].word == "," and row[n + 1].word in _WHO),
            after,
        )
        yield start, comma
        start = next((n for n in range(comma + 1, after) if row[n].word == ","), after)


def _begun(row: Sequence[Token], at: int) -> int:
    """Return the index where the main clause around a token begins."""
    for number in range(at - 1, -1, -1):
        if row[number].word in _HARD or row[number].word in _OPENING:
            return number + 1
        if row[number].word in _AND and number and row[number - 1].word == ",":
            return number + 1
    return 0


def _closed(row: Sequence[Token], at: int) -> int:
    """Return the index where the main clause around a token ends."""
    for number in range(at, len(row)):
        if row[number].word in _HARD or row[number].word in _CLOSING:
            return number
        if row[number].word == "," and number + 1 < len(row) and row[number + 1].word in _AND:
            return number
    return len(row)


def _ended(row: Sequence[Token], found: Found) -> int:
    """Return where the clause that a phrase governs ends; without "that", at the next comma."""
    limit = _reported_anew(row, found.after, _closed(row, found.after))
    if row[found.after - 1].word in _THAT and not _is_aside(row, found.first):
        return limit
    return next((n for n in range(found.after, limit) if row[n].word == ","), limit)


def _reported_anew(row: Sequence[Token], first: int, limit: int) -> int:
    """Return where another report begins: "denied that ..., and explained that"."""
    for number in range(first, limit):
        if row[number].word in _AND:
            behind = [t.word for t in row[number + 1 : number + 1 + _AGAIN]]
            if not saying().isdisjoint(behind) and not _THAT.isdisjoint(behind):
                return number
    return limit


def _is_aside(row: Sequence[Token], at: int) -> bool:
    """Return whether a phrase is in a relative clause between commas."""
    before = [t.word for t in row[max(0, at - _ASIDE) : at]]
    if "," not in before:
        return False
    behind = before[len(before) - before[::-1].index(",") :]
    return bool(behind) and behind[0] in _WHO
