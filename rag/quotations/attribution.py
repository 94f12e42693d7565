"""An attribution: the speaker of a quotation and the cue."""

from dataclasses import dataclass

from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.phrase_words import Range


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker of quoted words; positions are token indices of one frame.

    Attributes:
        speaker: The noun phrase that denotes the speaker.
        cue: Tokens of the cue.
        by_colon: Whether the only cue is a colon. The speaker must then be a known person.
    """

    speaker: Phrase
    cue: Range
    by_colon: bool = False
