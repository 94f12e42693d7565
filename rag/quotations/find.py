"""Quotation extraction: direct, half-direct and indirect speech with their speakers.

Rules over tokens, reporting verbs and names, after Krestel, Bergler and Witte (2008), "Minding
the Source: Automatic Tagging of Reported Speech in Newspaper Articles", and Pouliquen, Steinberger
and Best (2007), "Automatic Detection of Quotations in Multilingual News". Quoted words without an
attribution are left out: scare quotes, titles and slogans are not statements.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

from dixit.index.records import Document, Quotation, Span
from dixit.rag.parsing.article import Article
from dixit.rag.parsing.composition import Composed, composed
from dixit.rag.parsing.injection import is_planted
from dixit.rag.parsing.layout import Layout
from dixit.rag.parsing.quotation_marks import Quoted, opened_in
from dixit.rag.quotations.answers import answers_in, interviewed
from dixit.rag.quotations.colon_speakers import main_speaker, named_in_line
from dixit.rag.quotations.continuations import Said, Speaker, follows, goes_on
from dixit.rag.quotations.coreference import Cast
from dixit.rag.quotations.direct import attributed
from dixit.rag.quotations.grammar.cues import cues_in, is_source, may_report
from dixit.rag.quotations.grammar.noun_phrases import is_person_name, is_pronoun, names_office
from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.phrase_words import Range, is_determiner
from dixit.rag.quotations.grammar.tokens import Frame, frame_at, places_of_frames, tokens_of
from dixit.rag.quotations.indirect import POSSESSIVE, reported
from dixit.rag.quotations.inserted import inserted
from dixit.rag.quotations.interviews import labelled_answer, turn_in
from dixit.rag.quotations.people import Place, without_title
from dixit.rag.quotations.relayed import relayed
from dixit.rag.quotations.speaker_validation import speaker_of

_LONGEST = 4_000
"""Maximum length of a frame, in characters. Longer sentences do not occur in news reports."""


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """Extract the attributed statements of a document.

    Args:
        document: The document.

    Returns:
        What `quotations_in` returns of the document's article.
    """
    return quotations_in(Article(document))


def quotations_in(article: Article) -> tuple[Quotation, ...]:
    """Extract the attributed statements of an article.

    Args:
        article: A parsed document.

    Returns:
        The quotations, in order of position. The speaker's name is empty where a pronoun or a
        description cannot be resolved; the speaker as written is in `speaker_span`.
    """
    document = article.document
    compared = composed(document.text)
    if compared is None:
        return _quotations_in(article)
    found = _quotations_in(Article(replace(document, text=compared.text)))
    return tuple(_stored(quotation, compared, document.text) for quotation in found)


def _stored(found: Quotation, compared: Composed, text: str) -> Quotation:
    """Return a quotation of the text as it is compared at its places in the stored text."""

    def span(place: Span | None) -> Span | None:
        return place and Span(place.source, *compared.stored(place.start, place.end))

    start, end = compared.stored(found.span.start, found.span.end)
    return replace(
        found,
        span=Span(found.span.source, start, end),
        quote=text[start:end],
        speaker_span=span(found.speaker_span),
        role_span=span(found.role_span),
        cue_span=span(found.cue_span),
    )


def _quotations_in(article: Article) -> tuple[Quotation, ...]:
    """Return the attributed statements of an article whose text is as it is compared."""
    document, layout = article.document, article.layout
    text = document.text
    # Built on first use: most articles hold no quotation.
    cast = cache(partial(Cast, text))
    quotations: list[Quotation] = []
    last: Said | None = None
    after_question = False
    heading: Speaker | None = None
    answers = answers_in(text, article.blocks, cast)
    for block in article.blocks:
        line = named_in_line(text, block.start, block.end)
        if line is not None:
            heading = Speaker(line[0], line[1], (line[0][1], line[0][1]), False)
            last, after_question = Said(line[0], heading, True, is_heading=True), False
        if block.debris or line is not None:
            continue
        turn = (
            turn_in(text, block.start, block.end, cast)
            or answers.get(block.start)
            or labelled_answer(text, block.start, block.end, cast)
        )
        marks = layout.quoted(block.start, block.end)
        sentences = layout.sentences(block.start, block.end)
        if turn is not None:
            statements = [Said(turn.words, Speaker(turn.speaker, None, turn.cue, False), True)]
        else:
            if after_question and last is None and marks and sentences[0][0] == marks[0].open:
                asked = interviewed(text, article.blocks, cast())
                last = _answering(asked or cast().principal())
            statements = list(_statements(text, sentences, marks, last, cast))
            if heading is not None:
                statements = [
                    replace(one, by=heading) if one.by.pronoun else one for one in statements
                ]
        heading = None
        last = next((s for s in reversed(statements) if s.direct), None)
        following = next((b for b in article.blocks if b.start >= block.end), None)
        if following is not None and text[block.end - 1] == ":":
            quoted = layout.quoted(following.start, following.end)
            heading = _announced(text, sentences[-1][0], following.start, quoted)
            last = Said(heading.name, heading, True, is_heading=True) if heading else last
        for statement in sorted(statements, key=lambda s: s.words):
            if _is_planted(layout, statement):
                continue
            named = _named(document, statement, quotations, cast)
            if named.speaker or not (_is_of_work(text, statement) or statement.is_relayed):
                quotations.append(named)
        after_question = text[block.start : block.end].rstrip(" \u00a0\u202f").endswith("?")
    return tuple(sorted(quotations, key=lambda quotation: quotation.span))


def _announced(text: str, start: int, at: int, marks: Sequence[Quoted]) -> Speaker | None:
    """Return the speaker that a sentence before a colon announces for the words on the next line.

    Args:
        text: The document's text.
        start: First character of the sentence.
        at: First character of the next line.
        marks: Quotations of the next line.
    """
    if not marks or marks[0].open != at:
        return None
    frame = frame_at(text, (start, marks[0].close), marks[:1])
    by = attributed(frame, len(frame) - 1, cues_in(frame))
    if by is None or (by.by_colon and not is_person_name(frame, by.speaker.name)):
        return None
    return _speaker(frame, by.speaker, by.cue)


def _is_planted(layout: Layout, said: Said) -> bool:
    """Return whether a statement, its speaker or its cue is part of an instruction to a machine."""
    by = said.by
    near = [said.words, *(p for p in (by.name, by.cue) if abs(p[0] - said.words[0]) < _LONGEST)]
    return is_planted(layout, min(start for start, _ in near), max(end for _, end in near))


def _is_of_work(text: str, said: Said) -> bool:
    """Return whether the speaker is only a possessive before a work: "Its letter says ..."."""
    return text[slice(*said.by.name)].casefold() in POSSESSIVE


def _answering(asked: Place | None) -> Said | None:
    """Return a heading for the person who answers a question with quoted words alone."""
    if asked is None:
        return None
    return Said(asked, Speaker(asked, None, (asked[1], asked[1]), False), True, is_heading=True)


def _statements(
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
    """
    before: Place | None = None
    for place in places_of_frames(sentences, marks):
        ahead, before = before, place
        if place[1] - place[0] > _LONGEST:
            continue
        if not opened_in(*place, marks) and not may_report(text[slice(*place)]):
            last = None
            continue
        frame = frame_at(text, place, marks)
        cues = cues_in(frame)
        credited: set[int] = set()
        direct: list[Said] = []
        for at, token in enumerate(frame):
            if token.quoted is None:
                continue
            by = attributed(frame, at, cues)
            if by is not None and by.by_colon and not _is_somebody(frame, by.speaker, cast):
                by = None
            pieces = _pieces(text, token.quoted) if by is None or by.by_colon else ()
            if pieces:
                credited.add(at)
                direct.extend(pieces)
                last = pieces[-1]
                continue
            speaker = _speaker(frame, by.speaker, by.cue) if by is not None else None
            continues = False
            if speaker is None and goes_on(text, frame, at, credited, last):
                speaker, continues = (last.by if last else None), not (last and last.is_heading)
            elif speaker is None and ahead and follows(text, frame, at):
                speaker = _heading(text, ahead, marks, cast)
            if speaker is None:
                continue
            credited.add(at)
            last = Said((token.quoted.start, token.quoted.end), speaker, True, continues)
            direct.append(last)
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
            for words, inner, by in relayed(text, said.words):
                yield Said(words, _speaker(inner, by.speaker, by.cue), True, is_relayed=True)
        if credited:
            before = None
        elif any(token.quoted is None for token in frame):
            last = indirect[-1] if indirect else None


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


def _named(
    document: Document, said: Said, before: list[Quotation], cast: Callable[[], Cast]
) -> Quotation:
    """Return a statement as a quotation, with the speaker's full name and office where certain."""
    text, source = document.text, document.source
    speaker = said.by
    written = text[speaker.name[0] : speaker.name[1]]
    if said.goes_on and before:
        same = (one for one in reversed(before) if one.cue_span == Span(source, *speaker.cue))
        name = next(same, before[-1]).speaker
    elif speaker.pronoun:
        # An attribution inside the reported words may refer to a name in them:
        # "Anne Morel doute : le quai, dit-elle, est trop court".
        speaker_inside = not said.direct and (said.words[0] < speaker.name[0] < said.words[1])
        speaker_inside = speaker_inside or is_source(text[speaker.cue[0] : speaker.cue[1]])
        position = speaker.name[0] if speaker_inside else min(said.words[0], speaker.name[0])
        name = cast().by_pronoun(written.casefold(), position) or ""
    else:
        name = cast().by_initials(written) or cast().full_name(written)
        if name in (written, without_title(written)):
            name = cast().by_phrase(written, speaker.name[0]) or name
        name = speaker_of(name, text, speaker.name[0])
        cast().learn(name, speaker.role)
    if name and not said.is_relayed:
        cast().learn_speaker(name, max(said.words[1], speaker.name[1], speaker.cue[1]) - 1)
    role = (speaker.role or cast().role_of(name)) if name else None
    return Quotation(
        span=Span(source, *said.words),
        quote=text[said.words[0] : said.words[1]],
        speaker=name,
        cue=text[speaker.cue[0] : speaker.cue[1]],
        direct=said.direct,
        role=text[role[0] : role[1]] if role else None,
        speaker_span=Span(source, *speaker.name),
        role_span=Span(source, *role) if role else None,
        cue_span=Span(source, *speaker.cue),
    )
