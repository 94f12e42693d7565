"""Quotation extraction: direct, half-direct and indirect speech with their speakers.

Rules over tokens, reporting verbs and names, after Krestel, Bergler and Witte (2008), "Minding
the Source: Automatic Tagging of Reported Speech in Newspaper Articles", and Pouliquen, Steinberger
and Best (2007), "Automatic Detection of Quotations in Multilingual News". Quoted words without an
attribution are left out: scare quotes, titles and slogans are not statements.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

from dixit.index.records import Document, Quotation, Span
from dixit.rag.parsing.article import Article
from dixit.rag.parsing.composition import Composed, composed
from dixit.rag.parsing.injection import is_planted
from dixit.rag.parsing.layout import Layout
from dixit.rag.quotations.answers import answers_in, interviewed
from dixit.rag.quotations.colon_speakers import named_in_line
from dixit.rag.quotations.continuations import Said, Speaker
from dixit.rag.quotations.coreference import Cast
from dixit.rag.quotations.evidence import Antecedent
from dixit.rag.quotations.grammar.cues import is_source
from dixit.rag.quotations.indirect import POSSESSIVE
from dixit.rag.quotations.interviews import labelled_answer, turn_in
from dixit.rag.quotations.people import Place, without_title
from dixit.rag.quotations.speaker_validation import speaker_of
from dixit.rag.quotations.statements import LONGEST, announced, relayed_in, statements_in

_SHORT = 20
"""Length up to which quoted words may be a title or a term, in characters."""


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


def antecedents_in(article: Article) -> dict[int, Antecedent]:
    """Return the likely antecedents of pronouns and descriptions, by position, sure or not.

    Args:
        article: A parsed document whose text is as it is compared.
    """
    found: list[Cast] = []
    _quotations_in(article, found)
    return found[0].antecedents if found else {}


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


def _quotations_in(article: Article, casts: list[Cast] | None = None) -> tuple[Quotation, ...]:
    """Return the attributed statements of an article whose text is as it is compared.

    Args:
        article: The article.
        casts: Gains the people of the document, where they were looked up.
    """
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
            statements += relayed_in(text, turn.words)
        else:
            if after_question and last is None and marks and sentences[0][0] == marks[0].open:
                asked = interviewed(text, article.blocks, cast())
                present = {name for _, name in cast().mentioned(0, block.start)}
                last = _answering(asked or (cast().principal() if len(present) == 1 else None))
            statements = list(statements_in(text, sentences, marks, last, cast))
            if heading is not None:
                statements = [
                    replace(one, by=heading) if one.by.pronoun else one for one in statements
                ]
        heading = None
        last = next((s for s in reversed(statements) if s.direct), None)
        following = next((b for b in article.blocks if b.start >= block.end), None)
        if following is not None and text[block.end - 1] == ":":
            quoted = layout.quoted(following.start, following.end)
            heading = announced(text, sentences[-1][0], following.start, quoted)
            last = Said(heading.name, heading, True, is_heading=True) if heading else last
        for statement in sorted(statements, key=lambda s: s.words):
            if _is_planted(layout, statement):
                continue
            quotation = _named(document, statement, quotations, cast)
            if quotation.speaker or _may_be_unnamed(text, statement):
                quotations.append(quotation)
        after_question = text[block.start : block.end].rstrip(" \u00a0\u202f").endswith("?")
    if casts is not None and quotations:
        casts.append(cast())
    return tuple(sorted(quotations, key=lambda quotation: quotation.span))


def _is_planted(layout: Layout, said: Said) -> bool:
    """Return whether a statement, its speaker or its cue is part of an instruction to a machine."""
    by = said.by
    near = [said.words, *(p for p in (by.name, by.cue) if abs(p[0] - said.words[0]) < LONGEST)]
    return is_planted(layout, min(start for start, _ in near), max(end for _, end in near))


def _may_be_unnamed(text: str, said: Said) -> bool:
    """Return whether a statement is kept though its speaker has no name.

    Left out are second-hand words, the words of a work ("Its letter says ..."), and what is neither
    a pronoun's nor in quotation marks: the grammar took a thing for a speaker.
    """
    if said.is_relayed or text[slice(*said.by.name)].casefold() in POSSESSIVE:
        return False
    return said.by.pronoun or (said.direct and said.words[1] - said.words[0] > _SHORT)


def _answering(asked: Place | None) -> Said | None:
    """Return a heading for the person who answers a question with quoted words alone."""
    if asked is None:
        return None
    return Said(asked, Speaker(asked, None, (asked[1], asked[1]), False), True, is_heading=True)


def _named(
    document: Document, said: Said, before: list[Quotation], cast: Callable[[], Cast]
) -> Quotation:
    """Return a statement as a quotation, with the speaker's full name and office where certain."""
    text, source = document.text, document.source
    speaker = said.by
    written = text[speaker.name[0] : speaker.name[1]]
    same = (one for one in reversed(before) if one.cue_span == Span(source, *speaker.cue))
    if said.goes_on and (first := next(same, None)) is not None:
        name = first.speaker
    elif speaker.pronoun:
        # An attribution inside the reported words may refer to a name in them:
        # "Anne Morel doute : le quai, dit-elle, est trop court".
        speaker_inside = not said.direct and (said.words[0] < speaker.name[0] < said.words[1])
        speaker_inside = speaker_inside or is_source(text[speaker.cue[0] : speaker.cue[1]])
        position = speaker.name[0] if speaker_inside else min(said.words[0], speaker.name[0])
        name = cast().by_pronoun(written.casefold(), position) or ""
    else:
        name = cast().by_initials(written) or cast().full_name(written)
        # Whom a speaker describes need not be anybody whom the article names.
        if name in (written, without_title(written)) and not said.is_relayed:
            name = cast().by_phrase(written, speaker.name[0]) or name
        name = speaker_of(name, text, speaker.name[0])
        cast().learn(name, speaker.role)
        cast().learn_title(name, written)
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
