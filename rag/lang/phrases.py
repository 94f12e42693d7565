"""Phrases of several words, listed by language, and where a text has them.

A line of a list file is a list's name, a colon, and phrases parted by "|". In a phrase "/" parts
words of which any may stand there, "*" ends the beginning of a word, and ".." stands for up to six
words or commas.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dixit.index.text.tokens import fold
from dixit.rag.lang.word_lists import named_lines, named_lists

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*['’ʼ]?|[^\w\s]")
_ELIDED = {
    **{letter + "'": letter + "e" for letter in "cdjlmnst"},
    **{word + "'": word + "e" for word in ("qu", "jusqu", "lorsqu", "puisqu", "quoiqu")},
}
_SI = frozenset({"il", "ils"})
"""Words before which "si" is written "s'"."""
_NOT = {"wo": "will", "ca": "can", "sha": "shall"}
"""What is left of a verb before "n't", and the verb."""
_GAP = 6
_STOPS = frozenset(".;:!?")


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word or a mark of a text, and its place; an elided word is written in full."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of a list in a row of tokens."""

    name: str
    """Of the list."""
    first: int
    after: int
    """The number of the token behind it."""


Phrase = tuple[tuple[str, ...], ...]


def tokens(text: str) -> tuple[Token, ...]:
    """The words and punctuation marks of a text, contractions written out.

    Args:
        text: any text.

    Returns:
        Folded tokens in order: "n'est" gives "ne" and "est", "isn't" gives "is" and "not".
    """
    found: list[Token] = []
    matches = list(_WORD.finditer(text))
    for number, match in enumerate(matches):
        word = fold(match[0])
        behind = fold(matches[number + 1][0]) if number + 1 < len(matches) else ""
        if word.endswith("n'") and len(word) > 2 and behind == "t":
            verb = word.removesuffix("n'")
            found.append(Token(_NOT.get(verb, verb), match.start(), match.end() - 2))
            found.append(Token("not", match.end() - 2, match.end() + 1))
        elif word == "t" and found and found[-1].end > match.start():
            continue
        elif word == "s'" and behind in _SI:
            found.append(Token("si", match.start(), match.end()))
        elif word == "cannot":
            found.append(Token("can", match.start(), match.start() + 3))
            found.append(Token("not", match.start() + 3, match.end()))
        else:
            plain = _ELIDED.get(word, word.rstrip("'") or "'")
            found.append(Token(plain, match.start(), match.end()))
    return tuple(found)


@cache
def listed(file: str, language: str) -> dict[str, tuple[Phrase, ...]]:
    """The phrases of a file's lists.

    Args:
        file: the name of a file of the lexicon.
        language: an ISO 639-1 code.

    Returns:
        By the name of each list its phrases; empty where the language has no such file.
    """
    found: defaultdict[str, list[Phrase]] = defaultdict(list)
    for name, phrases in named_lines(file, language):
        found[name].extend(_phrase(phrase) for phrase in phrases.split(" | "))
    return {name: tuple(phrases) for name, phrases in found.items()}


@cache
def words_listed(file: str, language: str) -> dict[str, frozenset[str]]:
    """The words of a file's lists, as they are written.

    Args:
        file: the name of a file of the lexicon.
        language: an ISO 639-1 code.

    Returns:
        By the name of each list its words; empty where the language has no such file.
    """
    return {name: words - {"|"} for name, words in named_lists(file, language).items()}


def found_in(row: Sequence[Token], file: str, language: str) -> tuple[Found, ...]:
    """The listed phrases in a row of tokens.

    Args:
        row: tokens, as `tokens` gives them.
        file: the name of a file of the lexicon.
        language: an ISO 639-1 code.

    Returns:
        The phrases in order of place; of two that overlap, the longer one.
    """
    return _settled(
        [
            Found(name, at, after)
            for at, token in enumerate(row)
            for name, phrase in _starting(file, language, token.word)
            if (after := _match(phrase, row, at)) is not None
        ]
    )


def holds(text: str, file: str, name: str, language: str) -> bool:
    """Whether a text has a phrase of one list."""
    return any(found.name == name for found in found_in(tokens(text), file, language))


def _settled(found: list[Found]) -> tuple[Found, ...]:
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.first - f.after, f.first)):
        if all(one.after <= other.first or other.after <= one.first for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda f: f.first))


def _match(phrase: Phrase, row: Sequence[Token], at: int) -> int | None:
    """The number of the token behind a phrase that begins at one; None where it is not there."""
    if not phrase:
        return at
    if phrase[0] == ("..",):
        for skipped in range(_GAP + 1):
            if at + skipped < len(row) and skipped and row[at + skipped - 1].word in _STOPS:
                return None
            if (after := _match(phrase[1:], row, at + skipped)) is not None:
                return after
        return None
    if at >= len(row) or not any(_is_word(row[at].word, one) for one in phrase[0]):
        return None
    return _match(phrase[1:], row, at + 1)


def _is_word(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _starting(file: str, language: str, word: str) -> list[tuple[str, Phrase]]:
    """The phrases of a file that may begin with a word."""
    exact, beginnings = _by_first_word(file, language)
    begun = [
        pair for start, pairs in beginnings.items() if word.startswith(start) for pair in pairs
    ]
    return [*exact.get(word, ()), *begun]


@cache
def _by_first_word(
    file: str, language: str
) -> tuple[dict[str, list[tuple[str, Phrase]]], dict[str, list[tuple[str, Phrase]]]]:
    exact: defaultdict[str, list[tuple[str, Phrase]]] = defaultdict(list)
    beginnings: defaultdict[str, list[tuple[str, Phrase]]] = defaultdict(list)
    for name, phrases in listed(file, language).items():
        for phrase in phrases:
            for word in phrase[0]:
                if word.endswith("*"):
                    beginnings[word[:-1]].append((name, phrase))
                else:
                    exact[word].append((name, phrase))
    return exact, beginnings


def _phrase(written: str) -> Phrase:
    parts: list[tuple[str, ...]] = []
    for part in written.split():
        if part == ".." or "*" in part or "/" in part:
            parts.append(tuple(map(fold, part.split("/"))) if part != "/" else (part,))
        else:
            parts.extend((token.word,) for token in tokens(part))
    return tuple(parts)
