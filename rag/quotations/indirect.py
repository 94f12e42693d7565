"""Reported speech: "a indiqué que ...", "selon ...", "..., a annoncé X", with or without marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.quotations.cues import Cue, denied
from rag.quotations.frames import Frame, Kind
from rag.quotations.phrases import (
    Phrase,
    Range,
    can_speak,
    is_office,
    is_person_name,
    is_pronoun,
    phrase_at,
)
from rag.quotations.subjects import is_relative, subject_after, subject_before, subject_of
from rag.vocabulary import small_words

_THAT = ("que", "qu'", "that")
_ASIDE = 14
"""Tokens that may stand between a verb and its "that"."""
_FEWEST = 3
"""Words of a statement whose speaker comes last."""
_INFINITIVE = re.compile(r"(?:être|avoir|[a-zà-ÿ]{2,}(?:er|ir|oir|re))")
_FINITE = frozenset(
    "is are was were will would can could has have had may might must should do does did 'd 'll 's 're"
    " isn't aren't wasn't won't wouldn't can't couldn't hasn't haven't hadn't shouldn't didn't doesn't"
    " don't needs need wants want".split()
)
_VERBS = frozenset(
    "est sont a ont était étaient sera seront serait avait avaient aurait va vont".split()
)
_HELPING = ("avoir", "être", "vouloir", "pouvoir", "devoir")
_SUBJECTS = ("he", "she", "they", "it", "we", "i", "you", "il", "elle", "ils", "elles", "on")
_OBJECTS = frozenset(
    "tell inform warn remind assure informer prévenir rappeler avertir convaincre promettre".split()
)


@dataclass(frozen=True, slots=True)
class Reported:
    """A reported statement: its words, who speaks, by which words; numbers of tokens."""

    words: Range
    speaker: Phrase
    cue: Range


def reported(frame: Frame, cues: list[Cue], credited: frozenset[int]) -> Iterator[Reported]:
    """The reported statements of a frame; `credited` are the quoted tokens that have a speaker."""
    last_speaker: Phrase | None = None
    done = 0
    for number, cue in enumerate(cues):
        subject = _subject(frame, cue, last_speaker)
        if subject is None or denied(frame, cue):
            continue
        last_speaker = subject
        if cue.first < done and cue.kind != "participle":
            continue  # Somebody else's words, told within these.
        words = _words(frame, cue, subject, cues[number + 1 :], credited)
        if words is None or _is_all_quoted(frame, words):
            continue
        inside = any(i in credited for i in range(*words))
        if inside and cue.infinitive in small_words("object"):
            continue  # "a salué ... en disant : « ... »"
        done = max(done, words[1])
        yield Reported(words, subject, (cue.first, cue.last))


def _subject(frame: Frame, cue: Cue, last: Phrase | None) -> Phrase | None:
    if cue.kind in ("participle", "infinitive"):
        ahead = subject_before(frame, cue.first) if cue.kind == "infinitive" else None
        opening = phrase_at(frame, 0) if last is None else None
        if opening is not None and not can_speak(frame, opening):
            opening = None
        return ahead or last or opening
    found = subject_of(frame, cue)
    if (
        found is None
        and cue.kind == "verb"
        and cue.first
        and frame[cue.first - 1].word
        in (
            "et",
            "and",
            "puis",
            "mais",
            "but",
            "then",
        )
    ):
        return last
    return found


def _words(
    frame: Frame, cue: Cue, subject: Phrase, later: list[Cue], credited: frozenset[int]
) -> Range | None:
    if cue.kind == "source":
        return _by_source(frame, cue, subject, later, credited)
    behind = max(cue.last, subject.last if subject.first >= cue.last else 0)
    if cue.kind == "verb" and (introduced := _as_told(frame, cue, subject)) is not None:
        return _whole(frame, introduced, _clause_end(frame, introduced, later))
    start = _after_that(frame, cue, subject, later)
    reflexive = frame[cue.first].word in ("se", "s'")
    if reflexive and cue.infinitive not in small_words("reflexive"):
        return None  # "s'explique par ..."
    if start is None and cue.kind == "verb":
        start = _without_that(frame, cue, subject, behind)
    if start is None and cue.infinitive in small_words("object"):
        start = _object(frame, behind)
    if start is not None and start in credited:
        return None  # "il concède que « ... » et promet un correctif"
    if start is not None:
        return _whole(frame, start, _clause_end(frame, start, later))
    if cue.kind == "verb":
        return _said_before(frame, cue, subject, behind, credited)
    return None


def _as_told(frame: Frame, cue: Cue, subject: Phrase) -> int | None:
    """`As Smith put it in a longer post, ...`, `Comme l'explique Anne Morel, ...`."""
    first = min(cue.first, subject.first)
    if first > 2 or not first or frame[0].word not in ("as", "comme", "ainsi"):
        return None
    behind = max(cue.last, subject.last)
    comma = next(
        (i for i in range(behind, min(behind + 10, len(frame))) if frame[i].text == ","), None
    )
    return None if comma is None or comma + 1 >= len(frame) else comma + 1


def _after_that(frame: Frame, cue: Cue, subject: Phrase, later: list[Cue]) -> int | None:
    """After the "that" which a verb governs, its asides and objects skipped."""
    for i in range(cue.last, min(cue.last + _ASIDE, len(frame))):
        token = frame[i]
        if token.kind is Kind.QUOTED or token.text in (":", ";"):
            return None
        if token.word not in _THAT:
            continue
        if frame[i - 1].text == "," and _is_inserted(frame, cue, subject):
            return None  # "It is not true, Diaz says, that she owes rent."
        between = frame[cue.last : i]
        if any(other.first < i for other in later):
            return None
        inside = subject.first >= cue.last and subject.last <= i
        first = subject.last if inside else cue.last
        rest = frame[first:i]
        if any(token.word in _HELPING for token in rest):
            return None  # "dit s'être inspirée des gestes qu'elle a suivis"
        if rest and rest[0].word in _SUBJECTS and frame[i - 1].text != ",":
            return None  # "She says she has never owned a baton that cost more."
        aside = not rest or not rest[0].is_word or _opens_aside(rest[0].word) or rest[0].is_capital
        if not between or aside or cue.infinitive in _OBJECTS:
            return i + 1
        return None
    return None


def _is_inserted(frame: Frame, cue: Cue, subject: Phrase) -> bool:
    first = min(cue.first, subject.first)
    return first > 0 and frame[first - 1].text == ","


def _opens_aside(word: str) -> bool:
    small = any(
        word in small_words(name) for name in ("circumstance", "adverb", "pronoun", "clitic")
    )
    return (
        small
        or word.startswith("-")
        or word.endswith(("ment", "ly"))
        or word
        in (
            "à",
            "au",
            "aux",
            "to",
            "auprès",
            "face",
            "via",
            "reporters",
            "journalists",
            "lawmakers",
            "investors",
        )
    )


def _without_that(frame: Frame, cue: Cue, subject: Phrase, behind: int) -> int | None:
    """A clause or an infinitive right behind the verb."""
    i = behind
    if i >= len(frame):
        return None
    while i < len(frame) and frame[i].word in small_words("adverb"):
        i += 1
    if i >= len(frame):
        return None
    if frame[i].text == ":" and i + _FEWEST < len(frame):
        rest = frame[i + 1 :]
        return i + 1 if not any(token.kind is Kind.QUOTED for token in rest) else None
    verb = i
    while verb < len(frame) and frame[verb].word in (
        "ne",
        "n'",
        "pas",
        "plus",
        "s'",
        "se",
        "y",
        "en",
        "l'",
    ):
        verb += 1
    if verb < len(frame):
        listed = cue.infinitive in small_words("infinitive")
        helping = frame[verb].word in _HELPING
        claimed = cue.infinitive in ("claim", "profess") and frame[i].word == "to"
        infinitive = _INFINITIVE.fullmatch(frame[verb].word) and not frame[verb].is_capital
        if helping or claimed or (listed and infinitive):
            return i
        for n in range(i, min(i + 9, len(frame))):
            if not frame[n].is_word or frame[n].word in (*_THAT, "qui", "de", "d'", "pour", "sans"):
                break
            if frame[n].word in _HELPING:
                return n  # "confiait l'an dernier à Auto-Zine avoir passé onze mois ..."
        reflexive = frame[cue.first].word in ("se", "s'")
        if cue.infinitive == "dire" and reflexive and frame[i].is_word:
            return i
    if cue.infinitive not in small_words("bare"):
        return None
    if cue.infinitive in _OBJECTS:
        told = phrase_at(frame, i)
        if told is None:
            return None
        i = told.last
    else:
        i = _over_time(frame, i)
    if i >= len(frame) or not frame[i].is_word:
        return None
    if frame[i].word in _SUBJECTS and subject.first < cue.first and i + 2 < len(frame):
        return i  # "but says they cost a fiftieth of the price"
    plain = cue.infinitive not in _OBJECTS and subject.first < cue.first
    if not _opens_clause(frame, i) and not (plain and not _opens_aside(frame[i].word)):
        return None
    comma = next((n for n in range(i, len(frame)) if frame[n].text in (",", "–", "—")), len(frame))
    rest = frame[i + 1 : comma] if comma - i > 3 else frame[i + 1 :]
    finite = any(t.word in _FINITE or _is_past(t.word) or t.kind is Kind.QUOTED for t in rest)
    return i if finite else None


def _object(frame: Frame, at: int) -> int | None:
    """`a exprimé l'importance de ...`: a view as the verb's object."""
    if at + 2 < len(frame) and frame[at].word in (
        "l'",
        "le",
        "la",
        "les",
        "sa",
        "son",
        "ses",
        "the",
        "his",
        "her",
        "its",
        "their",
    ):
        return at
    return None


def _over_time(frame: Frame, at: int) -> int:
    """`said on Tuesday the plant would close`."""
    i = at
    if i < len(frame) and frame[i].word in ("on", "late", "earlier", "last", "in"):
        i += 1
    days = (
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "yesterday",
        "today",
        "week",
    )
    return i + 1 if i < len(frame) and frame[i].word in days else at


def _opens_clause(frame: Frame, at: int) -> bool:
    token = frame[at]
    opening = (
        "there",
        "it",
        "he",
        "she",
        "they",
        "we",
        "you",
        "i",
        "no",
        "more",
        "about",
        "nearly",
        "most",
        "what",
    )
    determiner = token.word in small_words("determiner") or token.word in small_words("quantity")
    return (
        determiner
        or token.is_capital
        or token.word in opening
        or token.word[0].isdigit()
        or (token.word.endswith("s") and token.word not in ("as", "this", "was"))
    )


def _is_past(word: str) -> bool:
    return word.endswith("ed") or word in (
        "went",
        "came",
        "made",
        "took",
        "got",
        "rose",
        "fell",
        "lost",
        "won",
    )


def _said_before(
    frame: Frame, cue: Cue, subject: Phrase, behind: int, credited: frozenset[int]
) -> Range | None:
    """`Un total de 777.000 véhicules ont été vendus, a annoncé en janvier l'Association`."""
    first = min(cue.first, subject.first)
    comma = first - 1
    if comma < 1 or frame[comma].text not in (",", "–", "—"):
        return None
    behind = _over_aside(frame, behind)
    if subject.first < cue.first and not _is_plain_subject(frame, subject, cue):
        return None
    if frame[first].word in ("who", "qui"):
        return None
    start = _content_start(frame, comma, credited)
    goes_on = behind + 1 < _frame_end(frame) and frame[behind].text in (",", "–", "—")
    if (comma - 1) in credited or (comma - start < _FEWEST and not goes_on):
        return None
    if not goes_on and not _has_verb(frame, start, comma):
        return None
    return _around(frame, start, comma, behind, credited)


def _over_aside(frame: Frame, at: int) -> int:
    """After what tells when and where, up to the comma that ends an insertion, or the end."""
    i, end = at, _frame_end(frame)
    while i < end and i - at < 10 and frame[i].kind is not Kind.QUOTED:
        if frame[i].text in (",", "–", "—"):
            return i
        if frame[i].word in _FINITE:
            return at
        i += 1
    return i if i == end else at


def _is_plain_subject(frame: Frame, subject: Phrase, cue: Cue) -> bool:
    """`..., Smith said`: nothing but adverbs between the name and its verb."""
    gap = frame[subject.last : cue.first]
    if not all(token.word in small_words("adverb") or token.text == "," for token in gap):
        return False
    following = frame[cue.last] if cue.last < _frame_end(frame) else None
    if following is None or not following.is_word:
        return following is None or following.text != ":"
    end = _over_aside(frame, cue.last)
    return end > cue.last and (
        following.word in small_words("circumstance") or following.word in small_words("adverb")
    )


def _has_verb(frame: Frame, start: int, end: int) -> bool:
    """Whether tokens can be a clause, rather than a phrase that leads to the verb."""
    first = frame[start].word
    leading = (
        "dans",
        "lors",
        "après",
        "interrogé",
        "interrogée",
        "during",
        "after",
        "asked",
        "speaking",
        "in",
        "at",
        "pour",
    )
    return first not in leading or any(
        t.word in _FINITE
        or t.word in ("est", "sont", "a", "ont", "sera", "seront", "était", "avait", "doit")
        for t in frame[start:end]
    )


def _by_source(
    frame: Frame, cue: Cue, subject: Phrase, later: list[Cue], credited: frozenset[int]
) -> Range | None:
    if is_relative(frame, cue):
        return _whole(frame, cue.last, _clause_end(frame, cue.last, later))
    behind = subject.last if cue.pronoun is None else cue.last
    if frame[cue.first].word == "pour" and not _is_view(frame, cue, subject):
        return None
    ahead = _content_start(frame, cue.first, credited)
    leading = [token for token in frame[ahead : cue.first] if token.is_word]
    comma = behind < len(frame) and frame[behind].text == ","
    if not comma:
        # "Selon une étude réalisée par l'institut Marémètre, ..."
        beyond = next(
            (i for i in range(behind, min(behind + 9, len(frame))) if frame[i].text == ","), None
        )
        if beyond is not None and not any(
            t.word in _FINITE or t.word in _VERBS for t in frame[behind:beyond]
        ):
            behind, comma = beyond, True
    if len(leading) < 3 and behind < len(frame):
        start = _over_link(frame, behind + 1) if comma else behind
        if start < len(frame) and frame[start].kind is Kind.QUOTED and start in credited:
            return None
        return (
            _whole(frame, start, _clause_end(frame, start, later)) if start < len(frame) else None
        )
    if frame[cue.first].word == "pour" or len(leading) < _FEWEST:
        return None
    close = cue.first - 1 if frame[cue.first - 1].text == "," else cue.first
    if close - 1 in credited:
        return None
    return _around(frame, ahead, close, behind, credited)


def _over_link(frame: Frame, at: int) -> int:
    """`Pour Anne Morel, en revanche, ...`."""
    linking = (
        "en",
        "par",
        "lui",
        "elle",
        "eux",
        "elles",
        "quant",
        "toutefois",
        "however",
        "though",
    )
    if at < len(frame) and frame[at].word in linking:
        comma = next((i for i in range(at, min(at + 7, len(frame))) if frame[i].text == ","), None)
        return at if comma is None else comma + 1
    return at


def _is_view(frame: Frame, cue: Cue, subject: Phrase) -> bool:
    """`Pour Anne Morel, c'est ...`, but not "Pour Noël, ..."."""
    behind = subject.last
    if cue.first or not (behind < len(frame) and frame[behind].text == ","):
        return False
    if is_pronoun(frame, subject) or subject.role is not None:
        return True
    single = subject.name[1] - subject.name[0] == 1 and frame[subject.name[0]].is_capital
    return single or is_person_name(frame, subject.name) or is_office(frame, subject.name)


def _around(
    frame: Frame, start: int, close: int, behind: int, credited: frozenset[int]
) -> Range | None:
    """The content before an attribution; with what follows it where the sentence goes on."""
    end = _frame_end(frame)
    goes_on = behind < end and frame[behind].text in (",", "–", "—") and behind + 1 < end
    goes_on = goes_on and not any(i in credited for i in range(behind, end))
    following = frame[behind + 1].word if goes_on else ""
    aside = following in _FOLLOWING or (
        following in small_words("circumstance") and following not in _THAT
    )
    if goes_on and not aside and _clause_follows(frame, behind + 1, end):
        return start, end
    return _whole(frame, start, close)


_FOLLOWING = (
    "ajoutant",
    "adding",
    "précisant",
    "qui",
    "who",
    "lors",
    "dans",
    "et",
    "citing",
    "citant",
    "tout",
)


def _clause_follows(frame: Frame, at: int, end: int) -> bool:
    """Whether what follows an attribution is the rest of its sentence, rather than an office."""
    word = frame[at].word
    return (
        end - at >= 2
        and not word.endswith("ant")
        and (not word.endswith("ing") or word.endswith("thing"))
    )


def _content_start(frame: Frame, before: int, credited: frozenset[int]) -> int:
    """Where the clause begins that a later attribution credits."""
    start = 0
    for i in range(before):
        if i in credited or frame[i].text == ";":
            start = i + 1
    start = _after_dateline(frame, start, before)
    while start < before and (not frame[start].is_word and frame[start].kind is not Kind.QUOTED):
        start += 1
    return start


def _after_dateline(frame: Frame, start: int, before: int) -> int:
    """`PARIS, 14 mars (AFP) - ...`: the content begins behind the dash."""
    if start or not frame[0].text.isupper():
        return start
    dashes = (i for i in range(min(before, 14)) if frame[i].text in ("-", "–", "—", "--"))
    return next((i + 1 for i in dashes), start)


def _clause_end(frame: Frame, start: int, later: list[Cue]) -> int:
    """Where a reported clause ends: with its frame, or before the next attribution's clause."""
    end = next((i for i in range(start, len(frame)) if frame[i].text == ";"), _frame_end(frame))
    end = min(end, _next_verb(frame, start, end))
    for cue in later:
        if cue.first <= start:
            continue
        if cue.kind == "participle":
            before = frame[cue.first - 1].text == ","
            follows = any(t.word in _THAT or t.text == ":" for t in frame[cue.last : cue.last + 3])
            if before and follows:
                return min(end, cue.first - 1)
            continue
        if cue.kind == "source":
            behind = subject_after(frame, cue.last)
            if frame[cue.first - 1].text == "," and behind and behind.last >= end:
                return min(end, cue.first - 1)
            continue
        subject = subject_before(frame, cue.first)
        if subject is None:
            inverted = cue.pronoun is not None or subject_after(frame, cue.last) is not None
            if frame[cue.first - 1].text == "," and inverted:
                return min(end, cue.first - 1)
            joined = frame[cue.first - 1].word in ("et", "and", "puis")
            that = any(t.word in _THAT for t in frame[cue.last : cue.last + 4])
            promised = cue.infinitive in ("promise", "pledge", "vow", "promettre", "jurer")
            if (joined and (that or promised)) or frame[cue.first - 1].word in ("but", "mais"):
                return min(end, cue.first - 1)
            continue
        before_subject = frame[subject.first - 1].word if subject.first else ""
        if (
            before_subject in ("mais", "but", "while", "tandis", "et", "and", ";")
            and subject.first > start
        ):
            cut = subject.first - 1
            return min(end, cut - 1 if cut and frame[cut - 1].text == "," else cut)
    return end


def _next_verb(frame: Frame, start: int, end: int) -> int:
    """Before `, and dismissed ...`: the next thing that the same one did."""
    for i in range(start + 3, end - 2):
        joined = frame[i].text == "," and frame[i + 1].word in ("and", "but")
        if joined and frame[i + 2].word.endswith("ed"):
            return i
    return end


def _frame_end(frame: Frame) -> int:
    """The number of the token after the last that is no final punctuation."""
    end = len(frame)
    while (
        end
        and frame[end - 1].kind is Kind.MARK
        and frame[end - 1].text not in ("%", "€", "$", "£", ")", "]")
    ):
        end -= 1
    return end


def _whole(frame: Frame, start: int, end: int) -> Range | None:
    while (
        start < end
        and frame[start].kind is Kind.MARK
        and frame[start].text not in ("(", "$", "€", "£", "-", "–")
    ):
        start += 1
    while end > start and frame[end - 1].text in (",", ";", ":", "–", "—"):
        end -= 1
    return (
        (start, end)
        if sum(token.kind is not Kind.MARK for token in frame[start:end]) >= 2
        else None
    )


def _is_all_quoted(frame: Frame, words: Range) -> bool:
    tokens = [token for token in frame[words[0] : words[1]] if token.kind is not Kind.MARK]
    return all(token.kind is Kind.QUOTED for token in tokens)
