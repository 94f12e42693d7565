"""The answerer that needs no model: it answers in the articles' own words.

Asked what somebody said, it gives their statements; asked for a fact, the sentences that hold
it. Every block is words of one document, cited where they stand. Asked what the articles do not
tell, it says so.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from index.records import Document, Hit, Quotation
from index.tokens import document_tokens, fold, words
from rag.answer.evidence import CONTENT, Evidence, enough, weigh
from rag.answer.records import Block
from rag.answer.wording import say
from rag.cite import cite
from rag.query import Query
from rag.sentences import sentences_in
from rag.speakers import matches_name, same_speaker
from rag.terms import Frequencies, Term, terms_of

NAME = "quoting"
MAX_SENTENCES = 3
MAX_STATEMENTS = 6
LOOKED_AT = 20
"""Passages in which an answer is looked for."""
NEAR = 0.8
"""A further sentence must hold this share of the best one's weight."""
NEAR_ACROSS_ARTICLES = 0.6
"""The same for the best sentence of another article, where the question asks for several."""
SAID = 0.5
"""How much of the words asked for a statement must hold, where the question is who said them."""
ABOUT = 0.3
"""How much of the subject asked for a speaker's statement must hold."""
NAMED_AFAR = 0.5
"""What a name is worth that only the rest of the article holds."""
AROUND = 0.8
"""What a word is worth in the sentence around a statement, beside one in it."""


class Library(Frequencies, Protocol):
    """What the answerer may ask of the index."""

    def document(self, source: str) -> Document:
        """The stored document of that name."""
        ...


def answer(
    query: Query,
    hits: Sequence[Hit],
    spoken: Sequence[Quotation],
    heard: Sequence[Quotation],
    library: Library,
) -> tuple[bool, tuple[Block, ...]]:
    """Whether the articles answer, and the blocks that do or that say why not.

    `hits` are the passages found, best first; `spoken` the statements of those whom the question
    names as speakers; `heard` all statements in the hits' documents, where it asks for words.
    """
    query = replace(query, names=(*query.names, *_names_in_small(query, hits)))
    terms = terms_of(query, library)
    missing = _missing(query, terms)
    if missing:
        return False, (
            Block(say("unknown", query.language, names=_listed(missing, query.language))),
        )
    if query.asks_who and heard and (said := _said_by(query, terms, heard, library)):
        return True, said
    if not spoken and (meant := _by_office(terms, heard, library)):
        said = _of_office(query, terms, meant, library)
        if said:
            return True, said
    if query.speakers:
        return _statements(query, terms, spoken, hits, library)
    return _facts(query, terms, hits, library)


def _names_in_small(query: Query, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Names that the question writes without a capital, and the passages never do."""
    known = {word for name in query.names for word in words(name)}
    found = []
    for word in query.topic:
        if word in known or word in query.kinds or len(word) < 3 or word[0].isdigit():
            continue
        pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
        written = [m[0] for hit in hits for m in pattern.finditer(hit.text)]
        if written and all(form[0].isupper() for form in written):
            found.append(word)
    return tuple(found)


def _missing(query: Query, terms: Sequence[Term]) -> tuple[str, ...]:
    """Names and numbers of the question that stand nowhere in the articles."""
    unknown = {term.word for term in terms if term.is_name and not term.is_known}
    names = [name for name in query.names if unknown & set(words(name))]
    numbers = [term.word for term in terms if term.word in unknown and term.word[0].isdigit()]
    return tuple(dict.fromkeys((*names, *numbers)))


def _statements(
    query: Query,
    terms: Sequence[Term],
    spoken: Sequence[Quotation],
    hits: Sequence[Hit],
    library: Library,
) -> tuple[bool, tuple[Block, ...]]:
    if not spoken:
        return False, (Block(say("silent", query.language, name=query.speakers[0])),)
    by_speaker: dict[str, list[Quotation]] = {}
    for quotation in spoken:
        by_speaker.setdefault(quotation.speaker, []).append(quotation)
    chosen = [q for said in by_speaker.values() for q in _about(query, terms, said, library)]
    if not chosen:
        answered, facts = _facts(query, terms, hits, library, naming=" ".join(query.speakers))
        if answered:
            return answered, facts
        return False, (Block(say("off_topic", query.language, name=spoken[0].speaker)),)
    shown = sorted(chosen[:MAX_STATEMENTS], key=lambda quotation: quotation.span)
    blocks = [
        _statement_block(number, quotation, query.language, library)
        for number, quotation in enumerate(shown, start=1)
    ]
    blocks.extend(
        Block(say("silent", query.language, name=name))
        for name in query.speakers
        if not any(matches_name(quotation.speaker, name) for quotation in spoken)
    )
    if len(chosen) > len(shown):
        left = str(len(chosen) - len(shown))
        blocks.append(Block(say("more", query.language, count=left)))
    return True, tuple(blocks)


def _said_by(
    query: Query, terms: Sequence[Term], quotations: Sequence[Quotation], library: Library
) -> tuple[Block, ...]:
    """Who said it: the statements that hold most of the words asked for; none if few do."""
    ranked = sorted(
        ((_held(terms, quotation, library), quotation) for quotation in quotations),
        key=lambda pair: (-pair[0], pair[1].span),
    )
    chosen = [q for score, q in ranked if score >= max(SAID, NEAR * ranked[0][0])]
    return tuple(
        _statement_block(number, quotation, query.language, library)
        for number, quotation in enumerate(chosen[:MAX_STATEMENTS], start=1)
    )


def _by_office(
    terms: Sequence[Term], heard: Sequence[Quotation], library: Library
) -> list[Quotation]:
    """The statements of the one whom the question's words describe: "the president of Geely".

    What describes somebody are the name of their house with their office, or a body's own name.
    """
    weights: dict[str, float] = {}
    for quotation in heard:
        described = _describing(terms, quotation, library)
        named = any(term.is_name for term in described)
        if any(not term.is_name for term in described) and (named or not quotation.role):
            weight = sum(term.weight for term in described)
            weights[quotation.speaker] = max(weight, weights.get(quotation.speaker, 0.0))
    best = max(weights.values(), default=0.0)
    return [q for q in heard if best and weights.get(q.speaker, 0.0) >= best]


def _describing(terms: Sequence[Term], quotation: Quotation, library: Library) -> list[Term]:
    """The terms that name or describe who speaks."""
    language = library.document(quotation.span.source).language
    stems = set(document_tokens(f"{quotation.speaker} {quotation.role or ''}", language))
    return [term for term in terms if term.held(stems, language)]


def _of_office(
    query: Query, terms: Sequence[Term], meant: Sequence[Quotation], library: Library
) -> tuple[Block, ...]:
    """The statements on the subject of somebody described by their office."""
    describing = set(map(id, _describing(terms, meant[0], library)))
    subject = [term for term in terms if id(term) not in describing]
    chosen = _on(subject, meant, library)
    return tuple(
        _statement_block(number, quotation, query.language, library)
        for number, quotation in enumerate(chosen[:MAX_STATEMENTS], start=1)
    )


def _about(
    query: Query, terms: Sequence[Term], spoken: Sequence[Quotation], library: Library
) -> Sequence[Quotation]:
    """The statements that hold most of the question's subject; all of them where it has none."""
    speaking = {word for name in query.speakers for word in words(name)}
    return _on([term for term in terms if term.word not in speaking], spoken, library)


def _on(
    subject: Sequence[Term], spoken: Sequence[Quotation], library: Library
) -> Sequence[Quotation]:
    if not sum(term.weight for term in subject):
        return spoken
    scored = [(_held(subject, quotation, library), quotation) for quotation in spoken]
    best = max((score for score, _ in scored), default=0.0)
    return [q for score, q in scored if score >= max(ABOUT, NEAR * best)]


def _held(terms: Sequence[Term], quotation: Quotation, library: Library) -> float:
    """The share of the terms' weight that a statement holds; 0 where it lacks one of the names."""
    total = sum(term.weight for term in terms)
    if not total:
        return 0.0
    document = library.document(quotation.span.source)
    language = document.language
    own = set(document_tokens(quotation.quote, language))
    around = set(document_tokens(_sentences_of(quotation, document), language))
    held = [(t, max(t.held(own, language), AROUND * t.held(around, language))) for t in terms]
    absent = [term for term, worth in held if term.is_name and not worth]
    if absent:
        # A name may be that of the whole article, but then the statement must hold the rest.
        whole = set(document_tokens(document.text, language))
        plain = sum(term.weight for term in terms if not term.is_name)
        met = sum(term.weight * worth for term, worth in held if not term.is_name)
        if not met or met < CONTENT * plain or not all(t.held(whole, language) for t in absent):
            return 0.0
        held = [(t, NAMED_AFAR if t in absent else worth) for t, worth in held]
    return sum(term.weight * worth for term, worth in held) / total


def _sentences_of(quotation: Quotation, document: Document) -> str:
    """The statement with the rest of the sentences that it stands in."""
    text, span = document.text, quotation.span
    first = text.rfind("\n", 0, span.start) + 1
    last = text.find("\n", span.end)
    line = sentences_in(text, first, last if last >= 0 else len(text))
    start = max((at for at, _ in line if at <= span.start), default=span.start)
    end = min((to for _, to in line if to >= span.end), default=span.end)
    return text[start:end]


def _statement_block(number: int, quotation: Quotation, language: str, library: Library) -> Block:
    citation = cite(
        number,
        library.document(quotation.span.source),
        quotation.span,
        speaker=quotation.speaker,
    )
    role = f" ({quotation.role})" if quotation.role else ""
    kind = "said" if quotation.direct else "reported"
    text = say(kind, language, speaker=f"{quotation.speaker}{role}", quote=citation.quote)
    return Block(text, (citation,))


def _facts(
    query: Query,
    terms: Sequence[Term],
    hits: Sequence[Hit],
    library: Library,
    naming: str = "",
) -> tuple[bool, tuple[Block, ...]]:
    """The sentences that hold the answer; only such as name somebody, where that is wanted."""
    named = set(words(naming))
    ranked = [
        evidence
        for evidence in weigh(query, terms, hits, library.document)
        if named <= set(words(evidence.text))
    ]
    if not ranked or not enough(query, ranked[0]):
        return False, (Block(say("nothing", query.language)),)
    fit = [evidence for evidence in ranked if enough(query, evidence)]
    chosen = _distinct(_chosen(query, fit))
    return True, tuple(
        _sentence_block(number, evidence, library)
        for number, evidence in enumerate(chosen[:MAX_SENTENCES], start=1)
    )


def _chosen(query: Query, ranked: Sequence[Evidence]) -> list[Evidence]:
    """The sentences near the best; where several articles are asked for, the best of each."""
    best = ranked[0]
    if query.asks_several:
        first: dict[str, Evidence] = {}
        for evidence in ranked:
            first.setdefault(evidence.hit.source, evidence)
        return [e for e in first.values() if e.weight >= NEAR_ACROSS_ARTICLES * best.weight]
    return [e for e in ranked if e.weight >= NEAR * best.weight and e.fits == best.fits]


def _distinct(ranked: Sequence[Evidence]) -> list[Evidence]:
    """Each wording once, the best placed."""
    first: dict[str, Evidence] = {}
    for evidence in ranked:
        first.setdefault(fold(evidence.text), evidence)
    return list(first.values())


def _sentence_block(number: int, evidence: Evidence, library: Library) -> Block:
    document = library.document(evidence.span.source)
    citation = cite(number, document, evidence.span, focus=evidence.focus)
    return Block(citation.quote, (citation,))


def speakers_meant(name: str, speakers: Iterable[str]) -> list[str]:
    """Those of the stored speakers whom a name means, best match of names only."""
    known = list(speakers)
    exact = [speaker for speaker in known if same_speaker(speaker, name)]
    return exact or [speaker for speaker in known if matches_name(speaker, name)]


def _listed(names: Sequence[str], language: str) -> str:
    last = " et " if language == "fr" else " and "
    return last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
