"""Who said what in a document: direct, half-direct and indirect speech, with their speakers.

Rules over marks, reporting verbs and names; what they cannot attribute is left out, so that
scare quotes, titles and slogans are not statements.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.records import Document, Quotation, Span
from rag import attribution
from rag.debris import blocks_of
from rag.quoted import Quoted, mark_over, opened_in, quoted_in
from rag.sentences import sentences_in
from rag.speakers import Cast, is_pronoun, is_speaker, same_speaker

RULES_VERSION = "2"

_LANGUAGES = ("fr", "en")
_NEAR = 600
"""Characters within which a pronoun may point back."""
_BESIDE = 500
"""Characters within which an attribution stands beside quoted words."""
_LONGEST = 1500
"""Characters of a sentence; what is longer was written by no reporter."""


@dataclass(frozen=True, slots=True)
class _Attribution:
    """A speaker, a role and a cue as places in the text."""

    speaker: tuple[int, int]
    cue: tuple[int, int]
    role: tuple[int, int] | None = None
    words: tuple[int, int] | None = None


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """Every statement in the document whose speaker is named, in order of place."""
    text = document.text
    found: list[Quotation] = []
    cast = Cast.of(text)
    for block in blocks_of(document):
        if block.debris:
            continue
        start, end = block.start, block.end
        marks = quoted_in(text, start, end)
        sentences = sentences_in(text, start, end)
        statements = sorted(
            [*_direct(document, marks, sentences), *_indirect(document, marks, sentences)],
            key=lambda quotation: (quotation.span.start, quotation.span.end),
        )
        for statement in statements:
            found.append(_named(statement, text, start, found, cast))
    return tuple(found)


def _direct(
    document: Document, marks: list[Quoted], sentences: list[tuple[int, int]]
) -> Iterator[Quotation]:
    """Quoted words with an attribution beside them, or that go on with the statement before."""
    text = document.text
    previous: tuple[Quoted, Quotation] | None = None
    for number, mark in enumerate(marks):
        head = _sentence_start(sentences, mark.open)
        before = marks[number - 1].close if number else head
        after = marks[number + 1].open if number + 1 < len(marks) else len(text)
        tail_end = min(after, _sentence_end(sentences, mark.close))
        attribution_ = _after(text, mark.close, min(tail_end, mark.close + _BESIDE)) or _before(
            text, max(head, before, mark.open - _BESIDE), mark.open
        )
        if attribution_ is not None:
            quotation = _quotation(document, (mark.start, mark.end), attribution_, direct=True)
        elif previous is not None and _goes_on(text, previous[0], mark, head):
            quotation = replace(
                previous[1],
                span=Span(document.source, mark.start, mark.end),
                quote=text[mark.start : mark.end],
            )
        else:
            previous = None
            continue
        previous = (mark, quotation)
        yield quotation


def _goes_on(text: str, previous: Quoted, mark: Quoted, head: int) -> bool:
    """Whether quoted words without a speaker continue the statement before them."""
    if not text[previous.close : mark.open].strip(" ,;.\u00a0\u202f"):
        return True
    between = text[previous.close : mark.open]
    if head == mark.open:  # A sentence of its own, right after the attribution's.
        return len(between) < 200 and text[mark.end - 1] in ".!?…" and "\n" not in between.strip()
    return head < previous.close and between.rstrip().endswith((",", ":")) and len(between) < 160


def _after(text: str, start: int, end: int) -> _Attribution | None:
    tail = text[start:end]
    for language in _LANGUAGES:
        match = attribution.after_quote(language).match(tail)
        if match and is_speaker(match["speaker"] or match.groupdict().get("speaker2") or ""):
            return _places(match, start)
    match = attribution.pronoun_after_quote().match(tail)
    if match:
        return _places(match, start)
    match = attribution.according_to_after().match(tail)
    if match and is_speaker(match["speaker"]):
        return _places(match, start)
    return None


def _before(text: str, start: int, end: int) -> _Attribution | None:
    lead = text[start:end]
    for language in _LANGUAGES:
        match = attribution.before_quote(language).search(lead)
        if match and is_speaker(match["speaker"]):
            return _places(match, start)
    match = attribution.according_to().match(lead + "…")
    if match and is_speaker(match["speaker"]) and not match["words"].strip(" :…"):
        return replace(_places(match, start), words=None)
    return None


def _indirect(
    document: Document, marks: list[Quoted], sentences: list[tuple[int, int]]
) -> Iterator[Quotation]:
    """Reported speech outside quotation marks, one or more statements a sentence."""
    text = document.text
    for start, sentence_end in sentences:
        inside = mark_over(start, marks)
        if (inside and inside.open < start) or sentence_end - start > _LONGEST:
            continue
        end = _outside(sentence_end, start, marks)
        sentence = text[start:end].rstrip()
        body = sentence.rstrip(".!?… ")
        found = _clause(body, start)
        if found and found.words and text[found.words[0]] not in '«“"':
            yield _quotation(document, found.words, found, direct=False)
        reporter = found or _quoted_reporter(text, marks, start, end)
        more = attribution.adding_that().search(body)
        if (
            more
            and reporter
            and not (found and found.words and found.words[1] > start + more.start())
        ):
            place = (start + more.start("words"), start + more.end("words"))
            if text[place[0]] not in '«“"':
                cue = (start + more.start("cue"), start + more.end("cue"))
                yield _quotation(document, place, replace(reporter, cue=cue), direct=False)


def _clause(body: str, offset: int) -> _Attribution | None:
    """The one pattern of indirect speech that fits a sentence."""
    patterns = [attribution.according_to()]
    for language in _LANGUAGES:
        patterns.append(attribution.that_clause(language))
        patterns.append(attribution.reported_after(language))
        patterns.append(attribution.expressed(language))
    for pattern in patterns:
        match = pattern.search(body)
        if match and is_speaker(match["speaker"]) and not _is_no_clause(match):
            return _with_role_ahead(_places(match, offset), body, offset)
    match = attribution.according_to_after().search(body)
    if match and is_speaker(match["speaker"]):
        last = match.end() == len(body)
        words = (offset, offset + (match.start() if last else len(body)))
        return replace(_places(match, offset), words=words)
    return None


def _quoted_reporter(text: str, marks: list[Quoted], start: int, end: int) -> _Attribution | None:
    """Who is credited with the last quoted words of a sentence."""
    for mark in reversed(opened_in(start, end, marks)):
        found = _after(text, mark.close, end) or _before(text, start, mark.open)
        if found:
            return found
    return None


def _with_role_ahead(found: _Attribution, body: str, offset: int) -> _Attribution:
    """`Selon X, directeur de Y, ...`: an office at the head of the words is not part of them."""
    if found.words is None or found.role is not None:
        return found
    start = found.words[0] - offset
    head, comma, _ = body[start:].partition(", ")
    if not comma or not attribution.is_role(head):
        return found
    after = offset + start + len(head) + len(comma)
    role = (offset + start, offset + start + len(head))
    return replace(found, role=role, words=(after, found.words[1]))


def _is_no_clause(match: re.Match[str]) -> bool:
    """Whether the words end in a quotation, which then is what was said, or are only a subject.

    "Novalia, spécialiste des batteries, annonce une levée de fonds" is no indirect speech.
    """
    said = match["words"].rstrip(" ,.")
    quoted = said.endswith(("»", "”", '"')) and said.count('"') != 1
    comes_last = match.start("speaker") > match.start("words")
    indefinite = match["speaker"].split()[0].casefold() in ("un", "une", "a", "an")
    return quoted or (comes_last and (indefinite or len(said.split()) < 6))


def _named(
    quotation: Quotation, text: str, block_start: int, before: list[Quotation], cast: Cast
) -> Quotation:
    """The statement under its speaker's full name and office, as far as the evidence is plain."""
    speaker = cast.full_name(quotation.speaker)
    if is_pronoun(speaker):
        speaker = _antecedent(quotation, text, block_start, before, cast) or speaker
    role_span = quotation.role_span
    if role_span is None and not is_pronoun(speaker):
        known = (place for name, place in cast.roles.items() if same_speaker(name, speaker))
        place = next(known, None)
        role_span = Span(quotation.span.source, *place) if place else None
    role = text[role_span.start : role_span.end] if role_span else None
    return replace(quotation, speaker=speaker, role=role, role_span=role_span)


def _antecedent(
    quotation: Quotation, text: str, block_start: int, before: list[Quotation], cast: Cast
) -> str | None:
    """Whom a pronoun means: the one person named since the last statement, else who made that.

    Nobody where two persons are named in between, or where nobody has spoken near enough.
    """
    named = quotation.speaker_span
    here = min(quotation.span.start, named.start if named else quotation.span.start)
    last = before[-1] if before else None
    spoken = _end_of(last) if last else block_start
    since = spoken if here - spoken <= _NEAR else block_start
    persons = cast.persons_in(text[since:here])
    if len(persons) == 1:
        return persons[0]
    return last.speaker if last and not persons and here - spoken <= _NEAR else None


def _end_of(quotation: Quotation) -> int:
    """Where a statement and its attribution both are over."""
    spans = (quotation.span, quotation.speaker_span, quotation.cue_span)
    return max(span.end for span in spans if span is not None)


def _quotation(
    document: Document, words: tuple[int, int], found: _Attribution, *, direct: bool
) -> Quotation:
    text, source = document.text, document.source
    return Quotation(
        span=Span(source, *words),
        quote=text[words[0] : words[1]],
        speaker=text[found.speaker[0] : found.speaker[1]],
        cue=text[found.cue[0] : found.cue[1]],
        direct=direct,
        role=text[found.role[0] : found.role[1]] if found.role else None,
        speaker_span=Span(source, *found.speaker),
        role_span=Span(source, *found.role) if found.role else None,
        cue_span=Span(source, *found.cue),
    )


def _places(match: re.Match[str], offset: int) -> _Attribution:
    def place(name: str) -> tuple[int, int] | None:
        for group in (name, f"{name}2"):
            if match.groupdict().get(group) is not None:
                return offset + match.start(group), offset + match.end(group)
        return None

    speaker, cue = place("speaker"), place("cue")
    assert speaker is not None and cue is not None  # Every pattern has both.
    role = place("role")
    if role is not None:
        beside = match.string[role[0] - offset : role[1] - offset]
        office = match.string[speaker[0] - offset : speaker[1] - offset]
        if attribution.is_name(beside) and attribution.is_role(office):
            speaker, role = role, speaker  # "Le PDG de Renault, Luca de Meo, ..."
        elif not attribution.is_role(beside):
            role = None
    return _Attribution(speaker, cue, role, place("words"))


def _sentence_start(sentences: list[tuple[int, int]], position: int) -> int:
    """Where the sentence begins that is open at a position."""
    after = bisect_right(sentences, position, key=lambda place: place[0])
    return sentences[after - 1][0] if after else position


def _sentence_end(sentences: list[tuple[int, int]], position: int) -> int:
    """Where the sentence ends that is open at a position."""
    first = bisect_left(sentences, position, key=lambda place: place[1])
    return sentences[first][1] if first < len(sentences) else position


def _outside(end: int, start: int, marks: list[Quoted]) -> int:
    """The end of a sentence's own words, where it ends inside quotation marks."""
    mark = mark_over(end, marks)
    return mark.open if mark and start <= mark.open < end else end
