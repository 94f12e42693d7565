"""Speakers whom relative clauses describe: "one guide, who asked for discretion, said"."""

from collections.abc import Callable

from dixit.rag.quotations.grammar.noun_phrases import phrase_at
from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.tokens import Frame

Speaks = Callable[[Frame, Phrase], bool]
"""A test whether a noun phrase can be a speaker: `can_speak` or `may_speak`."""
RELATIVE = ("qui", "who", "which")
"""Relative pronouns for a speaker."""
JOINING = frozenset(
    "et and mais but que qu' that où quand when as while or car puis si if donc which".split()
)
"""Conjunctions that open a clause."""


def first_relative(frame: Frame, at: int) -> int:
    """Return the index behind the first of coordinated relative pronouns: "who is and who says".

    Args:
        frame: The frame.
        at: Index of the later pronoun.

    Returns:
        The index; 0 where no earlier pronoun stands behind a comma.
    """
    word = frame[at].word
    same = (i for i in range(at - 1, 0, -1) if frame[i].word == word and frame[i - 1].text == ",")
    return next((i + 1 for i in same), 0)


def described_by_relative(
    frame: Frame, starts: list[int], commas: list[int], speaks: Speaks
) -> Phrase | None:
    """Return the phrase behind a conjunction that a relative clause describes, before the verb.

    Example: "The split is a trick that one guide, who asked for discretion, described as ...".
    """
    for start, close, following in zip(starts, commas, starts[1:], strict=False):
        describes = frame[following].word
        if describes not in RELATIVE and not describes.endswith(("ed", "é", "ée", "és", "ées")):
            continue
        for i in range(start + 1, close):
            if frame[i - 1].word in JOINING or frame[i - 1].word == "least":
                phrase = phrase_at(frame, i, close)
                if phrase is not None and phrase.last == close and speaks(frame, phrase):
                    return phrase
    return None
