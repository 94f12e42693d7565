"""Extents of noun phrases: the first and the last token."""

from dixit.rag.lang.lexicons import capitalised, reporting, roles, small_words
from dixit.rag.lang.names import TITLES
from dixit.rag.quotations.grammar.phrase_words import (
    BEING,
    PARTICLES,
    is_determiner,
    is_small,
    is_speaking,
)
from dixit.rag.quotations.grammar.tokens import Frame

_UNITS_OF_TIME = frozenset(
    "ans mois jours semaines heures minutes years months days weeks hours minutes".split()
)


def may_begin(frame: Frame, at: int, end: int) -> bool:
    """Return whether a token can open a noun phrase that denotes a speaker.

    Args:
        frame: The frame.
        at: Index of the token.
        end: Index after the last token that the phrase may use.
    """
    token = frame[at]
    word = token.word
    if word == "a" and _is_auxiliary(frame, at):
        return False
    if is_determiner(frame, at):
        return at + 1 < end and frame[at + 1].is_word
    if word in ("de", "d'", "von", "van", "el", "al", "bin"):
        return at + 1 < end and frame[at + 1].is_capital
    if word == "me" and not token.is_capital:
        return False
    before_name = at + 2 < end and frame[at + 1].is_capital and frame[at + 2].is_capital
    if not token.is_capital and before_name and not is_small(token) and word not in reporting():
        return word not in small_words("adverb")  # "designer Kofi Brandt"
    if not token.is_capital and not is_small(token) and _leads_on(frame, at):
        return word not in reporting()  # "provincial health officer Maria Dela Peña"
    if token.is_capital:
        # Capitalised only as the first word: "Interrogé", "Dans", "Yesterday".
        if at == 0 and any(verb.form == "present" for verb in reporting().get(word, ())):
            return False
        return not (word in small_words("circumstance") or word in small_words("adverb")) and (
            at > 0
            or not word.endswith(("é", "ée", "és", "ées", "ed", "ing"))
            or _in_name(frame, at)
            or (at + 1 < end and is_speaking(frame[at + 1].word))  # "Presiding judge Jane Doe"
        )
    return is_speaking(word) or word in TITLES


def _is_auxiliary(frame: Frame, at: int) -> bool:
    """Return whether "a" is the French verb rather than the English article."""
    before = frame[at - 1].word if at else ""
    following = frame[at + 1].word if at + 1 < len(frame) else ""
    return before in _CLITICS or following.endswith(("é", "ée"))


_CLITICS = frozenset("m' t' l' s' n' y il elle qui on nous vous lui leur ça cela".split())
"""French words before "a" that show a verb."""


def _in_name(frame: Frame, at: int) -> bool:
    """Return whether the next token is capitalised."""
    return at + 1 < len(frame) and frame[at + 1].is_capital


def phrase_end(frame: Frame, at: int, end: int) -> int:
    """Return the index after the last token of a noun phrase.

    Args:
        frame: The frame.
        at: First token of the phrase, for which `may_begin` holds.
        end: Index after the last token that the phrase may use.

    Example: "la maire de Lyon a dit" ends before "a". Function words at the end are cut off.
    """
    i, named = at + 1, _is_named(frame, at)
    determined = is_determiner(frame, at)
    while i < end and frame[i].is_word:
        following = _past(frame, i, at, end, named, determined)
        if following == i:
            break
        named = named or _is_named(frame, i)
        i = following
    while i > at and is_small(frame[i - 1]) and not frame[i - 1].is_capital:
        i -= 1
    return i


def _is_named(frame: Frame, at: int) -> bool:
    """Return whether a token is capitalised and no title."""
    return frame[at].is_capital and frame[at].word not in TITLES


def _past(frame: Frame, at: int, first: int, end: int, named: bool, determined: bool) -> int:
    """Return the index after a token that belongs to the phrase; `at` where it does not.

    Args:
        frame: The frame.
        at: Index of the token.
        first: First token of the phrase.
        end: Index after the last token that the phrase may use.
        named: Whether the phrase already holds a capitalised token.
        determined: Whether a determiner opens the phrase.
    """
    word = frame[at].word
    if frame[at].is_capital:
        return at if word in capitalised() and word in small_words("circumstance") else at + 1
    is_particle = word in PARTICLES or (word == "en" and determined)
    if word in ("to", "with") and frame[at - 1].word in ("close", "familiar"):
        return at + 1  # "a source close to the board"
    if is_particle and named and at + 1 < end and frame[at + 1].is_capital:
        return at + 1  # "l'association Vélo en Béarn"
    if word in small_words("inner"):
        return _joined(frame, at, end, named, determined) or at
    is_organisation = word in small_words("house") and determined and not named
    if is_organisation and _names_house(frame, at, end):
        return at + 1
    if _ends_phrase(frame, at, first):
        return at
    is_owned = _is_owned(frame, at, first, end)
    is_bare_name = named and not determined and word not in TITLES and not _leads_on(frame, at)
    if is_owned:
        return at + 1
    return at if is_bare_name else at + 1


def _is_owned(frame: Frame, at: int, first: int, end: int) -> bool:
    """Return whether a token belongs to what somebody owns: "Rudd's allies", "Ryo's last chair"."""
    owner = next((i for i in range(max(first, at - 3), at) if _is_possessive(frame, i)), None)
    if owner is None or frame[at].is_capital:
        return False
    if any(is_speaking(frame[i].word) for i in range(owner + 1, at)):
        return False
    return any(is_speaking(frame[i].word) for i in range(at, min(end, owner + 4)))


def _is_possessive(frame: Frame, at: int) -> bool:
    """Return whether a token is a noun or a name in the possessive."""
    return frame[at].word.endswith(("'s", "s'"))


def _leads_on(frame: Frame, at: int) -> bool:
    """Return whether a lower-case office stands between an organisation and a personal name.

    Example: "County emergency manager LaShonda Pruitt".
    """
    for i in range(at, min(at + 3, len(frame) - 1)):
        if frame[i].is_capital or not frame[i].is_word or frame[i].word in small_words("inner"):
            return False
        if frame[i].word in roles() or frame[i].word in small_words("people"):
            return frame[i + 1].is_capital
    return False


def _joined(frame: Frame, at: int, end: int, named: bool, determined: bool) -> int:
    """Return the index where a phrase goes on behind a preposition or "and"; 0 where it ends."""
    word = frame[at].word
    following = frame[at + 1] if at + 1 < end else None
    if following is None or not following.is_word:
        return 0
    if word in ("et", "and", "&"):
        goes_on = following.is_capital and named
        goes_on = goes_on or following.word.removesuffix("s") in roles() or following.word == "de"
        return at + 1 if goes_on else 0
    if (
        word in ("au", "aux", "à")
        and frame[at - 1].word in small_words("body")
        and not following.is_capital
    ):
        return at + 1  # "la marque au losange"
    if word in ("à", "aux") and is_speaking(frame[at - 1].word) and not following.is_capital:
        return at + 1  # "l'adjoint aux finances"
    if word in ("à", "au", "aux", "for", "pour"):
        behind = following.word in small_words("determiner")
        noun = frame[at + 2] if behind and at + 2 < end else following
        if not determined or following.word in small_words("circumstance"):
            return 0
        return at + 1 if noun.is_capital or is_speaking(noun.word) or word == "for" else 0
    return at + 1


def _names_house(frame: Frame, at: int, end: int) -> bool:
    """Return whether the next noun is the name of an organisation or a place."""
    following = frame[at + 1] if at + 1 < end else None
    if following is None:
        return False
    if following.word in small_words("determiner") and at + 2 < end:
        following = frame[at + 2]
    return (following.is_capital and following.word not in small_words("circumstance")) or (
        following.word in small_words("body")
    )


def _ends_phrase(frame: Frame, at: int, first: int) -> bool:
    """Return whether a lower-case token ends the phrase: a pronoun, a verb, an adverb."""
    word = frame[at].word
    if word in ("he", "she", "they", "i", "we", "you", "it", "il", "elle", "ils", "elles"):
        return True
    if word.startswith("-") or word in BEING:
        return True
    if word[0].isdigit() and at + 1 < len(frame) and frame[at + 1].word in _UNITS_OF_TIME:
        return True  # "le chef de l'État 80 ans plus tard"
    if word in small_words("adverb") and not is_determiner(frame, at - 1):
        return True
    if word in small_words("circumstance"):
        return True
    if word in small_words("auxiliary") and word not in ("'s",):
        return True
    before = frame[at - 1].word
    if at - 1 == first and before in small_words("determiner") | small_words("quantity"):
        return False
    forms = (v for v in reporting().get(word, ()) if v.infinitive != word)
    return any(verb.form in ("finite", "past") for verb in forms) and not (
        is_speaking(word) and before in small_words("determiner") | small_words("inner")
    )
