"""Modality: whether a text presents its content as possible, planned, done or certain.

Verb forms are recognised by their endings, words by the lists of `lexicon/modality.txt`.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache

from dixit.index.text.tokens import words
from dixit.rag.lang.lexicons import telling
from dixit.rag.lang.phrases import Token, found_in, tokens, words_listed
from dixit.rag.lang.polarity import denies, is_hedge
from dixit.rag.verification.assertion import frames_of
from dixit.rag.verification.statement_pair import Pair

_FILE = "modality.txt"
_MODES = frozenset({"possible", "conditional", "future", "planned", "done", "certain", "hearsay"})
_OPEN = frozenset({"possible", "conditional"})
_TO_COME = frozenset({"future", "planned"})
_OVER = frozenset({"done", "past"})


@lru_cache(maxsize=2048)
def modes_of(text: str, language: str) -> frozenset[str]:
    """Return the modes of a text: "possible", "conditional", "future", "planned", "done", ...

    "done" is a form that is certainly a completed action. "past" is a form that may be a past tense
    or an adjective.

    Args:
        text: The text.
        language: Its language code.
    """
    row = [token for token in tokens(text) if not _is_name(token, text)]
    phrases = [f for f in found_in(row, _FILE, language) if f.name in _MODES]
    found = {phrase.name for phrase in phrases}
    for mode in ("conditional", "future"):
        if any(_ends(token.word, f"{mode}-ending", language) for token in row):
            found.add(mode)
    taken = {n for phrase in phrases for n in range(phrase.first, phrase.after)}
    free = [n for n in range(len(row)) if n not in taken]
    if any(_is_done(row, n, taken, text, language) for n in free):
        found.add("done")
    if any(_is_past(row, n, language) for n in free):
        found.add("past")
    return frozenset(found)


def is_open(text: str, language: str) -> bool:
    """Return whether a text presents its content as no more than possible.

    Args:
        text: The text.
        language: Its language code.
    """
    if not modes_of(text, language).isdisjoint(_OPEN):
        return True
    framed = any(frame.kind != "denied" for frame in frames_of(text, language))
    return framed or any(is_hedge(t.word) for t in tokens(text) if not _is_name(t, text))


def is_hedged(text: str, language: str) -> bool:
    """Return whether a text presents its content as no more than possible, future or planned.

    Args:
        text: The text.
        language: Its language code.
    """
    return is_open(text, language) or not modes_of(text, language).isdisjoint(_TO_COME)


def surer(pair: Pair) -> bool:
    """Return whether a statement presents as done or certain what the cited text leaves open.

    Args:
        pair: The statement and the cited text.
    """
    told = modes_of(pair.statement, pair.language)
    given = modes_of(pair.clause(), pair.cited_language)
    around = pair.sentence()
    left_open = is_open(pair.statement, pair.language) or "hearsay" in told
    if "possible" in given and not left_open:
        return True
    # "Said that it would" may be reported as "will".
    told_on = "future" in told and not telling().isdisjoint(words(pair.statement))
    if "conditional" in given and not left_open and not told_on:
        return True
    comes = not given.isdisjoint(_TO_COME)
    if comes and given.isdisjoint(_OVER) and not denies(pair.statement):
        over = "done" in told or ("past" in told and "planned" not in told)
        if over and told.isdisjoint({"future", *_OPEN}):
            return True
    modes = modes_of(around, pair.cited_language)
    unsure = not modes.isdisjoint({*_OPEN, *_TO_COME})
    return "certain" in told and "certain" not in modes and unsure


def _is_name(token: Token, text: str) -> bool:
    """Return whether a word is capitalised inside a sentence: "the month of May"."""
    before = text[: token.start].rstrip(" «“\"'(")
    return text[token.start].isupper() and bool(before) and before[-1] not in ".!?:\n"


def _is_done(
    row: Sequence[Token], number: int, taken: Collection[int], text: str, language: str
) -> bool:
    """Return whether a word is an unambiguous past form, or an auxiliary with its participle."""
    lists = words_listed(_FILE, language)
    token = row[number]
    if token.word in lists.get("past", ()) and token.word not in telling():
        return not _is_base(row, number, language)
    if text[token.start : token.end].casefold() not in lists.get("helper", ()):
        return False
    between = lists.get("between", frozenset())
    behind = next((n for n in range(number + 1, len(row)) if row[n].word not in between), None)
    if behind is None or behind in taken or row[behind].word in telling():
        return False
    participle = text[row[behind].start : row[behind].end].casefold()
    past = lists.get("past", frozenset())
    return participle in past or participle.endswith(tuple(lists.get("participle-ending", ())))


def _is_past(row: Sequence[Token], number: int, language: str) -> bool:
    """Return whether a word has the ending of a past tense and no exception applies."""
    excepted = words_listed(_FILE, language).get("not-past", ())
    articles = words_listed(_FILE, language).get("article", ())
    word = row[number].word
    return (
        word not in excepted
        and word not in telling()
        and _ends(word, "past-ending", language)
        and not _is_base(row, number, language)
        and (not number or row[number - 1].word not in articles)
    )


def _is_base(row: Sequence[Token], number: int, language: str) -> bool:
    """Return whether a modal stands within two words before a word: "will", "to be"."""
    modal = words_listed(_FILE, language).get("modal", frozenset())
    return not modal.isdisjoint(token.word for token in row[max(0, number - 2) : number])


def _ends(word: str, name: str, language: str) -> bool:
    """Return whether a word has one of the endings of a list, and is no exception to it."""
    lists = words_listed(_FILE, language)
    endings, excepted = lists.get(name, ()), lists.get("not", ())
    return len(word) > 3 and word not in excepted and word.endswith(tuple(endings))
