"""Source phrases: what "selon X", "d'après X" and "according to X" report."""

from dixit.rag.lang.lexicons import small_words
from dixit.rag.quotations.grammar.clause_extents import (
    FEWEST,
    FINITE,
    around,
    clause_end,
    content_start,
    trimmed,
)
from dixit.rag.quotations.grammar.cues import Cue
from dixit.rag.quotations.grammar.noun_phrases import (
    is_person_name,
    is_pronoun,
    names_office,
    phrase_at,
)
from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.phrase_words import BEING, Range, is_speaking
from dixit.rag.quotations.grammar.subjects import is_relative
from dixit.rag.quotations.grammar.tokens import Frame, Kind

_LINKING = frozenset("en par lui elle eux elles quant toutefois however though".split())
"""Words that open a linking phrase behind a source."""
_RELATIVE = frozenset("qui who dont whose que qu' which".split())
"""Pronouns that open a relative clause."""
_LONGEST = 24
"""Maximum length of the appositions and relative clauses behind a source, in tokens."""


def by_source(
    frame: Frame, cue: Cue, subject: Phrase, later: list[Cue], credited: frozenset[int]
) -> Range | None:
    """Return the words that a source phrase reports, behind its speaker or before the phrase."""
    if is_relative(frame, cue):
        return trimmed(frame, cue.last, clause_end(frame, cue.last, later))
    behind = subject.last if cue.pronoun is None else cue.last
    before = cue.first - 1 - (cue.first > 0 and frame[cue.first - 1].text in (",", "–", "—"))
    if before >= 0 and before in credited:
        return None  # "« ... », selon Anne Morel, ...": the quotation before is hers.
    if frame[cue.first].word == "pour" and not _is_view(frame, cue, subject, later):
        return None
    ahead = content_start(frame, cue.first, credited)
    if cue.first and frame[cue.first - 1].text in (":", ";"):
        ahead = cue.first  # "L'exploitant dément : selon lui, rien n'a fui."
    leading = [token for token in frame[ahead : cue.first] if token.is_word]
    if behind < len(frame) and frame[behind].word in _RELATIVE and cue.pronoun is None:
        behind = _over_description(frame, behind) - 1
    comma = behind < len(frame) and frame[behind].text == ","
    if not comma:
        # "Selon une étude réalisée par l'institut Marémètre, ..."
        beyond = next(
            (i for i in range(behind, min(behind + 9, len(frame))) if frame[i].text == ","), None
        )
        if beyond is not None and not any(
            t.word in FINITE or t.word in BEING for t in frame[behind:beyond]
        ):
            behind, comma = beyond, True
    if len(leading) < 3 and behind < len(frame):
        start = _over_link(frame, behind + 1) if comma else behind
        if comma:
            start = _over_description(frame, start)
        if start < len(frame) and frame[start].kind is Kind.QUOTED and start in credited:
            return None
        return (
            trimmed(frame, start, clause_end(frame, start, later)) if start < len(frame) else None
        )
    if frame[cue.first].word == "pour" or len(leading) < FEWEST:
        return None
    close = cue.first - 1 if frame[cue.first - 1].text == "," else cue.first
    if close - 1 in credited:
        return None
    return around(frame, ahead, close, behind, credited)


def _speaks_next(frame: Frame, behind: int, cue: Cue) -> bool:
    """Return whether a verb's subject is the name right behind a comma."""
    if cue.kind != "verb" or behind + 1 >= cue.first:
        return False
    phrase = phrase_at(frame, behind + 1, cue.first)
    return phrase is not None and is_person_name(frame, phrase.name)


def _over_link(frame: Frame, at: int) -> int:
    """Return the index behind a linking phrase: "Pour Anne Morel, en revanche, ..."."""
    if at < len(frame) and frame[at].word in _LINKING:
        comma = next((i for i in range(at, min(at + 7, len(frame))) if frame[i].text == ","), None)
        return at if comma is None else comma + 1
    return at


def _over_description(frame: Frame, at: int) -> int:
    """Return the index behind the relative clause about a source, or behind its apposition.

    Example: "Selon Anne Morel, une ancienne juge qui a vécu au port, | le quai est sûr".
    """
    end = min(len(frame), at + _LONGEST)
    close = next((i for i in range(at, end) if not frame[i].is_word), end)
    if close >= end or frame[close].text != "," or not frame[at].is_word:
        return at
    is_relative_clause = frame[at].word in _RELATIVE
    relative = next((i for i in range(at + 1, close) if frame[i].word in _RELATIVE), at)
    is_person = any(is_speaking(frame[i].word) for i in range(at, relative))
    opens_description = frame[at].word in small_words("determiner") and is_person
    opens_description = opens_description or is_speaking(frame[at].word)
    beyond = close + 1
    if not (is_relative_clause or opens_description) or beyond + 2 >= len(frame):
        return at
    return beyond


def _is_view(frame: Frame, cue: Cue, subject: Phrase, later: list[Cue]) -> bool:
    """Return whether "pour" marks a view: "Pour Anne Morel, c'est", but not "Pour Noël,"."""
    behind = subject.last
    if cue.first or not (behind < len(frame) and frame[behind].text == ","):
        return False
    is_name = is_person_name(frame, subject.name)
    if not is_name and any(_speaks_next(frame, behind, one) for one in later):
        return False  # "Pour la défense, Anne Morel a demandé ..."
    if is_pronoun(frame, subject) or subject.role is not None:
        return True
    single = subject.name[1] - subject.name[0] == 1 and frame[subject.name[0]].is_capital
    return single or is_name or names_office(frame, subject.name)
