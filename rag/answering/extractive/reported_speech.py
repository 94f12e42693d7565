"""Reported speech shown as reported: introduced in Dixit's words, never between marks of its own.

Where the article names the speaker, then its verb, then the words, the verb is kept as written:
"According to the article, Anne Morel fears that the port is full". Where the speaker stands behind
or within the words, the article's sentence is shown whole.
"""

import re
from dataclasses import dataclass

from dixit.index.records import Document, Quotation, Span
from dixit.index.text.tokens import words
from dixit.rag.dials import LENGTHS
from dixit.rag.lang.lexicons import reporting, small_words
from dixit.rag.messages import elided, of, say
from dixit.rag.parsing.article import Article
from dixit.rag.quotations.grammar.cues import is_source

_DETERMINER = re.compile(r"(?:L[ae]s?|Les|Un|Une|Des|The|An?|L['’])(?=\s|(?<=['’]))")
_BARE_ROLE = re.compile(r"^(?:(?:le|la|les|the|an?|une?)\s|l['’])", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…][\s»”\"’)]*$")


@dataclass(frozen=True, slots=True)
class Shown:
    """A reported statement as it is shown: a text, and the place whose characters it holds."""

    text: str
    span: Span


def shown(quotation: Quotation, article: Article, language: str) -> Shown:
    """A statement in reported speech, introduced in `language` as what the article reports."""
    document = article.document
    clause = _clause(quotation, document, language)
    if clause is not None:
        return clause
    span = sentence_of(quotation, article)
    sentence = document.text[span.start : span.end]
    named = set(words(quotation.speaker))
    if not named or named & set(words(sentence)):
        return Shown(say("sentence", language, sentence=sentence), span)
    speaker = named_within(quotation.speaker, quotation.role)
    told = say("sentence_of", language, of_speaker=of(speaker, language), sentence=sentence)
    return Shown(told, span)


def named_within(speaker: str, role: str | None) -> str:
    """A speaker in the middle of a sentence, the office in brackets: "Paul Roux (maire)"."""
    found = _DETERMINER.match(speaker)
    name = speaker[0].lower() + speaker[1:] if found else speaker
    office = _BARE_ROLE.sub("", role or "")
    return f"{name} ({office})" if office and office.casefold() not in name.casefold() else name


def named_ahead(speaker: str, role: str | None) -> str:
    """A speaker at the head of a sentence."""
    name = named_within(speaker, role)
    return name[:1].upper() + name[1:]


def sentence_of(quotation: Quotation, article: Article) -> Span:
    """The sentences of one line that hold a statement, its speaker and its verb."""
    text, span = article.document.text, quotation.span
    first = text.rfind("\n", 0, span.start) + 1
    last = text.find("\n", span.end)
    last = last if last >= 0 else len(text)
    around = [
        place
        for place in (span, quotation.speaker_span, quotation.cue_span)
        if place is not None and first <= place.start and place.end <= last
    ]
    begin, close = min(place.start for place in around), max(place.end for place in around)
    return Span(span.source, *article.layout.sentence_around(begin, close))


def _clause(quotation: Quotation, document: Document, language: str) -> Shown | None:
    """The statement as a clause behind its speaker; None where it does not stand so."""
    speaker, cue, span = quotation.speaker_span, quotation.cue_span, quotation.span
    if not quotation.speaker or speaker is None or cue is None or cue.end > span.start:
        return None
    text, quote = document.text, quotation.quote
    if text[span.start - 1 : span.start] == "\n" or span.start - cue.end > LENGTHS.cue_to_words:
        return None
    name = named_within(quotation.speaker, quotation.role)
    if is_source(quotation.cue):
        if speaker.start < cue.end or not _is_plain(text[speaker.end : span.start]):
            return None
        that = elided("que", quote) if language == "fr" else "that "
        told = f"{that}{_ended(quote)}"
        return Shown(say("holds", language, speaker=name, told=told), span)
    if speaker.end > cue.start or "\n" in text[speaker.start : span.start]:
        return None
    if language == document.language and _is_finite(quotation.cue):
        told = _ended(text[cue.start : span.end])
        place = Span(span.source, cue.start, span.end)
        return Shown(say("reported", language, speaker=name, told=told), place)
    ahead = text[cue.end : span.start].strip()
    if ahead.casefold().replace("’", "'") in ("que", "qu'", "that") and _is_neutral(quotation.cue):
        that = elided("que", quote) if language == "fr" else "that "
        told = f"{that}{_ended(quote)}"
        return Shown(say("told", language, speaker=name, told=told), span)
    return None


def _is_finite(cue: str) -> bool:
    """Whether a cue can stand behind a subject: "a ajouté", but not "ajoutant" or "d'ajouter"."""
    told = cue.casefold().replace("’", "'")
    return not (told.endswith(("ant", "ing")) or told.startswith(("d'", "de ", "avant ")))


def _is_plain(between: str) -> bool:
    """Whether nothing but a comma parts a speaker from their words."""
    return between.strip(" \u00a0\u202f") in ("", ",")


def _is_neutral(cue: str) -> bool:
    """Whether a verb says no more than that something is said."""
    return any(
        verb.infinitive in small_words("neutral")
        for word in cue.casefold().split()
        for verb in reporting().get(word, ())
    )


def _ended(text: str) -> str:
    return text if _ENDED.search(text) else f"{text}."
