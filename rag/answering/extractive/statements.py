"""What somebody said, by what a question asks of it."""

from collections.abc import Sequence

from dixit.index.records import Quotation
from dixit.index.text.tokens import fold, stop_words, words
from dixit.rag.answering.extractive.reported_speech import named_ahead, sentence_of, shown
from dixit.rag.dials import StatementDials
from dixit.rag.messages import say
from dixit.rag.parsing.article import Article
from dixit.rag.question.question import Question
from dixit.rag.question.terms import Term, stems_of
from dixit.rag.records import Block, Citation
from dixit.rag.retrieval.articles import Articles
from dixit.rag.verification.citation import cite


def said_by(
    question: Question,
    quotations: Sequence[Quotation],
    articles: Articles,
    dials: StatementDials,
) -> tuple[Block, ...]:
    """Who said it: the statements that hold most of the words asked for; none if few do."""
    ranked = sorted(
        (
            (_held(question.terms, quotation, articles, dials), quotation)
            for quotation in quotations
            if quotation.speaker
        ),
        key=lambda pair: (-pair[0], pair[1].span),
    )
    chosen = [q for score, q in ranked if score >= max(dials.said, dials.near * ranked[0][0])]
    return statement_blocks(question, chosen, articles, dials.most) if chosen else ()


def by_description(
    terms: Sequence[Term],
    heard: Sequence[Quotation],
    articles: Articles,
    dials: StatementDials,
) -> list[Quotation]:
    """The statements of a body whom the question's words describe: "the association of makers"."""
    weights: dict[str, float] = {}
    for quotation in heard:
        if not quotation.speaker:
            continue
        described = describing(terms, quotation, articles, dials)
        own = {word for word in words(quotation.speaker) if word not in stop_words("fr")}
        named = any(term.is_name for term in described) or own <= {t.word for t in described}
        if named and any(not term.is_name for term in described):
            weight = sum(term.weight for term in described)
            weights[quotation.speaker] = max(weight, weights.get(quotation.speaker, 0.0))
    best = max(weights.values(), default=0.0)
    return [q for q in heard if best and weights.get(q.speaker, 0.0) >= best]


def describing(
    terms: Sequence[Term], quotation: Quotation, articles: Articles, dials: StatementDials
) -> list[Term]:
    """The terms that name or describe who speaks."""
    language = articles.document(quotation.span.source).language
    stems = stems_of(f"{quotation.speaker} {quotation.role or ''}", language)
    return [term for term in terms if term.held(stems, language) >= dials.described]


def on_subject(
    subject: Sequence[Term],
    spoken: Sequence[Quotation],
    articles: Articles,
    dials: StatementDials,
) -> tuple[float, Sequence[Quotation]]:
    """The statements that hold most of a subject, with what the best one holds of it.

    All of them where there is no subject; none where none holds enough.
    """
    if not sum(term.weight for term in subject):
        return 1.0, spoken
    scored = [(_held(subject, quotation, articles, dials), quotation) for quotation in spoken]
    best = max((score for score, _ in scored), default=0.0)
    return best, [q for score, q in scored if score >= max(dials.about, dials.near * best)]


def _held(
    terms: Sequence[Term], quotation: Quotation, articles: Articles, dials: StatementDials
) -> float:
    """The share of the terms' weight that a statement holds; 0 where it lacks one of the names."""
    total = sum(term.weight for term in terms)
    if not total:
        return 0.0
    article = articles.article(quotation.span.source)
    document, language = article.document, article.document.language
    own = stems_of(quotation.quote, language)
    around = sentence_of(quotation, article)
    beside = stems_of(document.text[around.start : around.end], language)
    held = [(t, max(t.held(own, language), dials.around * t.held(beside, language))) for t in terms]
    absent = [term for term, worth in held if term.is_name and not worth]
    if absent:
        # A name may be that of the whole article, but then the statement must hold the rest.
        whole = articles.stems(document.source)
        plain = sum(term.weight for term in terms if not term.is_name)
        met = sum(term.weight * worth for term, worth in held if not term.is_name)
        if (
            not met
            or met < dials.content * plain
            or not all(t.held(whole, language) for t in absent)
        ):
            return 0.0
        held = [(t, dials.name_afar if t in absent else worth) for t, worth in held]
    return sum(term.weight * worth for term, worth in held) / total


def statement_blocks(
    question: Question, chosen: Sequence[Quotation], articles: Articles, most: int
) -> tuple[Block, ...]:
    """A block a statement, in order of place; how many more there are, where there are too many.

    What several articles have in the same words is given once, with a citation of each.
    """
    alike: dict[tuple[str, str], list[Quotation]] = {}
    for quotation in chosen:
        said = " ".join(fold(quotation.quote).split())
        alike.setdefault((quotation.speaker, said), []).append(quotation)
    first = sorted(list(alike.values())[:most], key=lambda same: same[0].span)
    blocks: list[Block] = []
    number = 1
    for same in first:
        given: list[Block] = []
        for quotation in same:
            article = articles.article(quotation.span.source)
            block = statement_block(number, quotation, question.language, article)
            (citation,) = block.citations
            cited = [before for one in (*blocks, *given) for before in one.citations]
            if not any(_holds(before, citation) for before in cited):
                given.append(block)  # One sentence may report several statements.
                number += 1
        if given:
            blocks.append(Block(given[0].text, tuple(c for one in given for c in one.citations)))
    if len(alike) > len(first):
        left = str(len(alike) - len(first))
        blocks.append(Block(say("more", question.language, count=left)))
    return tuple(blocks)


def _holds(whole: Citation, part: Citation) -> bool:
    """Whether one citation's place holds the other's."""
    one, other = whole.span, part.span
    return one.source == other.source and one.start <= other.start and other.end <= one.end


def statement_block(number: int, quotation: Quotation, language: str, article: Article) -> Block:
    """A statement, introduced by who made it, and its citation.

    Words between the article's own quotation marks are given between such; what it only reports
    is introduced as reported.

    Args:
        number: of its citation.
        quotation: the statement.
        language: what it is introduced in.
        article: where it stands.
    """
    document = article.document
    speaker, role = quotation.speaker or None, quotation.role
    if quotation.direct:
        citation = cite(number, document, quotation.span, speaker=speaker, role=role, direct=True)
        if speaker is None:
            return Block(say("of_nobody", language, quote=citation.quote), (citation,))
        named = named_ahead(speaker, role)
        return Block(say("said", language, speaker=named, quote=citation.quote), (citation,))
    told = shown(quotation, article, language)
    citation = cite(number, document, told.span, speaker=speaker, role=role, direct=False)
    return Block(told.text, (citation,))
