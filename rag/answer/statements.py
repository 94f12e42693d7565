"""What somebody said, by what a question asks of it."""

from collections.abc import Sequence
from typing import Protocol

from index.records import Document, Quotation
from index.tokens import stop_words, words
from rag.answer.evidence import CONTENT
from rag.answer.records import Block
from rag.answer.wording import say
from rag.cite import cite
from rag.query import Query
from rag.sentences import sentences_in
from rag.terms import Frequencies, Term, stems_of

MAX_STATEMENTS = 6


NEAR_SAID = 0.9
"""The same for a further statement of a speaker."""


FULLY = 0.5
"""The least worth of a word that describes who speaks."""


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


def said_by(
    query: Query, terms: Sequence[Term], quotations: Sequence[Quotation], library: Library
) -> tuple[Block, ...]:
    """Who said it: the statements that hold most of the words asked for; none if few do."""
    ranked = sorted(
        ((_held(terms, quotation, library), quotation) for quotation in quotations),
        key=lambda pair: (-pair[0], pair[1].span),
    )
    chosen = [q for score, q in ranked if score >= max(SAID, NEAR_SAID * ranked[0][0])]
    return statement_blocks(query, chosen, library) if chosen else ()


def by_description(
    terms: Sequence[Term], heard: Sequence[Quotation], library: Library
) -> list[Quotation]:
    """The statements of a body whom the question's words describe: "the association of makers"."""
    weights: dict[str, float] = {}
    for quotation in heard:
        described = describing(terms, quotation, library)
        own = {word for word in words(quotation.speaker) if word not in stop_words("fr")}
        named = any(term.is_name for term in described) or own <= {t.word for t in described}
        if named and any(not term.is_name for term in described):
            weight = sum(term.weight for term in described)
            weights[quotation.speaker] = max(weight, weights.get(quotation.speaker, 0.0))
    best = max(weights.values(), default=0.0)
    return [q for q in heard if best and weights.get(q.speaker, 0.0) >= best]


def describing(terms: Sequence[Term], quotation: Quotation, library: Library) -> list[Term]:
    """The terms that name or describe who speaks."""
    language = library.document(quotation.span.source).language
    stems = stems_of(f"{quotation.speaker} {quotation.role or ''}", language)
    return [term for term in terms if term.held(stems, language) >= FULLY]


def on_subject(
    subject: Sequence[Term], spoken: Sequence[Quotation], library: Library
) -> tuple[float, Sequence[Quotation]]:
    """The statements that hold most of a subject, with what the best one holds of it.

    All of them where there is no subject; none where none holds enough.
    """
    if not sum(term.weight for term in subject):
        return 1.0, spoken
    scored = [(_held(subject, quotation, library), quotation) for quotation in spoken]
    best = max((score for score, _ in scored), default=0.0)
    return best, [q for score, q in scored if score >= max(ABOUT, NEAR_SAID * best)]


def _held(terms: Sequence[Term], quotation: Quotation, library: Library) -> float:
    """The share of the terms' weight that a statement holds; 0 where it lacks one of the names."""
    total = sum(term.weight for term in terms)
    if not total:
        return 0.0
    document = library.document(quotation.span.source)
    language = document.language
    own = stems_of(quotation.quote, language)
    around = stems_of(_sentences_of(quotation, document), language)
    held = [(t, max(t.held(own, language), AROUND * t.held(around, language))) for t in terms]
    absent = [term for term, worth in held if term.is_name and not worth]
    if absent:
        # A name may be that of the whole article, but then the statement must hold the rest.
        whole = stems_of(document.text, language)
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


def statement_blocks(
    query: Query, chosen: Sequence[Quotation], library: Library
) -> tuple[Block, ...]:
    """A block a statement, in order of place; how many more there are, where there are too many."""
    shown = sorted(chosen[:MAX_STATEMENTS], key=lambda quotation: quotation.span)
    blocks = [
        statement_block(number, quotation, query.language, library)
        for number, quotation in enumerate(shown, start=1)
    ]
    if len(chosen) > len(shown):
        left = str(len(chosen) - len(shown))
        blocks.append(Block(say("more", query.language, count=left)))
    return tuple(blocks)


def statement_block(number: int, quotation: Quotation, language: str, library: Library) -> Block:
    """A statement, introduced by who made it, and its citation."""
    citation = cite(
        number,
        library.document(quotation.span.source),
        quotation.span,
        speaker=quotation.speaker,
        role=quotation.role,
    )
    role = f" ({quotation.role})" if quotation.role else ""
    kind = "said" if quotation.direct else "reported"
    text = say(kind, language, speaker=f"{quotation.speaker}{role}", quote=citation.quote)
    return Block(text, (citation,))
