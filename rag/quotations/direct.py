"""Direct speech: the speaker of quoted words, by the frame around them."""

from dixit.rag.lang.lexicons import small_words
from dixit.rag.quotations.attribution import Attribution
from dixit.rag.quotations.colon_speakers import by_colon, main_subject
from dixit.rag.quotations.grammar.cues import Cue, says_nobody
from dixit.rag.quotations.grammar.negations import denied
from dixit.rag.quotations.grammar.noun_phrases import (
    can_speak,
    is_person_name,
    is_pronoun,
    may_speak,
    phrase_at,
    with_apposition,
)
from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.shared_subjects import absolute_subject
from dixit.rag.quotations.grammar.subjects import (
    subject_after,
    subject_before,
    subject_of,
)
from dixit.rag.quotations.grammar.tokens import Frame, Kind
from dixit.rag.quotations.naming import MARKS, is_title, named_so

_DASHES = (",", "–", "—", "-", "--")
"""Punctuation between a quotation and its attribution."""
_CLAUSES = ("que", "qu'", "that", "qui", "who")
"""Words that open a clause."""
_ENDINGS = ("e", "t", "a", "ent", "it", "ait")
"""Endings of French verbs in the third person."""
_LINKING = frozenset("ainsi alors comme as aussi encore ensuite".split())
"""Adverbs between a quotation and its attribution."""
_CONJUNCTIONS = frozenset("et and que qu' that mais but car or oui".split())
"""Words behind which a quotation is a clause of its own."""


def attributed(frame: Frame, at: int, cues: list[Cue]) -> Attribution | None:
    """Return the attribution of a quotation.

    An attribution before a colon goes first, then one behind the quotation, then one before it.

    Args:
        frame: The frame.
        at: Index of the quotation token.
        cues: Cues of the frame, in order.

    Returns:
        The speaker and the cue; None where the frame attributes the words to nobody.
    """
    ahead = _before(frame, at, cues)
    if ahead is not None and at and not ahead.by_colon:
        is_governed = any(c.kind == "participle" and c.last == at == ahead.cue[1] for c in cues)
        if frame[at - 1].text == ":" or is_governed:
            return ahead
    return _after(frame, at, cues) or ahead or named_so(frame, at)


def _after(frame: Frame, at: int, cues: list[Cue]) -> Attribution | None:
    """Return the attribution behind a quotation: "« ... », a dit Anne Morel"."""
    if at and (_belongs_to_clause(frame, at, cues) or is_title(frame, at)):
        return None
    i = _over_brackets(frame, at + 1)
    while i < len(frame) and (
        frame[i].text in _DASHES
        or frame[i].kind is Kind.QUOTED
        or (
            frame[i].word in ("et", "and", "ou", "or")
            and i + 1 < len(frame)
            and frame[i + 1].kind is Kind.QUOTED
        )
    ):
        i += 1
    while i < len(frame) and frame[i].word in _LINKING:
        i += 1
    if i >= len(frame) or not frame[i].is_word:
        return None
    cue = _cue_at(i, cues)
    if cue is not None:
        if denied(frame, cue):
            return None
        if cue.kind == "source":
            subject = subject_of(frame, cue)
            return Attribution(subject, (cue.first, cue.last)) if subject else None
        if cue.kind != "verb":
            return None
        subject = subject_of(frame, cue) if cue.pronoun is not None else None
        subject = subject or subject_after(frame, cue.last, sure=True)
        return Attribution(subject, (cue.first, cue.last)) if subject else None
    return _plain_after(frame, i, cues) or _unlisted_after(frame, i)


def _over_brackets(frame: Frame, at: int) -> int:
    """Return the index behind what stands in brackets: "« Basta ! » (assez), a crié le juge"."""
    if at >= len(frame) or frame[at].text != "(":
        return at
    close = next((i for i in range(at, min(at + 16, len(frame))) if frame[i].text == ")"), None)
    return at if close is None else close + 1


def _belongs_to_clause(frame: Frame, at: int, cues: list[Cue]) -> bool:
    """Return whether a quotation is part of a phrase or clause: "sa « Lettre » exprime ..."."""
    before = frame[at - 1]
    if not before.is_word or before.word in _CONJUNCTIONS:
        return False
    return not any(cue.last == at for cue in cues)


def _plain_after(frame: Frame, at: int, cues: list[Cue]) -> Attribution | None:
    """Return the attribution with the speaker before the verb: "“...,” Jane Doe said"."""
    phrase = phrase_at(frame, at)
    if phrase is None or not may_speak(frame, phrase):
        return None
    if not can_speak(frame, phrase) and not any(cue.first == phrase.last for cue in cues):
        return None  # "the zoo said"
    phrase = with_apposition(frame, phrase)
    i = phrase.last
    if i < len(frame) and frame[i].text == "(":
        i = next((n + 1 for n in range(i, min(i + 10, len(frame))) if frame[n].text == ")"), i)
    if i + 2 < len(frame) and frame[i].text == "," and frame[i + 1].word.isdigit():
        i += 2 * (frame[i + 2].text == ",")  # "Huguette Stoffel, 78, told us"
    if i < len(frame) and frame[i].text in _DASHES:
        i += 1
    while i < len(frame) and frame[i].word in small_words("adverb"):
        i += 1
    cue = _cue_at(i, cues)
    if cue is not None and cue.kind == "verb" and not denied(frame, cue):
        return Attribution(phrase, (cue.first, cue.last))
    if i >= len(frame) or not frame[i].is_word or frame[i].is_capital:
        return None
    named = is_person_name(frame, phrase.name) or is_pronoun(frame, phrase)
    unlisted = frame[i].word.endswith("ed") or (named and frame[i].word.endswith("s"))
    beyond = frame[i + 1] if i + 1 < len(frame) else None
    if unlisted and (
        beyond is None or not beyond.is_word or beyond.word in small_words("circumstance") | {"to"}
    ):
        return Attribution(phrase, (i, i + 1))
    return None


def _unlisted_after(frame: Frame, at: int) -> Attribution | None:
    """Return the attribution by a verb that no list holds: "« ... », s'époumone le maire"."""
    first = at
    if frame[at].word in ("s'", "se", "lui", "leur", "nous", "m'"):
        at += 1
    if at < len(frame) and frame[at].word in ("a", "ont", "avait", "est", "aurait"):
        at += 1
        if at < len(frame) and frame[at].word.startswith("-"):
            if says_nobody(frame, at):
                return None
            pronoun = Phrase(at, at + 1, (at, at + 1))
            return Attribution(pronoun, (first, min(at + 2, len(frame))))
        if not (at < len(frame) and frame[at].word.endswith(("é", "i", "u", "is", "it"))):
            return None
    if at >= len(frame) or frame[at].is_capital or not frame[at].is_word:
        return None
    word = frame[at].word
    if at + 1 < len(frame) and frame[at + 1].word.startswith("-"):
        if says_nobody(frame, at + 1):
            return _read_in(frame, at)
        pronoun = Phrase(at + 1, at + 2, (at + 1, at + 2))
        return Attribution(pronoun, (first, at + 1))
    small = any(
        word in small_words(name)
        for name in ("circumstance", "determiner", "inner", "adverb", "pronoun")
    )
    if small or not word.endswith((*_ENDINGS, "é", "i", "u")):
        return None
    phrase = phrase_at(frame, at + 1)
    if phrase is None or not can_speak(frame, phrase) or is_pronoun(frame, phrase):
        return None
    return Attribution(with_apposition(frame, phrase), (first, at + 1))


def _read_in(frame: Frame, at: int) -> Attribution | None:
    """Return the publication in "« ... », peut-on lire dans le rapport"."""
    for i in range(at + 2, min(at + 5, len(frame))):
        if frame[i].word in ("dans", "sur"):
            phrase = phrase_at(frame, i + 1)
            return Attribution(phrase, (at, i)) if phrase else None
    return None


def _before(frame: Frame, at: int, cues: list[Cue]) -> Attribution | None:
    """Return the attribution before a quotation: "Anne Morel a dit : « ... »"."""
    previous = max((i + 1 for i in range(at) if frame[i].kind is Kind.QUOTED), default=0)
    i = at
    while i > previous and (
        frame[i - 1].text in (":", ",", "–", "—", "(", "[")
        or frame[i - 1].word in ("que", "qu'", "that")
    ):
        i -= 1
    colon = any(token.text == ":" for token in frame[i:at])
    if i == at and i and frame[i - 1].word in ("dit", "dite", "dits", "dites", "called"):
        named = len(frame[at].text.strip(MARKS).split()) < 3
        if named and not (i > 1 and frame[i - 2].word in small_words("pronoun")):
            return None  # "l'hydrogène dit « vert »"
    ahead = [cue for cue in cues if previous <= cue.first and cue.last <= i]
    for cue in reversed(ahead):
        attribution = _by_cue(frame, cue, ahead)
        if attribution is None:
            continue
        beyond = max(
            cue.last, attribution.speaker.last if attribution.speaker.first >= cue.last else 0
        )
        if colon or _only_asides(frame, beyond, i, cue):
            return attribution if not denied(frame, cue) else None
        return None
    return by_colon(frame, previous, i, at) if colon else None


def _by_cue(frame: Frame, cue: Cue, ahead: list[Cue]) -> Attribution | None:
    """Return the attribution by one cue; a participle takes the subject of an earlier verb."""
    subject = subject_of(frame, cue) if cue.kind in ("verb", "source") else None
    if cue.kind == "infinitive":
        subject = subject_before(frame, cue.first)
    if cue.kind == "participle":
        subject = absolute_subject(frame, cue)
    if subject is None and cue.kind != "source":
        earlier = [other for other in ahead if other.first < cue.first and other.kind == "verb"]
        subject = next((s for s in (subject_of(frame, c) for c in reversed(earlier)) if s), None)
        if subject is None and cue.kind == "participle":
            subject = main_subject(frame, 0, cue.first)
    return Attribution(subject, (cue.first, cue.last)) if subject else None


def _only_asides(frame: Frame, first: int, end: int, cue: Cue) -> bool:
    """Return whether only adjuncts and an addressee stand between a cue and its quotation."""
    if end <= first:
        return True
    if end - first > 14 or any(token.word in _CLAUSES for token in frame[first:end]):
        return False
    last = frame[end - 1]
    if cue.infinitive in ("tell", "informer", "prévenir", "promettre", "assurer"):
        return True
    opening = frame[first].word
    if opening in small_words("determiner") and frame[end].text in _DASHES:
        return False  # "a lancé une pétition, « Nommez-nous »".
    if frame[first].text in _DASHES or frame[end].text in _DASHES:
        if frame[end].kind is Kind.QUOTED and last.is_word:
            return False
        return all(not _is_verb(frame[i].word) for i in range(first, end))
    bare = frame[end].kind is Kind.QUOTED
    if bare and (
        end - first > 8
        or last.word in small_words("determiner") | small_words("circumstance") | {"de", "d'", "of"}
    ):
        return False
    word = frame[first].word
    if word in small_words("determiner") and not last.is_capital:
        return False  # "a présenté son projet « ... »".
    return (
        word in small_words("circumstance")
        or word in small_words("adverb")
        or word in ("à", "to", "on", "that")
    )


def _is_verb(word: str) -> bool:
    """Return whether a word is a finite form of "être", "avoir", "be", "have" or "will"."""
    return word in ("est", "sont", "is", "are", "was", "were", "a", "ont", "has", "have", "will")


def _cue_at(at: int, cues: list[Cue]) -> Cue | None:
    """Return the cue that begins at a token; None where none does."""
    return next((cue for cue in cues if cue.first == at), None)
