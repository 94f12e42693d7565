"""Extents of reported clauses in a frame."""

from dixit.rag.lang.lexicons import reporting, small_words
from dixit.rag.quotations.grammar.cues import Cue
from dixit.rag.quotations.grammar.phrase_words import Range
from dixit.rag.quotations.grammar.subjects import subject_after, subject_before
from dixit.rag.quotations.grammar.tokens import Frame, Kind

FINITE = frozenset(
    "is are was were will would can could has have had may might must should do does did 'd 'll 's"
    " 're isn't aren't wasn't won't wouldn't can't couldn't hasn't haven't hadn't shouldn't didn't"
    " doesn't don't needs need wants want".split()
)
"""English auxiliaries and modals, by which a clause is recognised."""
THAT = ("que", "qu'", "that")
"""Conjunctions that open a reported clause."""
FEWEST = 3
"""Minimum length of a statement before its attribution, in tokens."""


def over_aside(frame: Frame, at: int) -> int:
    """Step over adjuncts up to the comma that ends an inserted attribution.

    Args:
        frame: The frame.
        at: Index after the cue and its subject.

    Returns:
        Index of the comma, or of the frame's end; `at` where a finite verb, a quotation or ten
        tokens come first.
    """
    i, end = at, frame_end(frame)
    while i < end and i - at < 10 and frame[i].kind is not Kind.QUOTED:
        if frame[i].text in (",", "–", "—"):
            return i
        if frame[i].word in FINITE:
            return at
        i += 1
    return i if i == end else at


def around(
    frame: Frame, start: int, close: int, behind: int, credited: frozenset[int]
) -> Range | None:
    """Return the content before an attribution, and behind it where the clause goes on there.

    "Le pont, selon Anne Morel, est fermé" gives the whole sentence; an office, a participle or a
    relative clause behind the attribution is left out.

    Args:
        frame: The frame.
        start: First token of the content.
        close: Index after the content before the attribution.
        behind: Index after the attribution.
        credited: Quotation tokens that already have a speaker.

    Returns:
        The extent; None where fewer than two words are left.
    """
    end = frame_end(frame)
    end = next((i for i in range(behind, end) if frame[i].text == ";"), end)
    if start and frame[start - 1].text == "(":
        end = next((i for i in range(behind, end) if frame[i].text == ")"), end)
    goes_on = behind < end and frame[behind].text in (",", "–", "—") and behind + 1 < end
    goes_on = goes_on and not any(i in credited for i in range(behind, end))
    following = frame[behind + 1].word if goes_on else ""
    aside = following in _FOLLOWING or (
        following in small_words("circumstance") and following not in (*THAT, *_GOING_ON)
    )
    if goes_on and not aside and _clause_follows(frame, behind + 1, end):
        return start, end
    return trimmed(frame, start, close)


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
"""Words behind an attribution that do not continue the reported clause."""


_GOING_ON = ("because", "if", "unless", "car", "but", "mais")
"""Conjunctions behind an attribution with which the reported clause goes on."""


def _clause_follows(frame: Frame, at: int, end: int) -> bool:
    """Return whether the tokens behind an attribution continue its clause."""
    word = frame[at].word
    return (
        end - at >= 2
        and not word.endswith("ant")
        and (not word.endswith("ing") or word.endswith("thing"))
    )


def content_start(frame: Frame, before: int, credited: frozenset[int]) -> int:
    """Return where the content before an attribution begins.

    Skips quotations that have a speaker, earlier clauses, a dateline and leading punctuation.

    Args:
        frame: The frame.
        before: Index after the content.
        credited: Quotation tokens that already have a speaker.
    """
    start = 0
    for i in range(before):
        if i in credited or frame[i].text == ";" or _opens_bracket(frame, i, before):
            start = i + 1
    start = _after_dateline(frame, start, before)
    if start and start < before and frame[start].text == "(":
        # "« Basta » (assez), a crié ...": the translation is no statement of its own.
        start = next((i + 1 for i in range(start, before) if frame[i].text == ")"), start)
    while start < before and (not frame[start].is_word and frame[start].kind is not Kind.QUOTED):
        start += 1
    return start


def _opens_bracket(frame: Frame, at: int, before: int) -> bool:
    """Return whether a bracket opens at a token and is not closed before an attribution."""
    return frame[at].text == "(" and not any(t.text == ")" for t in frame[at:before])


def _after_dateline(frame: Frame, start: int, before: int) -> int:
    """Return the index behind a news agency's dateline: "PARIS, 14 mars (AFP) - ..."."""
    if start or not frame[0].text.isupper():
        return start
    dashes = (i for i in range(min(before, 14)) if frame[i].text in ("-", "–", "—", "--"))
    return next((i + 1 for i in dashes), start)


def clause_end(frame: Frame, start: int, later: list[Cue]) -> int:
    """Return where a reported clause ends: with its frame, or before the next attribution.

    Args:
        frame: The frame.
        start: First token of the clause.
        later: The cues behind the one that governs the clause.
    """
    end = next((i for i in range(start, len(frame)) if frame[i].text == ";"), frame_end(frame))
    end = min(end, _next_verb(frame, start, end))
    for cue in later:
        if cue.first <= start:
            continue
        if cue.kind == "participle":
            has_comma = frame[cue.first - 1].text == ","
            has_complement = any(
                t.word in THAT or t.text == ":" for t in frame[cue.last : cue.last + 3]
            )
            if has_comma and has_complement:
                return min(end, cue.first - 1)
            continue
        if cue.kind == "source":
            behind = subject_after(frame, cue.last)
            if frame[cue.first - 1].text == "," and behind and behind.last >= end:
                return min(end, cue.first - 1)
            continue
        subject = subject_before(frame, cue.first)
        if subject is None:
            is_inverted = cue.pronoun is not None or subject_after(frame, cue.last) is not None
            if frame[cue.first - 1].text == "," and is_inverted:
                return min(end, cue.first - 1)
            is_coordinated = frame[cue.first - 1].word in ("et", "and", "puis")
            if (is_coordinated and _reports(frame, cue)) or frame[cue.first - 1].word in (
                "but",
                "mais",
            ):
                return min(end, cue.first - 1)
            continue
        before_subject = frame[subject.first - 1].word if subject.first else ""
        if _opens_contrast(frame, subject.first, start) and cue.last + 2 < end:
            cut = subject.first - (2 if before_subject in THAT else 1)
            return min(end, cut - 1 if frame[cut - 1].text == "," else cut)
        if (
            before_subject in ("mais", "but", "while", "tandis", "et", "and", ";")
            and subject.first > start
        ):
            cut = subject.first - 1
            return min(end, cut - 1 if cut and frame[cut - 1].text == "," else cut)
    return end


def _reports(frame: Frame, cue: Cue) -> bool:
    """Return whether a coordinated cue has words of its own: "et promet que", "and says it is"."""
    if any(t.word in THAT for t in frame[cue.last : cue.last + 4]):
        return True
    if cue.infinitive in ("promise", "pledge", "vow", "promettre", "jurer"):
        return True
    following = frame[cue.last] if cue.last < len(frame) else None
    if following is None or cue.last - cue.first > 1 or cue.infinitive not in _SPEAKING:
        return following is not None and following.word in ("avoir", "être")
    return following.word in ("avoir", "être") or (
        following.word in small_words("determiner") | small_words("pronoun")
    )


_SPEAKING = frozenset("say add insist argue claim think believe".split())
"""English verbs that govern a clause without "that"."""


def _opens_contrast(frame: Frame, subject: int, start: int) -> bool:
    """Return whether "as", "while" or "alors que" stands before the subject of a later cue."""
    if subject - 2 <= start:
        return False
    before, ahead = frame[subject - 1].word, frame[subject - 2].word
    return before in ("as", "while", "whereas") or (
        before in ("que", "qu'") and ahead in ("alors", "tandis", "pendant")
    )


def _next_verb(frame: Frame, start: int, end: int) -> int:
    """Return where a further act begins (", and dismissed ..."), or a concession (", though")."""
    for i in range(start + 3, end - 2):
        is_coordinated = frame[i].text == "," and frame[i + 1].word in ("and", "but")
        if is_coordinated and frame[i + 2].word.endswith("ed"):
            return i
        if frame[i].text != ",":
            continue
        if frame[i + 1].word in ("although", "though"):
            return i
        if frame[i + 1].word in ("without", "sans") and _tells(frame[i + 2].word):
            return i  # ", sans en dire plus"
        if frame[i + 1].word == "sans" and frame[i + 2].word == "en":
            return i
    return end


def _tells(word: str) -> bool:
    """Return whether a word is the infinitive or participle of a verb that reports."""
    return any(verb.form in ("infinitive", "present") for verb in reporting().get(word, ()))


def frame_end(frame: Frame) -> int:
    """Return the index after the last token that is no final punctuation."""
    end = len(frame)
    while (
        end
        and frame[end - 1].kind is Kind.MARK
        and frame[end - 1].text not in ("%", "€", "$", "£", ")", "]")
    ):
        end -= 1
    return end


def trimmed(frame: Frame, start: int, end: int) -> Range | None:
    """Return an extent without the punctuation at its edges.

    Args:
        frame: The frame.
        start: First token.
        end: Index after the last token.

    Returns:
        The extent; None where fewer than two words are left.
    """
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


def is_all_quoted(frame: Frame, words: Range) -> bool:
    """Return whether an extent holds only quotations and punctuation."""
    tokens = [token for token in frame[words[0] : words[1]] if token.kind is not Kind.MARK]
    return all(token.kind is Kind.QUOTED for token in tokens)
