"""Proper names in a question or a statement, told apart from words that merely take a capital."""

import re

from dixit.index.text.tokens import document_tokens, stop_words, words
from dixit.rag.lang.lexicons import capitalised, openings, roles
from dixit.rag.lang.translation import translations
from dixit.rag.lang.word_lists import LANGUAGES

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁĽŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŸŹŻŽȘȚẞ"
_LOWER = "a-zà-öø-ÿœ"
_PARTICLE = (
    r"(?:de|di|da|del|dela|della|do|dos|das|du|van|von|der|den|bin|bint|ben|ibn|ould|al|el|le|la|of|e|y|&"
    r"|d['’]|dell['’])"
)
_CAPITAL = rf"[{_UPPER}](?!u?['’][{_LOWER}])[\w’'&.-]{{0,40}}[\w&]|[{_UPPER}](?![\w'’])\.?"
_JOINED = rf"(?:(?:{_PARTICLE}\s){{0,2}}(?:d['’]|dell['’])?)"
NAME = rf"(?:{_PARTICLE}\s)?(?:{_CAPITAL})(?:\s{_JOINED}(?:{_CAPITAL})){{0,9}}"
"""A pattern for a run of words with capitals, and the particles between them."""
TITLES = frozenset(
    "m m. mr mr. mrs mrs. ms ms. mme mlle dr dr. me prof prof. sir dame lord lady docteur maître"
    " professeur professor father sister madame monsieur pr pr.".split()
)
"""Courtesy and professional titles before a name."""
_NAME = re.compile(rf"\b{NAME}")
_PARTS = re.compile(r"['’]s(?:\s+|$)|\s+(?:of|and|et)\s+")
_INVERTED = re.compile(r"(?:-t)?-(?:ils?|elles?|on|je|tu|nous|vous|ce|les?|la|lui|moi)\b")


def without_inversion(text: str) -> str:
    """A text without the pronouns that French questions put behind the verb.

    Args:
        text: any text: "a-t-elle dit", "Peut-on".

    Returns:
        The text with a space for each such pronoun: "a dit", "Peut".
    """
    return _INVERTED.sub(" ", text)


def names_in(text: str) -> tuple[str, ...]:
    """The proper names in a question or a statement.

    Args:
        text: a question or a statement.

    Returns:
        Each name once, as written, in order: of "Renault's CEO" it is "Renault"; "Chinese" is none.
    """
    found: list[str] = []
    text = without_inversion(text)
    for match in _NAME.finditer(text):
        at_head = _opens(text[: match.start()])
        for part in _PARTS.split(match[0]):
            tokens = part.split()
            while tokens and tokens[0].islower():
                tokens.pop(0)
            if tokens and at_head and _asks(tokens[0]):
                tokens.pop(0)
                while tokens and tokens[0].islower():
                    tokens.pop(0)
            name = " ".join(tokens).strip("?.!,'’ ")
            if name and not _is_plain(name):
                found.append(name)
    return tuple(dict.fromkeys(found))


def _opens(before: str) -> bool:
    """Whether nothing, a greeting or another sentence stands before a word."""
    stripped = before.rstrip()
    return not any(c.isalnum() for c in stripped) or stripped.endswith((".", "!", "?", ","))


def _asks(word: str) -> bool:
    """Whether a capitalised word at the head of a question only opens it."""
    opening = openings().union(*map(stop_words, LANGUAGES))
    parts = words(word)
    return all(part in opening for part in parts) or any(map(_is_gerund, parts))


def _is_gerund(word: str) -> bool:
    """Whether an English word is a verb in -ing, and no Nanjing: it has a French translation."""
    stems = document_tokens(word, "en")
    return word.endswith("ing") and any(translations(stem, "en", "fr") for stem in stems)


def _is_plain(name: str) -> bool:
    """Whether every word is an office, a day, a people: capitals that name nobody."""
    plain = roles() | capitalised()
    return all(part in plain or part[0].isdigit() for part in words(name))
