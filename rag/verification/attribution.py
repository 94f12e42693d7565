"""Attribution in verification: whom a text names or describes as the speaker of its words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from dixit.index.records import Document, Quotation
from dixit.index.text.tokens import document_tokens, fold, stop_words, words
from dixit.rag.lang.lexicons import reporting, roles, small_words, telling
from dixit.rag.lang.names import names_in
from dixit.rag.lang.phrases import Token, found_in, tokens, words_listed
from dixit.rag.lang.polarity import denies
from dixit.rag.lang.word_lists import named_lines
from dixit.rag.parsing.sentences import sentences
from dixit.rag.quotations import find_quotations
from dixit.rag.verification.statement_pair import Pair, Place, is_met

_FILE = "credits.txt"
_BODY = "body-"
_LONGEST = 9
"""Maximum length of a subject, in words."""
_COMPLEMENT = frozenset({"que", "that", "de", "avoir", "etre", "to", "of", ":"})
"""Words behind a reporting verb."""
_BEFORE, _ENDS = frozenset('.!?…:«“"‹‘'), frozenset(".!?…")
"""Characters before a sentence, and at its end."""
_OTHER_CLAUSE = frozenset({"que", "that", "qui", "who", "which", "dont"})


@dataclass(frozen=True, slots=True)
class Credit:
    """A speaker as written, and where their words are.

    `binding` tells whether the text leaves the words to the speaker: true for "argues that", false
    for "..., the firm said". `scope` is in characters of the text.
    """

    speaker: str
    scope: Place
    binding: bool = False


@lru_cache(maxsize=2048)
def credits_of(text: str, language: str) -> tuple[Credit, ...]:
    """Return the speakers of a text with the extents of their words."""
    found = [
        Credit(q.speaker, (q.span.start, q.span.end), _is_binding(q, language))
        for q in find_quotations(Document("", text, "", language))
        if q.speaker
    ]
    for start, end in sentences(text):
        row = [Token(t.word, t.start + start, t.end + start) for t in tokens(text[start:end])]
        found.extend(_by_source(row, text, language))
        found.extend(_by_subject(row, text, language))
    return tuple(found)


@lru_cache(maxsize=256)
def speakers_told(statement: str, language: str) -> tuple[str, ...]:
    """Return the names that a statement gives as speakers."""
    found = find_quotations(Document("", statement, "", language))
    return tuple(dict.fromkeys(name for q in found for name in names_in(q.speaker)))


def names_another(pair: Pair, around: str, speaker: str) -> bool:
    """Return whether a statement names another speaker than that of the cited words.

    `around` is the statement without its quotes; empty where it quotes nothing.
    """
    said = set(words(speaker))
    named = [set(words(name)) for name in names_in(around)]
    if named and not any(name & said for name in named):
        return True
    told = [set(words(name)) for name in speakers_told(pair.statement, pair.language)]
    return bool(told) and not any(name & said for name in told)


def credits_another(pair: Pair, heard: str) -> bool:
    """Return whether a statement describes a speaker who says nothing in the cited text.

    `heard` is the known speaker of the cited words with their office; empty for none.
    """
    told = [credit.speaker for credit in credits_of(pair.statement, pair.language)]
    described = [speaker for speaker in told if _head(speaker, pair.language)]
    if not described or any(_is_named(speaker, pair.language) for speaker in told):
        return False
    speaking = [heard, *(c.speaker for c in credits_of(pair.cited, pair.cited_language))]
    # The subject of a reporting verb may be unrecognised.
    reports = telling() | set(map(fold, small_words("naming")))
    speaking += [
        pair.cited[start:end]
        for start, end in sentences(pair.cited)
        if not reports.isdisjoint(words(pair.cited[start:end]))
    ]
    return any(
        not any(_is_one(speaker, pair.language, one, pair.cited_language) for one in speaking)
        for speaker in described
    )


def leaves_out_speaker(pair: Pair) -> bool:
    """Return whether a statement asserts what the cited text only reports of a speaker."""
    credited = credits_of(pair.cited, pair.cited_language)
    if not credited or credits_of(pair.statement, pair.language):
        return False
    if not telling().isdisjoint(words(pair.statement)):
        return False
    scopes = [credit.scope for credit in credited]
    free = sum(
        any(not any(s <= start and end <= e for s, e in scopes) for start, end in at)
        for at in pair.places().values()
    )
    return any(
        credit.binding and pair.held(credit.scope) > free and not _is_told(credit.speaker, pair)
        for credit in credited
    )


def cuts_out_words(pair: Pair, start: int, end: int) -> bool:
    """Return whether a place is part of a sentence that the cited text gives to a speaker.

    A whole sentence may be quoted without its speaker; the citation names them.
    """
    if credits_of(pair.statement, pair.language) or not telling().isdisjoint(words(pair.statement)):
        return False
    if _is_whole(pair.cited, start, end):
        return False
    return any(
        credit.scope[0] <= start + 1
        and end <= credit.scope[1] + 1
        and not _is_told(credit.speaker, pair)
        for credit in credits_of(pair.cited, pair.cited_language)
    )


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether a place is a whole sentence, with or without quotation marks."""
    before = text[:start].rstrip()
    return (not before or before[-1] in _BEFORE) and not _ENDS.isdisjoint(text[end - 1 : end + 1])


def _is_told(speaker: str, pair: Pair) -> bool:
    """Return whether the statement has a word of the speaker's name or description."""
    stems = _stems(pair.statement, pair.language)
    small = stop_words(pair.cited_language)
    return any(
        is_met(word, pair.cited_language, stems, pair.language)
        for word in words(speaker)
        if word not in small
    )


def _by_source(row: Sequence[Token], text: str, language: str) -> Iterator[Credit]:
    """Yield the credits of source phrases: "selon", "according to"."""
    for found in found_in(row, _FILE, language):
        if found.name != "source":
            continue
        after = next(
            (n for n in range(found.after, len(row)) if not row[n].word[0].isalnum()), len(row)
        )
        speaker = row[found.after : min(after, found.after + _LONGEST)]
        if speaker and row:
            phrase = text[speaker[0].start : speaker[-1].end]
            yield Credit(phrase, (row[0].start, row[-1].end))


def _by_subject(row: Sequence[Token], text: str, language: str) -> Iterator[Credit]:
    """Yield the credit of a sentence's subject and verb: "Le gouvernement a dénoncé ..."."""
    helpers = small_words("auxiliary") | small_words("adverb")
    for number, token in enumerate(row[:_LONGEST]):
        if not token.word[0].isalnum() or token.word in _OTHER_CLAUSE:
            return
        spoken = text[token.start : token.end].casefold()
        if not number or number + 1 >= len(row) or not _is_finite(spoken):
            continue
        if row[number + 1].word not in _COMPLEMENT and not _takes_object(spoken):
            continue
        last = number
        while last and text[row[last - 1].start : row[last - 1].end].casefold() in helpers:
            last -= 1
        subject = row[:last]
        if not subject or row[0].word in small_words("circumstance"):
            return
        phrase = text[subject[0].start : subject[-1].end]
        if not _speaks(_head(phrase, language), language):
            return
        if denies(text[row[0].start : token.end]):
            return
        scope = row[number + 1].start, row[-1].end
        yield Credit(phrase, scope, not _is_factive(spoken, language))
        return


def _is_finite(word: str) -> bool:
    """Return whether a word is a finite form or a past participle of a reporting verb."""
    return any(verb.form in ("finite", "past") for verb in reporting().get(word, ()))


def _takes_object(word: str) -> bool:
    """Return whether the verb's object states a view: "a dénoncé la fermeture"."""
    listed = small_words("object")
    return any(verb.infinitive in listed for verb in reporting().get(word, ()))


def _is_binding(quotation: Quotation, language: str) -> bool:
    """Return whether the text leaves a quotation to its speaker: a person, or a cue ahead.

    Newspapers assert what they attribute to a company at the end: "..., the firm said".
    """
    if _is_factive(quotation.cue, language):
        return False
    ahead = quotation.cue_span is not None and quotation.cue_span.end <= quotation.span.start
    verbs = any(word in reporting() for word in quotation.cue.casefold().split())
    return (ahead and verbs) or _is_person(quotation.speaker)


def _is_person(speaker: str) -> bool:
    """Return whether a speaker has a first name and a surname, by the form of the words."""
    houses = small_words("house_name") | small_words("body")
    return any(
        len(parts := words(name)) > 1 and houses.isdisjoint(parts) for name in names_in(speaker)
    )


def _is_factive(cue: str, language: str) -> bool:
    """Return whether a cue has a factive verb: one that implies that its content is true."""
    listed = words_listed(_FILE, language).get("factive", frozenset())
    return any(
        verb.infinitive in listed
        for word in cue.casefold().split()
        for verb in reporting().get(word, ())
    )


def _head(speaker: str, language: str) -> str:
    """Return the head noun of a description; empty for a pronoun or "the article"."""
    row = words(speaker)
    lists = words_listed(_FILE, language)
    small = stop_words(language) | {fold(w) for w in small_words("pronoun")}
    inner = small_words("inner") | small_words("circumstance")
    end = next((n for n, w in enumerate(row) if n and w in inner), len(row))
    nouns = [word for word in row[:end] if word not in small and not word.isdigit()]
    if not nouns:
        return ""
    plain = nouns[:1] if language == "fr" else nouns[-1:]
    inward = nouns if language == "fr" else nouns[::-1]
    head = next((noun for noun in inward if _speaks(noun, language)), plain[0])
    return "" if head in lists.get("article", ()) or head in lists.get("general", ()) else head


def _is_one(speaker: str, language: str, other: str, other_language: str) -> bool:
    """Return whether a described speaker may be the one that another phrase denotes."""
    head = _head(speaker, language)
    stems = _stems(other, other_language)
    if is_met(head, language, stems, other_language):
        return True
    bodies = _bodies(language).get(head, frozenset())
    known = {body for word in words(other) for body in _bodies(other_language).get(word, ())}
    if not bodies.isdisjoint(known):
        return True
    # Across languages only two known organisations can be told apart.
    return language != other_language and bool(other.strip()) and not (bodies and known)


def _is_named(speaker: str, language: str) -> bool:
    """Return whether a speaker has a proper name, and not only a capitalised noun."""
    return any(
        not all(_speaks(word, language) for word in words(name)) for name in names_in(speaker)
    )


def _speaks(noun: str, language: str) -> bool:
    """Return whether a noun denotes people, an office, an organisation or a publication."""
    return not _speaking(language).isdisjoint(document_tokens(noun, language))


@cache
def _speaking(language: str) -> frozenset[str]:
    """Return the stems of the nouns that denote speakers."""
    nouns = {*roles(), *(w for name in ("people", "body", "paper") for w in small_words(name))}
    nouns |= _bodies(language).keys()
    return frozenset(stem for noun in nouns for stem in document_tokens(noun, language))


@lru_cache(maxsize=1024)
def _stems(text: str, language: str) -> set[str]:
    """Return the stems and words of a text."""
    return {*document_tokens(text, language), *words(text)}


@cache
def _bodies(language: str) -> dict[str, frozenset[str]]:
    """Return the nouns of organisations with the organisations that they may denote."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, line in named_lines(_FILE, language):
        if name.startswith(_BODY):
            for word in line.split():
                found[word].add(name)
    return {word: frozenset(names) for word, names in found.items()}
