"""Who says some quoted words, and what tells so."""

from dataclasses import dataclass

from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.phrase_words import Range


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who speaks, by which words; numbers of tokens of one frame."""

    speaker: Phrase
    cue: Range
    by_colon: bool = False
    """Whether nothing but a colon tells, so that the speaker must be known for a person."""
