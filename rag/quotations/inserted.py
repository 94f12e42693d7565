"""Attributions inside quotation marks: "« Nous suivons un protocole, explique Clara Morvan. ... »".

French newspapers do not close the marks around the attribution. It is cut out, so that the words on
both sides of it are the speaker's, and the attribution itself is nobody's.
"""

from dataclasses import dataclass, replace

from dixit.rag.lang.lexicons import reporting, small_words
from dixit.rag.quotations.attribution import Attribution
from dixit.rag.quotations.grammar.cues import Cue
from dixit.rag.quotations.grammar.noun_phrases import is_pronoun
from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.phrase_words import BEING, Range
from dixit.rag.quotations.grammar.subjects import subject_after
from dixit.rag.quotations.grammar.tokens import Frame

_BEFORE = (",", "!", "?", "…", "–", "—")
"""Punctuation before an inserted attribution."""
_ENDS = (".", "!", "?", "…", ":", ";")
"""Punctuation that ends an inserted attribution; a comma may."""
_LONGEST = 16
"""Maximum length of an inserted attribution behind its verb, in tokens."""
_RELATIVE = ("qui", "dont", "who", "whose")


@dataclass(frozen=True, slots=True)
class Inserted:
    """An attribution between quoted words; positions are token indices of the quoted words.

    Attributes:
        attribution: The speaker and the cue.
        before: The words before the attribution.
        behind: The words behind it; empty where it ends the quotation.
    """

    attribution: Attribution
    before: Range
    behind: Range


def inserted(frame: Frame, cues: list[Cue]) -> Inserted | None:
    """Return the attribution inside the quotation marks; None where the words hold none.

    Args:
        frame: The tokens between the marks.
        cues: Cues of that frame.
    """
    for cue in cues:
        if cue.kind != "verb" or not cue.first or frame[cue.first - 1].text not in _BEFORE:
            continue
        subject = _subject(frame, cue)
        if subject is None:
            continue
        end = _end(frame, max(cue.last, subject.last))
        if end is None:
            continue
        start = cue.first - 1 if frame[cue.first - 1].text not in ("!", "?", "…") else cue.first
        behind = end
        while behind < len(frame) and not frame[behind].is_word and frame[behind].text != "(":
            behind += 1
        return Inserted(
            Attribution(subject, (cue.first, cue.last)), (0, start), (behind, len(frame))
        )
    return None


def _subject(frame: Frame, cue: Cue) -> Phrase | None:
    """Return the pronoun or the noun phrase right behind an inserted verb."""
    if cue.pronoun is not None:
        return Phrase(cue.pronoun, cue.pronoun + 1, (cue.pronoun, cue.pronoun + 1))
    subject = subject_after(frame, cue.last, sure=True)
    if subject is None or is_pronoun(frame, subject) or subject.first > cue.last + 2:
        return None
    if subject.role is not None and subject.role[0] == cue.last and subject.first == cue.last + 1:
        subject = replace(subject, first=cue.last)
    return subject


def _end(frame: Frame, at: int) -> int | None:
    """Return the index of the punctuation that ends an inserted attribution; None where none does.

    Args:
        frame: The tokens between the marks.
        at: Index after the verb and its subject.
    """
    i = at
    while i < len(frame) and i - at <= _LONGEST:
        token = frame[i]
        if token.text in _ENDS:
            return i
        if token.text in (",", "–", "—"):
            beyond = _over_apposition(frame, i)
            if beyond == i:
                return i
            i = beyond
            continue
        if i == at and not _may_follow(frame, i):
            return None  # The phrase is the object of the quoted words' own verb.
        i += 1
    return i if i >= len(frame) else None


def _may_follow(frame: Frame, at: int) -> bool:
    """Return whether a word can follow the speaker: "explique Clara Morvan | à la presse"."""
    word = frame[at].word
    return (
        not frame[at].is_word
        or word in _RELATIVE
        or word in small_words("circumstance")
        or word in small_words("adverb")
    )


def _over_apposition(frame: Frame, comma: int) -> int:
    """Return the index of the comma behind an apposition or a relative clause; `comma` for none."""
    first = comma + 1
    if first >= len(frame) or not frame[first].is_word or frame[first].is_capital:
        return comma
    close = next((i for i in range(first, len(frame)) if not frame[i].is_word), len(frame))
    if frame[first].word in _RELATIVE:
        return close
    word = frame[first].word
    opens_clause = any(
        word in small_words(name)
        for name in ("circumstance", "determiner", "pronoun", "clitic", "inner", "adverb")
    )
    if opens_clause or word in _CLAUSE or word in reporting() or close - first > 7:
        return comma
    has_verb = any(frame[i].word in BEING | small_words("auxiliary") for i in range(first, close))
    is_closed = close < len(frame) and frame[close].text in (",", ".", "–", "—")
    return close if is_closed and not has_verb else comma


_CLAUSE = frozenset(
    "on je j' tu nous vous ça c' et mais car non oui pas il y and but i we you it not so".split()
)
"""Words behind a comma with which the quoted words go on."""
