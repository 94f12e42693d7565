"""Adjuncts beside an attribution: expressions of time, place, manner and addressee."""

from functools import cache

from dixit.rag.lang.lexicons import small_words
from dixit.rag.quotations.grammar.phrase_words import is_speaking
from dixit.rag.quotations.grammar.tokens import Frame

LEADING = frozenset(
    "dans à au aux sur lors devant pendant par en auprès via après avant depuis face chez suite to"
    " in on at during after before by via from with as pour vers sous dès".split()
)
"""Prepositions that open an adjunct."""
TIMES = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui matin soir après-midi"
    " janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    " yesterday today monday tuesday wednesday thursday friday saturday sunday morning evening"
    " afternoon night week january february march april june july august september october"
    " november december".split()
)
"""Days, months and other words of time."""


_TIMED = frozenset(
    "an année mois semaine jour week month year siècle décennie weekend week-end fois time".split()
)
"""Nouns of time behind a determiner: "cette semaine", "the other week"."""
_CLITICS = frozenset(
    "se s' lui leur nous m' me l' le la les en y ne n' 'd 'll 've had has did does".split()
)
"""Clitic pronouns, negations and reduced auxiliaries that stand before a verb."""


def back_over_small(frame: Frame, at: int) -> int:
    """Step back over the adverbs, clitics and days directly before a verb.

    Args:
        frame: The frame.
        at: Index of the verb.

    Returns:
        Index after the last token that is none of these: "Le maire le lui | dit" gives 2.
    """
    i = at
    while i > 0 and (
        frame[i - 1].word in _CLITICS
        or (
            frame[i - 1].word in small_words("adverb")
            and frame[i - 1].word not in small_words("pronoun")
        )
        or _is_manner(frame, i - 1)
        or (frame[i - 1].word in TIMES and i - 1 > 0)
        or fixed_before(frame, i) < i
    ):
        i = min(i - 1, fixed_before(frame, i))
    return i


def _is_manner(frame: Frame, at: int) -> bool:
    """Return whether a token is an adverb by its ending, and no noun: "le gouvernement"."""
    token = frame[at]
    is_noun = at > 0 and frame[at - 1].word in small_words("determiner")
    return token.word.endswith(("ment", "ly")) and not (
        token.is_capital or is_noun or is_speaking(token.word)
    )


def fixed_before(frame: Frame, end: int) -> int:
    """Return where the fixed adjunct before a token begins; `end` where there is none.

    Args:
        frame: The frame.
        end: Index after the adjunct: "pour sa part | affirme", "plus tôt | annonce".
    """
    for words in _fixed():
        start = end - len(words)
        if start > 0 and tuple(token.word for token in frame[start:end]) == words:
            return start
    return end


def fixed_after(frame: Frame, at: int) -> int:
    """Return the index after the fixed adjunct that begins at a token; `at` where none does."""
    for words in _fixed():
        if tuple(token.word for token in frame[at : at + len(words)]) == words:
            return at + len(words)
    return at


@cache
def _fixed() -> tuple[tuple[str, ...], ...]:
    """Return the word sequences of the fixed adjuncts, longest first."""
    listed = (tuple(words.split("_")) for words in small_words("aside"))
    return tuple(sorted(listed, key=lambda words: (-len(words), words)))


def after_aside(frame: Frame, at: int) -> int | None:
    """Step over one adjunct: "mardi", "dans un communiqué", "à l'AFP", "to reporters".

    Args:
        frame: The frame.
        at: Index of the first token of the adjunct.

    Returns:
        Index after the adjunct; None where no adjunct begins at `at`.
    """
    if at >= len(frame) or not frame[at].is_word:
        return None
    word = frame[at].word
    single = word in TIMES or word in small_words("adverb") or _is_manner(frame, at)
    if (fixed := fixed_after(frame, at)) > at:
        return fixed
    if single or word[0].isdigit():
        return at + 1
    if (timed := after_time(frame, at)) is not None:
        return timed
    if word in ("ce", "this", "last", "earlier", "late"):
        return at + 2
    return _after_preposition(frame, at) if word in LEADING else None


def _after_preposition(frame: Frame, at: int) -> int | None:
    """Return the index after a prepositional phrase; None where only the preposition stands."""
    i = at + 1
    while i < len(frame) and frame[i].word in small_words("determiner"):
        i += 1
    first = i
    while i < len(frame) and frame[i].is_word:
        token = frame[i]
        if (
            i > first
            and token.word in small_words("determiner")
            and frame[i - 1].word not in ("de", "à", "of", "par")
        ):
            break
        if (
            i > first
            and token.is_capital
            and not frame[i - 1].is_capital
            and frame[i - 1].word not in ("de", "d'", "du", "des", "la", "le", "l'", "of", "the")
        ):
            break
        if token.word in LEADING | TIMES and i > first:
            break
        i += 1
    run = i
    while run > first and frame[run - 1].is_capital:
        run -= 1
    if i - run >= 3 and (i == len(frame) or not frame[i].is_word):
        i -= 2  # "sur France Inter Anne Morel": the last two capitals are the speaker.
    return i if i > at + 1 else None


def after_time(frame: Frame, at: int) -> int | None:
    """Return the index after a noun phrase of time: "cette semaine", "the same day".

    Args:
        frame: The frame.
        at: Index of its first token.

    Returns:
        The index; None where no such phrase begins at `at`.
    """
    i = at
    if i < len(frame) and frame[i].word in ("on", "in"):
        i += 1
    while i < len(frame) and i < at + 4 and frame[i].word in _TIME_AHEAD:
        i += 1
    if i == at or i >= len(frame) or frame[i].word not in _TIMED | TIMES:
        return None
    i += 1
    while i < len(frame) and frame[i].word in _TIME_BEHIND:
        i += 1
    return i


_TIME_AHEAD = frozenset(
    "le la l' ce cet cette the this that last same other même early late".split()
)
"""Words before a noun of time."""
_TIME_BEHIND = frozenset("dernier dernière passé passée même matin soir earlier later".split())
"""Words behind a noun of time."""
