"""Adjuncts beside an attribution: expressions of time, place, manner and addressee."""

from dixit.rag.lang.lexicons import small_words
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


_CLITICS = frozenset("se s' lui leur nous m' me l' le la les en y ne n' 'd 'll 've had has".split())
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
        or (frame[i - 1].word.endswith(("ment", "ly")) and not frame[i - 1].is_capital)
        or (frame[i - 1].word in TIMES and i - 1 > 0)
    ):
        i -= 1
    return i


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
    if word in TIMES or word in small_words("adverb") or word.endswith("ment") or word[0].isdigit():
        return at + 1
    if word in ("ce", "this", "last", "earlier", "late"):
        return at + 2
    if word not in LEADING:
        return None
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
