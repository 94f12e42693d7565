"""Second-hand words: a quotation inside quoted words, with a speaker of its own.

Example: "« La voisine m'a dit : "Prenez-en dix kilos", raconte Odile Faure. »": the inner words are
the neighbour's.
"""

import re
from collections.abc import Iterator

from dixit.rag.parsing.quotation_marks import Quoted
from dixit.rag.quotations.attribution import Attribution
from dixit.rag.quotations.direct import attributed
from dixit.rag.quotations.grammar.cues import cues_in
from dixit.rag.quotations.grammar.noun_phrases import is_pronoun
from dixit.rag.quotations.grammar.tokens import Frame, Kind, Token, tokens_of
from dixit.rag.quotations.people import Place

_INNER = re.compile(
    r"(?<=[\s(])(?:“(?P<curly>[^“”]{3,})”|\"(?P<plain>[^\"]{3,})\"|‘(?P<single>[^‘]{3,}?)’(?!\w)"
    r"|(?<=[:,]\s)'(?P<typed>[^\n]{3,}?)'(?!\w)|«\s?(?P<angle>[^«»]{3,}?)\s?»)"
)
"""Quotation marks within quoted words."""


def relayed(text: str, words: Place) -> Iterator[tuple[Place, Frame, Attribution]]:
    """Yield the quotations inside quoted words whose speaker is named there.

    Args:
        text: The document's text.
        words: (start, end) of the quoted words, in characters.

    Yields:
        The inner words, the frame around them, and the attribution by a verb before them. A
        pronoun as the speaker is left out: quoted words do not tell whom it means.
    """
    for match in _INNER.finditer(text, *words):
        group = match.lastgroup or "plain"
        mark = Quoted(match.start(), match.start(group), match.end(group), match.end())
        ends = (text.rfind(end, words[0], mark.open) + 2 for end in _SENTENCE_ENDS)
        start = max(words[0], *ends)
        token = Token(mark.open, mark.close, text[mark.open : mark.close], "", Kind.QUOTED, mark)
        frame = (*tokens_of(text, start, mark.open), token)
        by = attributed(frame, len(frame) - 1, cues_in(frame))
        if by is None or by.by_colon or by.speaker.first > by.cue[0]:
            continue
        if is_pronoun(frame, by.speaker) or frame[by.speaker.first].word in _PARTNERS:
            continue
        yield (mark.start, mark.end), frame, by


_PARTNERS = frozenset("i we you je j' tu nous vous on".split())
"""Pronouns of those who talk: what they say themselves is in the outer words."""
_SENTENCE_ENDS = (". ", "! ", "? ", "… ", "»")
"""Ends of a sentence before the inner quotation."""
