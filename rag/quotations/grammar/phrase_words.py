"""What the words of a phrase tell: determiners, small words, nouns of those who speak."""

from functools import cache

from dixit.rag.lang.lexicons import roles, small_words
from dixit.rag.quotations.grammar.tokens import Frame, Token

Range = tuple[int, int]
"""Numbers of tokens, end exclusive."""
TITLES = frozenset(
    "m m. mr mr. mrs mrs. ms ms. mme mlle dr dr. me prof prof. sir dame lord lady docteur maître"
    " professeur professor father sister madame monsieur pr pr.".split()
)
PARTICLES = frozenset(
    "de di da das do del dela della dell' dos du van von der den bin bint ben ibn ould al el e y le"
    " la of the & d'".split()
)
BEING = frozenset(
    "est sont était étaient sera seront fut is are was were be been has have had will would can"
    " could may might must should does did ont avait avaient aura auront aurait peut doit veut va"
    " vont fait n' ne".split()
)


_HUMAN = ("iste", "istes", "logue", "logues", "icien", "icienne", "iciens", "iciennes", "ologist")


def is_determiner(frame: Frame, at: int) -> bool:
    """Whether a token opens a phrase without being a name: "An official", but not "An Conghui"."""
    word = frame[at].word
    if word not in small_words("determiner") and word not in small_words("quantity"):
        return False
    named = frame[at].is_capital and at + 1 < len(frame) and frame[at + 1].is_capital
    if not named or word not in ("an", "a", "le", "la", "one"):
        return True
    return any(is_speaking(t.word) and not t.is_capital for t in frame[at + 1 : at + 6])


@cache
def is_speaking(word: str) -> bool:
    """Whether a noun is of somebody or something that speaks: an office, a people, a body."""
    speaking = roles() | small_words("people") | small_words("paper") | small_words("body")
    parts = {part.removesuffix("s") for part in (word, *word.split("-"))} | {word}
    return not parts.isdisjoint(speaking) or word.endswith(_HUMAN)


def latter(frame: Frame, at: int) -> bool:
    """Whether a token and the next are "ce dernier" or "the latter"."""
    following = frame[at + 1].word if at + 1 < len(frame) else ""
    return following in ("dernier", "dernière", "derniers", "dernières", "latter", "former")


def is_small(token: Token) -> bool:
    """Whether a word names nothing of itself."""
    word = token.word
    return (
        word in small_words("determiner")
        or word in small_words("inner")
        or word in small_words("circumstance")
    )
