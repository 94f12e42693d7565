"""Statements of one block, with their speakers as written."""

from collections.abc import Callable, Iterator, Sequence

from dixit.rag.parsing.quotation_marks import Quoted, opened_in
from dixit.rag.quotations.colon_speakers import main_speaker
from dixit.rag.quotations.continuations import Said, Speaker, follows, goes_on
from dixit.rag.quotations.coreference import Cast
from dixit.rag.quotations.direct import attributed
from dixit.rag.quotations.grammar.cues import Cue, cues_in, may_report
from dixit.rag.quotations.grammar.noun_phrases import is_person_name, is_pronoun, names_office
from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.phrase_words import Range, is_determiner
from dixit.rag.quotations.grammar.tokens import Frame, frame_at, places_of_frames, tokens_of
from dixit.rag.quotations.indirect import reported
from dixit.rag.quotations.inserted import inserted
from dixit.rag.quotations.people import Place
from dixit.rag.quotations.relayed import relayed

LONGEST = 4_000
"""Maximum length of a frame, in characters. Longer sentences do not occur in news reports."""


def statements_in(
    text: str,
    sentences: Sequence[Place],
    marks: Sequence[Quoted],
    last: Said | None,
    cast: Callable[[], Cast],
) -> Iterator[Said]:
    """Yield the statements of one block, those of indirect speech first within each frame.

    Args:
        text: The document's text.
        sentences: Sentence extents of the block, in characters.
        marks: Quotations of the block.
        last: The last direct statement before the block.
        cast: Returns the people of the document.

    Yields:
        Statements; their speakers are not resolved yet.
    """
    before: Place | None = None
    for place in places_of_frames(sentences, marks):
        ahead, before = before, place
        if place[1] - place[0] > LONGEST:
            continue
        if not opened_in(*place, marks) and not may_report(text[slice(*place)]):
            last = None
            continue
        frame = frame_at(text, place, marks)
        cues = cues_in(frame)
        credited: set[int] = set()
        direct: list[Said] = []
        for at, said in _direct(text, frame, cues, last, (ahead, marks), cast):
            credited.add(at)
            direct.append(said)
            last = said
        indirect = [
            Said(
                (frame[statement.words[0]].start, frame[statement.words[1] - 1].end),
                _speaker(frame, statement.speaker, statement.cue),
                False,
            )
            for statement in reported(frame, cues, frozenset(credited))
            if frame[statement.cue[0]].word != "pour"
            or _is_somebody(frame, statement.speaker, cast)
        ]
        yield from indirect
        yield from (said for said in direct if not any(_holds(it, said) for it in indirect))
        for said in direct:
            yield from relayed_in(text, said.words)
        if credited:
            before = None
        elif any(token.quoted is None for token in frame):
            last = indirect[-1] if indirect else None


def relayed_in(text: str, words: Place) -> Iterator[Said]:
    """Yield the statements of others inside the words of a speaker, given as (start, end)."""
    for inner, frame, by in relayed(text, words):
        yield Said(inner, _speaker(frame, by.speaker, by.cue), True, is_relayed=True)


def _direct(
    text: str,
    frame: Frame,
    cues: list[Cue],
    last: Said | None,
    before: tuple[Place | None, Sequence[Quoted]],
    cast: Callable[[], Cast],
) -> Iterator[tuple[int, Said]]:
    """Yield the direct statements of a frame, each with the index of its quotation token.

    Args:
        text: The document's text.
        frame: The frame.
        cues: Its cues, in order.
        last: The last direct statement before the frame.
        before: Extent of the frame before this one, if any, and the quotations of the block.
        cast: Returns the people of the document.
    """
    ahead, marks = before
    credited: set[int] = set()
    for at, token in enumerate(frame):
        if token.quoted is None:
            continue
        by = attributed(frame, at, cues)
        if by is not None and by.by_colon and not _is_somebody(frame, by.speaker, cast):
            by = None
        pieces = _pieces(text, token.quoted) if by is None or by.by_colon else ()
        speaker = _speaker(frame, by.speaker, by.cue) if by is not None else None
        continues = False
        if not pieces and speaker is None and goes_on(text, frame, at, credited, last):
            speaker, continues = (last.by if last else None), not (last and last.is_heading)
        elif not pieces and speaker is None and ahead and follows(text, frame, at):
            speaker = _heading(text, ahead, marks, cast)
        if not pieces and speaker is not None:
            words = token.quoted.start, token.quoted.end
            pieces = (Said(words, speaker, True, continues),)
        for said in pieces:
            credited.add(at)
            last = said
            yield at, said


def announced(text: str, start: int, at: int, marks: Sequence[Quoted]) -> Speaker | None:
    """Return the speaker that a sentence before a colon announces for the words on the next line.

    Args:
        text: The document's text.
        start: First character of the sentence.
        at: First character of the next line.
        marks: Quotations of the next line.

    Returns:
        The speaker; None where the next line opens with other words, or the sentence names nobody.
    """
    if not marks or marks[0].open != at:
        return None
    frame = frame_at(text, (start, marks[0].close), marks[:1])
    by = attributed(frame, len(frame) - 1, cues_in(frame))
    if by is None or (by.by_colon and not is_person_name(frame, by.speaker.name)):
        return None
    return _speaker(frame, by.speaker, by.cue)


def _heading(
    text: str, place: Place, marks: Sequence[Quoted], cast: Callable[[], Cast]
) -> Speaker | None:
    """Return the person that a short sentence is about, as the speaker of the next quotation."""
    frame = frame_at(text, place, marks)
    opening = main_speaker(frame)
    if opening is not None and opening.role is None and not is_pronoun(frame, opening):
        is_description = names_office(frame, opening.name) and is_determiner(frame, opening.name[0])
        name = text[frame[opening.name[0]].start : frame[opening.name[1] - 1].end]
        if not is_description and not cast().is_person(name):
            return None
    return _speaker(frame, opening, (opening.last, opening.last)) if opening else None


def _holds(whole: Said, part: Said) -> bool:
    """Return whether quoted words are part of what the same cue reports."""
    within = whole.words[0] <= part.words[0] and part.words[1] <= whole.words[1]
    return within and whole.by.cue == part.by.cue


def _pieces(text: str, quoted: Quoted) -> tuple[Said, ...]:
    """Return the words before and behind an attribution inside the marks; empty where none is."""
    frame = tuple(tokens_of(text, quoted.start, quoted.end))
    found = inserted(frame, cues_in(frame))
    if found is None:
        return ()
    speaker = _speaker(frame, found.attribution.speaker, found.attribution.cue)
    ends = (frame[found.before[1] - 1].end, quoted.end)
    starts = (quoted.start, frame[found.behind[0]].start if found.behind[0] < len(frame) else None)
    return tuple(
        Said((start, end), speaker, True, goes_on=number > 0)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
        if start is not None and start < end
    )


def _is_somebody(frame: Frame, phrase: Phrase, cast: Callable[[], Cast]) -> bool:
    """Return whether a phrase denotes a person or an organisation, whatever the verb."""
    if is_pronoun(frame, phrase) or phrase.role or is_person_name(frame, phrase.name):
        return True
    if names_office(frame, phrase.name) and is_determiner(frame, phrase.name[0]):
        return True
    return cast().is_person(" ".join(token.text for token in frame[slice(*phrase.name)]))


def _speaker(frame: Frame, phrase: Phrase, cue: Range) -> Speaker:
    """Return a speaker with token positions turned into characters of the document."""

    def place(tokens: Range) -> Place:
        first, last = frame[tokens[0]], frame[tokens[1] - 1]
        dash = len(first.text) - len(first.text.lstrip("-"))
        dash += 2 if first.word.startswith("-t-") else 0
        possessive = 2 if last.word.endswith("'s") and phrase.last == tokens[1] else 0
        return first.start + dash, last.end - possessive

    cue_place = place(cue) if cue[0] < cue[1] <= len(frame) else (frame[phrase.last - 1].end,) * 2
    role = place(phrase.role) if phrase.role else None
    return Speaker(
        place(phrase.name),
        role,
        cue_place,
        is_pronoun(frame, phrase) or frame[phrase.first].word.startswith("-"),
    )
