"""Subjects of cues: the speaker before the cue, behind it or inside it."""

from dataclasses import replace

from dixit.rag.lang.lexicons import reporting, small_words
from dixit.rag.quotations.grammar.adjuncts import LEADING, TIMES, after_aside, back_over_small
from dixit.rag.quotations.grammar.cues import Cue
from dixit.rag.quotations.grammar.noun_phrases import (
    NOBODY,
    can_speak,
    is_person_name,
    is_pronoun,
    may_speak,
    phrase_at,
    with_apposition,
)
from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.relatives import (
    JOINING,
    RELATIVE,
    Speaks,
    described_by_relative,
    first_relative,
)
from dixit.rag.quotations.grammar.tokens import Frame, Kind

_LEADING_ON = frozenset("de du d' des of à au aux the le la l' les".split())
"""Words behind which a phrase goes on, rather than begins."""
_FINITE = frozenset(
    "a ont est has is was que that were are sont he she était étaient avait avaient sera".split()
)
"""Words that show a finite clause between a phrase and the verb."""
_SEPARATORS = frozenset(": ; ( ) ! ? … . [ ]".split())
"""Punctuation that separates clauses."""


def subject_of(frame: Frame, cue: Cue) -> Phrase | None:
    """Return the speaker of a cue, wherever the phrase stands.

    Args:
        frame: The frame.
        cue: A cue of the frame.

    Returns:
        The subject of a verb or the complement of a source phrase; None where nobody is named.
    """
    if cue.owner is not None:
        return Phrase(*cue.owner, cue.owner)
    if cue.pronoun is not None:
        return Phrase(cue.pronoun, cue.pronoun + 1, (cue.pronoun, cue.pronoun + 1))
    if cue.kind == "source" and is_relative(frame, cue):
        for start in range(max(0, cue.first - 12), cue.first - 1):
            phrase = phrase_at(frame, start, cue.first - 1)
            if phrase and phrase.last == cue.first - 1 and can_speak(frame, phrase):
                return phrase
        return None
    if cue.kind in ("source", "passive"):
        return subject_after(frame, cue.last)
    sure = cue.infinitive not in small_words("thing")
    is_inserted = cue.first > 0 and frame[cue.first - 1].text in (",", "–", "—")
    if is_inserted and cue.infinitive not in small_words("personal"):
        inverted = subject_after(frame, cue.last)
        if (
            inverted is not None
            and not is_pronoun(frame, inverted)
            and _ends_clause(frame, inverted)
        ):
            return inverted
    return subject_before(frame, cue.first, sure) or subject_after(
        frame, cue.last, sure=sure and is_inserted
    )


def is_relative(frame: Frame, cue: Cue) -> bool:
    """Return whether a cue is "pour qui", whose speaker stands before it.

    Example: "Odile Saint-Macary, pour qui la baisse est réelle".
    """
    return frame[cue.first].word == "pour" and cue.last - cue.first == 2


def _ends_clause(frame: Frame, phrase: Phrase) -> bool:
    """Return whether a phrase behind a verb is its subject, and not that of the next verb."""
    following = frame[phrase.last] if phrase.last < len(frame) else None
    if following is None or not following.is_word:
        return True
    return following.word in small_words("circumstance") or following.word in TIMES


def subject_after(frame: Frame, at: int, sure: bool = False) -> Phrase | None:
    """Return the noun phrase behind a cue, past the adjuncts between them.

    Example: "a déclaré mardi à la presse Marie Curie, maire de Lyon".

    Args:
        frame: The frame.
        at: Index after the cue.
        sure: Whether the cue stands beside quoted words, so that any noun may be the speaker.

    Returns:
        The phrase with its apposition; None where no speaker follows.
    """
    speaks = may_speak if sure else can_speak
    for _ in range(6):
        if at >= len(frame):
            return None
        if frame[at].text == "(":  # "à l'Agence France-Presse (AFP), Anne Morel"
            at = next((i + 1 for i in range(at, len(frame)) if frame[i].text == ")"), len(frame))
            continue
        if frame[at].text in (",", "–") and at + 1 < len(frame):
            name = phrase_at(frame, at + 1)
            if name is not None and is_person_name(frame, name.name):
                return with_apposition(frame, name)
            beyond = after_aside(frame, at + 1)
            if beyond is None:
                return None
            at = beyond + (1 if beyond < len(frame) and frame[beyond].text == "," else 0)
            continue
        phrase = phrase_at(frame, at)
        if phrase is None and sure and frame[at].is_word and _is_capital(frame, at + 1):
            name = phrase_at(frame, at + 1)  # "quipped volunteer Maribel Quintanilla"
            if name is not None and not frame[at].is_capital and frame[at].word not in LEADING:
                phrase = replace(name, first=at, role=name.role or (at, at + 1))
        if phrase is not None:
            whole = with_apposition(frame, phrase)
            # "Selon la titulaire, Anne Morel": the name tells that the noun is a person's.
            is_named = whole.name != phrase.name and is_person_name(frame, whole.name)
            return whole if is_named or speaks(frame, phrase) else None
        following = after_aside(frame, at)
        if following is None:
            return None
        at = following
    return None


def _is_capital(frame: Frame, at: int) -> bool:
    """Return whether the token exists and is capitalised."""
    return at < len(frame) and frame[at].is_capital


def subject_before(frame: Frame, at: int, sure: bool = False) -> Phrase | None:
    """Return the noun phrase before a cue, past adverbs, appositions and relative clauses.

    Example: "Zu Sijie, Vice-président du groupe SAIC, indique".

    Args:
        frame: The frame.
        at: First token of the cue.
        sure: Whether only persons and organisations can be the verb's subject.

    Returns:
        The phrase with its apposition; None where the clause names no speaker.
    """
    speaks = may_speak if sure else can_speak
    end = back_over_small(frame, at)
    end = _before_brackets(frame, end)
    if end > 1 and frame[end - 1].word in RELATIVE and frame[end - 2].word in ("et", "and"):
        end = first_relative(frame, end - 1)
    if end > 0 and frame[end - 1].word in RELATIVE:
        end -= 2 if end > 1 and frame[end - 2].text == "," else 1
    begin = _clause_start(frame, end)
    commas = [i for i in range(begin, end) if frame[i].text in (",", "–", "—")]
    last = commas[-1] + 1 if commas else begin
    if last < end:
        adjacent = _adjacent(frame, last, end, speaks)
        if adjacent is not None:
            before = _named_ahead(frame, begin, commas, adjacent)
            return before or adjacent
        return None
    return _across_commas(frame, begin, commas, speaks)


def _before_brackets(frame: Frame, end: int) -> int:
    """Return the index of the bracket that opens behind a name: "Sen. Jane Doe (D-Ohio) said"."""
    if not end or frame[end - 1].text != ")":
        return end
    return next((i for i in range(end - 2, max(0, end - 12), -1) if frame[i].text == "("), end)


def _adjacent(frame: Frame, first: int, end: int, speaks: Speaks) -> Phrase | None:
    """Return the phrase directly before the verb at `end`, in the clause that begins at `first`."""
    partial = None
    for start in range(first, end):
        if frame[start].word in ("du", "des") and start > first:
            continue
        if start == first and frame[start].word in NOBODY:
            return None  # "Nobody on Elm Street believes that ..."
        if start > first and not _may_precede(frame, first, start):
            continue
        phrase = phrase_at(frame, start, end)
        if phrase is None or not speaks(frame, phrase):
            continue
        if phrase.last == end:
            return partial or phrase
        if partial is None and _leads_to_verb(frame, start == first, phrase.last, end):
            partial = phrase
    return partial


def _may_precede(frame: Frame, first: int, start: int) -> bool:
    """Return whether a phrase may begin at `start`, rather than continue there."""
    before = frame[start - 1]
    if before.word in _LEADING_ON:
        return False
    opening = all(
        token.word in JOINING
        or token.word in TIMES
        or token.word in LEADING
        or token.word in small_words("adverb")
        for token in frame[first:start]
    )
    return opening or before.word in JOINING or before.word in TIMES or not before.is_capital


def _leads_to_verb(frame: Frame, at_head: bool, at: int, end: int) -> bool:
    """Return whether the tokens between a phrase and the verb only modify the phrase.

    Example: "le ministre interrogé mardi sur France Inter" before its verb.
    """
    word = frame[at].word
    participle = word.endswith(("é", "ée", "és", "ées", "ed")) or word in LEADING or word in TIMES
    finite = any(
        t.word in _FINITE or (t.word in reporting() and t.word in small_words("bare"))
        for t in frame[at:end]
    )
    return (participle or at_head) and end - at <= 12 and not finite


def _named_ahead(frame: Frame, begin: int, commas: list[int], phrase: Phrase) -> Phrase | None:
    """Return the office before a comma joined with the name behind it; None where there is none.

    Example: "Le PDG de Renault, Luca de Meo a dit".
    """
    if not commas or phrase.role is not None:
        return None
    first = commas[-2] + 1 if len(commas) > 1 else begin
    office = phrase_at(frame, first, commas[-1])
    if office is None or office.last != commas[-1]:
        return None
    combined = with_apposition(frame, office, phrase.last)
    return combined if combined.name == phrase.name and combined.last == phrase.last else None


def _across_commas(frame: Frame, begin: int, commas: list[int], speaks: Speaks) -> Phrase | None:
    """Return the first complete phrase between commas; those behind it are appositions."""
    starts = [begin, *(comma + 1 for comma in commas)][: len(commas)]
    if (described := described_by_relative(frame, starts, commas, speaks)) is not None:
        return described
    partial = None
    for start, close in zip(starts, commas, strict=True):
        first = start
        while first < close and frame[first].word in JOINING:
            first += 1
        phrase = phrase_at(frame, first, close)
        if phrase is None or not speaks(frame, phrase):
            continue
        if phrase.last in (close, _before_brackets(frame, close)):
            # "A team at the Moll Institute in Port Louis, Mauritius, reports"
            is_place = partial is not None and phrase.role is None and phrase.last - first == 1
            return partial if is_place else with_apposition(frame, phrase)
        partial = partial or phrase
    return partial


def _clause_start(frame: Frame, end: int) -> int:
    """Return the index after the last mark or quotation that separates clauses, before `end`."""
    i = end
    while i > 0:
        token = frame[i - 1]
        if (
            token.kind is Kind.QUOTED
            and i > 1
            and frame[i - 2].is_word
            and _is_noun_ahead(frame, i)
        ):
            i -= 1  # A quoted name: "du groupe « Valbrenne autrement », a rétorqué que".
            continue
        if token.text in ("--", "-", "–", "—") and i <= 14 and frame[0].text.isupper():
            return i  # "BOSTON, Sept. 9 -- Corvane Therapeutics announced"
        if token.kind is Kind.QUOTED or token.text in _SEPARATORS:
            # A comma directly behind a quotation belongs to it.
            return i + 1 if i < end and frame[i].text in (",", "–", "—") else i
        i -= 1
    return 0


def _is_noun_ahead(frame: Frame, at: int) -> bool:
    """Return whether the quotation that ends before a token is a name inside the phrase."""
    word = frame[at - 2].word
    return word in small_words("body") or len(frame[at - 1].text.split()) <= 4
