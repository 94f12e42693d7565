"""Indirect speech: "a indiqué que ...", "selon ...", "..., a annoncé X".

The reported words may hold quotation marks: those of half-direct speech.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dixit.rag.lang.lexicons import reporting, small_words
from dixit.rag.quotations.colon_speakers import main_subject
from dixit.rag.quotations.grammar.charges import accusation, denial
from dixit.rag.quotations.grammar.clause_extents import (
    FEWEST,
    FINITE,
    THAT,
    around,
    clause_end,
    content_start,
    frame_end,
    is_all_quoted,
    over_aside,
    trimmed,
)
from dixit.rag.quotations.grammar.complements import (
    after_that,
    as_told,
    without_that,
)
from dixit.rag.quotations.grammar.cues import Cue
from dixit.rag.quotations.grammar.negations import is_denial, negated
from dixit.rag.quotations.grammar.noun_phrases import (
    can_speak,
    phrase_at,
    with_apposition,
)
from dixit.rag.quotations.grammar.objects import governed_object
from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.phrase_words import Range
from dixit.rag.quotations.grammar.relatives import RELATIVE
from dixit.rag.quotations.grammar.requests import question, request
from dixit.rag.quotations.grammar.shared_subjects import absolute_subject, shared_subject
from dixit.rag.quotations.grammar.subjects import (
    subject_before,
    subject_of,
)
from dixit.rag.quotations.grammar.tokens import Frame, Kind
from dixit.rag.quotations.naming import is_title
from dixit.rag.quotations.sources import by_source

_VERBS = frozenset(
    "est sont a ont était étaient sera seront serait avait avaient aurait va".split()
)
"""French auxiliaries, by which a clause is recognised."""
_TELLING = frozenset("say tell add".split())
"""English verbs whose participle governs a clause without "that": "telling us it was late"."""
POSSESSIVE = frozenset("son sa ses his her".split())
"""Possessives before somebody's work, which stands for its author: "Sa lettre exprime ..."."""
_FEWEST_ASKED = 3
"""Fewest tokens of a request or a question: "to sing" alone tells nothing."""
_LEADING = frozenset(
    "dans lors après interrogé interrogée during after asked speaking in at pour".split()
)
"""Words that open an adjunct before a verb, rather than a clause."""


_CONJUNCTIONS = frozenset(
    "que car puisque because since who which qui mais but et and or where où".split()
)
"""Words before an inserted attribution that open the clause of its words."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A reported statement; positions are token indices of one frame.

    Attributes:
        words: The reported words.
        speaker: The noun phrase that denotes the speaker.
        cue: The cue.
    """

    words: Range
    speaker: Phrase
    cue: Range


def reported(frame: Frame, cues: list[Cue], credited: frozenset[int]) -> Iterator[Reported]:
    """Yield the reported statements of a frame.

    Args:
        frame: The frame.
        cues: Its cues, in order.
        credited: Quotation tokens that already have a speaker.

    Yields:
        Statements in order of their cues; negated cues and quoted words alone are left out.
    """
    last_speaker: Phrase | None = None
    done = 0
    for number, cue in enumerate(cues):
        if number == 0 and (ahead := _before_main_clause(frame, cue)) is not None:
            yield ahead
            done = ahead.words[1]
            continue
        subject = _subject(frame, cue, last_speaker)
        if subject is None or negated(frame, cue):
            continue
        last_speaker = subject
        if cue.first < done and cue.kind != "participle":
            continue  # Speech reported within the previous statement.
        words = _words(frame, cue, subject, cues[number + 1 :], credited)
        if words is None or is_all_quoted(frame, words):
            continue
        inside = any(i in credited for i in range(*words))
        if inside and cue.infinitive in small_words("object"):
            continue  # "a salué ... en disant : « ... »"
        done = max(done, words[1])
        yield Reported(words, subject, (cue.first, cue.last))


def _before_main_clause(frame: Frame, cue: Cue) -> Reported | None:
    """Return what a participle at the head of a sentence reports of its subject behind the comma.

    Example: "Estimant que la faute était « impardonnable », André Babel a annoncé une réunion".
    """
    if cue.kind != "participle" or frame[0].word not in ("en", "tout", frame[cue.first].word):
        return None
    if cue.first > 2 or cue.last >= len(frame) or frame[cue.last].word not in THAT:
        return None
    for comma in range(cue.last + FEWEST, len(frame) - 2):
        if frame[comma].text != ",":
            continue
        subject = phrase_at(frame, comma + 1)
        if subject is None or not can_speak(frame, subject) or subject.last >= len(frame):
            continue
        verb = frame[with_apposition(frame, subject).last]
        is_verb = verb.word in _VERBS or verb.word in FINITE or verb.word in reporting()
        words = trimmed(frame, cue.last + 1, comma) if is_verb else None
        if words is not None:
            return Reported(words, subject, (cue.first, cue.last))
    return None


def _subject(frame: Frame, cue: Cue, last: Phrase | None) -> Phrase | None:
    """Return the speaker of a cue; the previous speaker for a participle without a subject."""
    if cue.kind in ("participle", "infinitive"):
        own = absolute_subject(frame, cue)
        if cue.kind == "infinitive":
            own = subject_before(frame, cue.first)
            if frame[cue.first].word == "pour":
                own = main_subject(frame, 0, cue.first) if cue.first else None
        opening = phrase_at(frame, 0) if last is None else None
        speaks = opening is not None and can_speak(frame, opening)
        return own or last or (opening if speaks else None)
    subject = _by_work(frame, cue) or subject_of(frame, cue)
    if (
        subject is None
        and cue.kind == "verb"
        and cue.first
        and frame[cue.first - 1].word in ("et", "and", "puis", "mais", "but", "then")
    ):
        return last or shared_subject(frame, cue)
    return subject


def _by_work(frame: Frame, cue: Cue) -> Phrase | None:
    """Return the possessive before a quoted title: "Sa « Lettre à l'Europe » exprime ..."."""
    at = cue.first - 2
    if cue.kind != "verb" or at < 0 or frame[at + 1].kind is not Kind.QUOTED:
        return None
    return Phrase(at, at + 1, (at, at + 1)) if frame[at].word in POSSESSIVE else None


def _words(
    frame: Frame, cue: Cue, subject: Phrase, later: list[Cue], credited: frozenset[int]
) -> Range | None:
    """Return the words that a cue reports; None where it reports none."""
    if cue.kind == "source":
        return by_source(frame, cue, subject, later, credited)
    if is_denial(cue):
        start = denial(frame, cue, subject)
        end = clause_end(frame, cue.last, later)
        return trimmed(frame, start, end) if start is not None and end >= cue.last + 2 else None
    start = accusation(frame, cue)
    if start is not None:
        return trimmed(frame, start, clause_end(frame, start, later))
    behind = max(cue.last, subject.last if subject.first >= cue.last else 0)
    if cue.kind == "verb" and (content := as_told(frame, cue, subject)) is not None:
        return trimmed(frame, content, clause_end(frame, content, later))
    if (asked := _asked(frame, cue, subject, later)) is not None:
        return asked
    start = after_that(frame, cue, subject, later)
    reflexive = frame[cue.first].word in ("se", "s'")
    if reflexive and cue.infinitive not in small_words("reflexive"):
        return None  # "s'explique par ..."
    if start is None and (cue.kind == "verb" or cue.infinitive in _TELLING):
        start = without_that(frame, cue, subject, behind)
    if start is None and cue.infinitive in small_words("object"):
        start = governed_object(frame, cue, behind)
    if start is not None and start in credited:
        return None  # "il concède que « ... » et promet un correctif"
    if start is not None:
        return trimmed(frame, start, clause_end(frame, start, later))
    if cue.kind == "verb":
        return _said_before(frame, cue, subject, behind, credited)
    return None


def _asked(frame: Frame, cue: Cue, subject: Phrase, later: list[Cue]) -> Range | None:
    """Return the question or the request that a verb behind its subject reports, if any."""
    start = question(frame, cue)
    if start is None:
        start = request(frame, cue)
    between = frame[subject.last : cue.first]
    if start is None or subject.first >= cue.first:
        return None
    if any(token.word in reporting() for token in between):
        return None  # "He told the paper people ask him to sing."
    end = clause_end(frame, start, later)
    if frame[cue.first - 1].word in RELATIVE:
        end = next((i for i in range(start, end) if frame[i].text == ","), end)
    return trimmed(frame, start, end) if end - start >= _FEWEST_ASKED else None


def _said_before(
    frame: Frame, cue: Cue, subject: Phrase, behind: int, credited: frozenset[int]
) -> Range | None:
    """Return the words before an attribution that ends or interrupts their sentence.

    Example: "Un total de 777.000 véhicules ont été vendus, a annoncé en janvier l'Association".
    """
    if cue.infinitive in small_words("asking") and subject.first < cue.first:
        return None  # "Dans la salle, une femme a demandé si ..."
    first = min(cue.first, subject.first)
    comma = first - 1
    if comma > 1 and frame[comma].word in ("as", "comme"):
        comma -= 1  # "The rotas were changed, as the manager conceded."
    if comma < 1 or frame[comma].text not in (",", "–", "—"):
        return None
    if frame[comma - 1].kind is Kind.QUOTED and is_title(frame, comma - 1):
        return None
    behind = over_aside(frame, behind)
    if subject.first < cue.first and not _is_plain_subject(frame, subject, cue):
        return None
    if frame[first].word in ("who", "qui"):
        return None
    goes_on = behind + 1 < frame_end(frame) and frame[behind].text in (",", "–", "—")
    if goes_on and frame[comma - 1].word in _CONJUNCTIONS:
        # "..., since, she says, the book shows no snow": the words begin behind the attribution.
        end = next((i for i in range(behind, len(frame)) if frame[i].text in (";", ")")), None)
        return trimmed(frame, behind + 1, frame_end(frame) if end is None else end)
    start = content_start(frame, comma, credited)
    goes_on = behind + 1 < frame_end(frame) and frame[behind].text in (",", "–", "—")
    if (comma - 1) in credited or (comma - start < FEWEST and not goes_on):
        return None
    if not goes_on and not _has_verb(frame, start, comma):
        return None
    return around(frame, start, comma, behind, credited)


def _is_plain_subject(frame: Frame, subject: Phrase, cue: Cue) -> bool:
    """Return whether only adverbs stand between a name and its verb: "..., Smith said"."""
    gap = frame[subject.last : cue.first]
    if not all(token.word in small_words("adverb") or token.text == "," for token in gap):
        return False
    following = frame[cue.last] if cue.last < frame_end(frame) else None
    if following is None or not following.is_word:
        return following is None or following.text != ":"
    end = over_aside(frame, cue.last)
    return end > cue.last and (
        following.word in small_words("circumstance") or following.word in small_words("adverb")
    )


def _has_verb(frame: Frame, start: int, end: int) -> bool:
    """Return whether tokens can be a clause, rather than an adjunct before the verb."""
    first = frame[start].word
    return first not in _LEADING or any(
        t.word in FINITE
        or t.word in ("est", "sont", "a", "ont", "sera", "seront", "était", "avait", "doit")
        for t in frame[start:end]
    )
