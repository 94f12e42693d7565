"""Questions for whoever holds an office, or for the office that somebody holds.

Both are answered by the sentence that writes a name and an office side by side, up to where it goes
on to quote: "Anne Morel, présidente de la Ligue". An office is that of the house asked about only
where it names it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dixit.index.records import Hit, Span
from dixit.index.text.tokens import fold, words
from dixit.rag.answering.refusal.refusals import NOTHING, Reply
from dixit.rag.dials import OfficeDials
from dixit.rag.lang.lexicons import roles
from dixit.rag.lang.word_lists import named_lists
from dixit.rag.parsing.article import Article
from dixit.rag.parsing.injection import is_planted
from dixit.rag.question.query import Query
from dixit.rag.question.question import Question
from dixit.rag.question.terms import Term, name_words, stems_of
from dixit.rag.quotations.coreference import Cast
from dixit.rag.records import Block
from dixit.rag.retrieval.articles import Articles
from dixit.rag.verification.citation import cite

_LEADS = re.compile(
    r"\b(?:who(?:['’]s| is)? (?:runs?|heads?|leads?|chairs?|manages?|in charge|at the helm)"
    r"|who (?:is|are) (?:the )?(?:boss|head)"
    r"|qui (?:dirige|préside|pilote|gère|commande|est (?:à la tête|aux commandes|le patron)))\b",
    re.IGNORECASE,
)
"""A question for whoever leads a house."""
_HOLDS = re.compile(
    r"^\W*(?:who(?:['’]s| is| are| was)|qui (?:est|sont|était)"
    r"|comment s['’]appelle(?:nt)?|quel est le nom|(?:what['’]?s?|what is) the name)\b(?P<what>.*)",
    re.IGNORECASE,
)
"""A question for whoever something is said of."""
_WHO_IS = re.compile(
    r"^\W*(?P<what>[^?]+?),? (?:c['’]est qui|qui est-ce|who(?:['’]s| is) that)\W*$", re.I
)
"""The same, the name ahead."""
_POST = re.compile(
    r"\b(?:(?:quel(?:le)?s?|what)(?:['’]s)? (?:(?:est|sont|is|are) )?"
    r"(?:(?:l[ae]s?|the|sa|son|his|her) )?(?:[\w'’]+ )?"
    r"(?:fonction|poste|métier|titre|rôle|job|post|role|title)s?|occupe(?:nt)?|charg\w+|"
    r"do for a living|in charge of what|responsable de quoi|responsible for)\b",
    re.IGNORECASE,
)
"""Words by which a question asks for somebody's office."""
_OPEN_MARK = re.compile(r"\s*:?\s*[«“\"]")
UNHELD = 99
"""The rank of an office that is not the one asked for."""
_OFFICE_OF = (
    r"(?P<office>(?:[\w-]+\s){{0,2}}{office}(?:\s[\w-]+){{0,3}}?)\s"
    r"(?:de la\s|de l['’]|du\s|des\s|de\s|d['’]|of the\s|of\s|at\s|chez\s)(?:whole\s|entire\s)?"
    r"(?:groupe\s|group\s|marque\s|l['’])?{house}"
)
_OFFICE_BY = r"{house}(?:['’]s?)?\s(?P<office>(?:[\w-]+\s){{0,3}}{office})"
_OF = frozenset("de du des d la le l les of the groupe group".split())


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a question describes: "the finance chief of Audi"."""

    houses: tuple[str, ...]
    """The folded words of the house."""
    named: frozenset[str]
    """The folded words of the question that name the office."""
    needed: tuple[Term, ...]
    """What the words of an article for it must hold."""
    leads: bool
    """Whether it is the head of the house, by whatever name."""


@dataclass(frozen=True, slots=True)
class _Holder:
    """Somebody and their office, as an article writes them side by side."""

    name: str
    role: str
    span: Span
    """Both, with what stands between."""


def about_office(
    question: Question, hits: Sequence[Hit], articles: Articles, dials: OfficeDials
) -> Reply | None:
    """The office or its holder, or that none is told; None where none is asked for."""
    query, terms = question.query, question.terms
    found_in = [articles.article(source) for source in dict.fromkeys(h.source for h in hits)]
    if query.asks_words and query.speakers:
        return None
    if persons := _asked_of(query):
        known = [holder for article in found_in for holder in _holders(article, dials)]
        told = [next((h for h in known if _is_named(h, person)), None) for person in persons]
        holders = [holder for holder in told if holder is not None]
        return Reply(_blocks(holders, articles)) if len(holders) == len(persons) else None
    asked = _HOLDS.match(query.text)
    office = described(asked["what"], query, terms) if asked else None
    if office is None and _LEADS.search(query.text):
        office = _office(query.names, (), terms)
    if office is None:
        return None
    found = [
        (rank(office, holder.role, article.document.language, dials), holder)
        for article in found_in
        for holder in _holders(article, dials)
    ]
    best = min((rank for rank, _ in found), default=UNHELD)
    if best == UNHELD:
        return NOTHING
    return Reply(_blocks([holder for rank, holder in found if rank == best][:1], articles))


def described(text: str, query: Query, terms: Sequence[Term]) -> Office | None:
    """The office that a text describes by its house, one of the question's names."""
    if not _office_word().search(text):
        return None
    for name in query.names:
        for pattern in (_OFFICE_OF, _OFFICE_BY):
            match = re.search(pattern.format(office=_office_words(), house=re.escape(name)), text)
            if match:
                return _office((name,), words(match["office"]), terms)
    return None


def _office(names: Sequence[str], offices: Sequence[str], terms: Sequence[Term]) -> Office | None:
    houses = tuple(word for name in names for word in name_words(name))
    told = [term.word for term in terms if term.word in offices and term.word not in _OF]
    # A leader is one by any of a leader's offices; of all others what they lead must be told.
    over = set(told) - _leaders()
    ranks = named_lists("offices.txt")
    leads = not over or (bool(ranks["highest"] & set(told)) and not ranks["below"] & set(told))
    needed = (t for t in terms if t.word in houses or t.word in over)
    return Office(houses, frozenset(told), tuple(needed), leads) if houses else None


def rank(office: Office, role: str, language: str, dials: OfficeDials) -> int:
    """How far words for an office are from the one described; `UNHELD` where they are another's."""
    stems, told = stems_of(role, language), words(role)
    if not all(
        term.word in told or (term.held(stems, language) >= dials.told and not term.is_name)
        for term in office.needed
    ):
        return UNHELD
    if not office.leads:
        return 0
    height = _height(role, told, office.houses)
    # "The boss of finance" need not lead the house, where nobody else is meant.
    of_part = any(term.word not in office.houses for term in office.needed)
    return min(height, UNHELD - 1) if of_part else height


def _asked_of(query: Query) -> tuple[str, ...]:
    """The persons whose office is asked for: "who is Anne Morel?", "Anne Morel's job"."""
    persons = tuple(name for name in query.names if " " in name)
    asked = _HOLDS.match(query.text) or _WHO_IS.match(query.text)
    named = {word for name in persons for word in words(name)}
    if asked and named and set(words(asked["what"])) - {"et", "and"} == named:
        return persons
    several = len(query.names) == len(persons)
    of_one = persons[:1] if len(query.names) <= 2 else ()
    return (persons if several else of_one) if _POST.search(query.text) else ()


@cache
def _office_words() -> str:
    """A pattern for one word that names an office."""
    known = {fold(word) for word in roles()} | set(roles()) | _leaders()
    return r"\b(?i:" + "|".join(map(re.escape, sorted(known, key=len, reverse=True))) + r")\b"


@cache
def _office_word() -> re.Pattern[str]:
    return re.compile(_office_words())


@cache
def _leaders() -> frozenset[str]:
    ranks = named_lists("offices.txt")
    return ranks["highest"] | ranks["high"] | ranks["direct"] | ranks["plain"]


def _holders(article: Article, dials: OfficeDials) -> Iterator[_Holder]:
    """Everybody in an article whose name stands beside their office."""
    document = article.document
    for name, at, role in Cast(document.text).offices():
        start, end = min(at, role[0]), max(at + len(name), role[1])
        near = end - start <= len(name) + role[1] - role[0] + dials.apart
        if near and not is_planted(article.layout, start, end):
            text = document.text[role[0] : role[1]]
            yield _Holder(name, text, Span(document.source, start, end))


def _is_named(holder: _Holder, name: str) -> bool:
    return set(words(name)) <= set(words(holder.name))


def _height(role: str, told: Sequence[str], houses: Sequence[str]) -> int:
    """How far below the head of the house itself somebody stands."""
    ranks = named_lists("offices.txt")
    beside = {fold(word) for word in re.findall(r"\b[A-ZÀ-Þ][\w’'-]+", role)}
    others = beside - set(houses) - _leaders() - {fold(word) for word in roles()}
    at = next((i for i, name in enumerate(("highest", "high")) if ranks[name] & set(told)), None)
    if at is None and any(
        one in ranks["direct"] and two == houses[0]
        for one, two in pairwise(word for word in told if word not in _OF)
    ):
        at = 1
    if at is None or ranks["below"] & set(told):
        return UNHELD
    return 2 * len(others) + at


def _blocks(holders: Iterable[_Holder], articles: Articles) -> tuple[Block, ...]:
    blocks = []
    for number, holder in enumerate(holders, start=1):
        article = articles.article(holder.span.source)
        place = _sentence(article, holder.span)
        start = holder.span.start - place.start
        citation = cite(
            number,
            article.document,
            place,
            focus=((start, start + holder.span.end - holder.span.start),),
        )
        blocks.append(Block(citation.quote, (citation,)))
    return tuple(blocks)


def _sentence(article: Article, span: Span) -> Span:
    """The sentence around a place, up to the quotation that it introduces."""
    start, end = article.layout.sentence_around(span.start, span.end)
    quoted = _OPEN_MARK.search(article.document.text, span.end, end)
    return Span(span.source, start, quoted.start() if quoted else end)
