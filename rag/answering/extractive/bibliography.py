"""Questions about an article itself: who wrote it, when and where it was published."""

import re
from collections.abc import Iterable

from dixit.index.records import Document, Hit, Span
from dixit.index.text.tokens import fold
from dixit.rag.dials import LENGTHS
from dixit.rag.parsing.boilerplate import EVIDENCE
from dixit.rag.parsing.injection import is_planted
from dixit.rag.question.query import Query
from dixit.rag.records import Block
from dixit.rag.retrieval.articles import Articles
from dixit.rag.verification.citation import cite

_ARTICLE = re.compile(
    r"\b(?:article|texte|papier|story|piece|post|billet|dépêche)\b", re.IGNORECASE
)
_FACTS = {
    "author": re.compile(
        r"\b(?:auteur|autrice|author|écrit par|written by)\b"
        r"|\b(?:who|qui a) (?:wrote|écrit|rédigé|signé)\b",
        re.IGNORECASE,
    ),
    "published": re.compile(
        r"\b(?:publi\w*|paru|parution|mis en ligne|published|posted|put online|dated?|daté)\b",
        re.IGNORECASE,
    ),
    "publisher": re.compile(
        r"\bquel (?:site|journal|média)\b|\b(?:which|what) (?:site|website|newspaper|outlet)\b",
        re.IGNORECASE,
    ),
}


def about_article(query: Query, hits: Iterable[Hit], articles: Articles) -> Block | None:
    """The line of the article asked about that tells; None where the question asks no such thing.

    The article is the first found that holds every name of the question, or whose publisher
    bears it.
    """
    asked = next((fact for fact in _FACTS if _FACTS[fact].search(query.text)), None)
    if asked is None or not _ARTICLE.search(query.text):
        return None
    for source in dict.fromkeys(hit.source for hit in hits):
        article = articles.article(source)
        document = article.document
        places = document.metadata.get(EVIDENCE)
        place = places.get(asked) if isinstance(places, dict) else None
        if place is not None and all(_is_of(name, document) for name in query.names):
            line = _line(document, place[0], place[1])
            if is_planted(article.layout, line.start, line.end):
                continue
            citation = cite(1, document, line)
            return Block(citation.quote, (citation,))
    return None


def _is_of(name: str, document: Document) -> bool:
    known = fold(f"{document.text}\n{document.publisher or ''}\n{document.title or ''}")
    return fold(name) in known


def _line(document: Document, start: int, end: int) -> Span:
    """The rest of the line in which a fact is written, where it is a short one."""
    text = document.text
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if last - first > LENGTHS.fact_line:
        return Span(document.source, start, end)
    line = text[first:last]
    lead = len(line) - len(line.lstrip())
    return Span(document.source, first + lead, first + len(line.rstrip()))
