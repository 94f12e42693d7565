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

from index.records import Document, Hit, Span
from index.tokens import fold, words
from rag.answer.records import Block
from rag.answer.statements import Library
from rag.answer.wording import say
from rag.cite import cite
from rag.quotations.cast import Cast
from rag.query import Query
from rag.sentences import sentences_in
from rag.terms import Term, name_words, stems_of
from rag.vocabulary import named_lists, roles

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
_POST = re.compile(
    r"\b(?:(?:quel(?:le)?s?|what)(?:['’]s)? (?:(?:est|sont|is|are) )?(?:(?:l[ae]s?|the|sa|son|his|her) )?"
    r"(?:[\w'’]+ )?(?:fonctions?|poste|métier|titre|rôle|job|post|role|title)|occupe|charg\w+|"
    r"do for a living|in charge of what|responsable de quoi|responsible for)\b",
    re.IGNORECASE,
)
"""Words by which a question asks for somebody's office."""
_OPEN_MARK = re.compile(r"\s*:?\s*[«“\"]")
_LONGEST = 60
"""Characters between a name and its office, at most."""
_NO_LEADER = 99
_OF = frozenset("de du des d la le l les of the groupe group".split())


@dataclass(frozen=True, slots=True)
class _Holder:
    """Somebody and their office, as an article writes them side by side."""

    name: str
    role: str
    span: Span
    """Both, with what stands between."""


def about_office(
    query: Query, terms: Sequence[Term], hits: Sequence[Hit], library: Library
) -> tuple[bool, tuple[Block, ...]] | None:
    """Whether the articles answer, and how; None where the question asks for no office."""
    documents = [library.document(source) for source in dict.fromkeys(h.source for h in hits)]
    if query.asks_words and query.speakers:
        return None
    if (named := _asked_of(query)) is not None:
        holders = [h for d in documents for h in _holders(d) if _is_named(h, named)]
        return (True, _blocks(holders[:1], library)) if holders else None
    asked = _HOLDS.match(query.text)
    offices = _offices_in(asked["what"]) if asked else []
    if not query.names or not (offices or _LEADS.search(query.text)):
        return None
    houses = [word for name in query.names for word in name_words(name)]
    told = [t for t in terms if asked and not t.is_name and t.word in words(asked["what"])]
    offices += [t.word for t in told if t.word not in (*offices, *_OF)]
    # A leader is one by any of a leader's offices; every other office must be the one asked for.
    leads = set(offices) <= _leaders()
    needed = [t for t in terms if t.word in houses or (t.word in offices and not leads)]
    found = [
        (_rank(holder, houses) if leads else 0, holder)
        for document in documents
        for holder in _holders(document)
        if _holds(holder, needed, document.language)
    ]
    best = min((rank for rank, _ in found), default=_NO_LEADER)
    if best >= _NO_LEADER:
        return False, (Block(say("nothing", query.language)),)
    return True, _blocks([holder for rank, holder in found if rank == best][:1], library)


def _asked_of(query: Query) -> str | None:
    """The person whose office is asked for: "who is Anne Morel?", "Anne Morel's job"."""
    if len(query.names) > 2 or not query.names:
        return None
    person = query.names[0]
    asked = _HOLDS.match(query.text)
    if asked and fold(asked["what"]).strip(" ?.!") == fold(person) and " " in person:
        return person
    return person if _POST.search(query.text) and " " in person else None


def _offices_in(text: str) -> list[str]:
    """The words of a text that name an office, folded."""
    known = {fold(word) for word in roles()} | _leaders()
    return [word for word in words(text) if word in known]


@cache
def _leaders() -> frozenset[str]:
    ranks = named_lists("offices.txt")
    return ranks["highest"] | ranks["high"] | ranks["direct"] | {"chief"}


def _holders(document: Document) -> Iterator[_Holder]:
    """Everybody in a document whose name stands beside their office."""
    for name, at, role in Cast(document.text).offices():
        start, end = min(at, role[0]), max(at + len(name), role[1])
        if end - start <= len(name) + role[1] - role[0] + _LONGEST:
            text = document.text[role[0] : role[1]]
            yield _Holder(name, text, Span(document.source, start, end))


def _is_named(holder: _Holder, name: str) -> bool:
    return set(words(name)) <= set(words(holder.name))


def _holds(holder: _Holder, needed: Iterable[Term], language: str) -> bool:
    """Whether an office holds all words asked for, the names as they are."""
    stems, told = stems_of(holder.role, language), set(words(holder.role))
    return all(
        term.word in told or (term.held(stems, language) > 0 and not term.is_name)
        for term in needed
    )


def _rank(holder: _Holder, houses: Sequence[str]) -> int:
    """How far an office is from the highest of the house itself."""
    ranks, told = named_lists("offices.txt"), words(holder.role)
    beside = {fold(word) for word in re.findall(r"\b[A-ZÀ-Þ][\w’'-]+", holder.role)}
    others = beside - set(houses) - _leaders() - {fold(word) for word in roles()}
    at = next((i for i, name in enumerate(("highest", "high")) if ranks[name] & set(told)), None)
    if at is None and any(
        one in ranks["direct"] and two == houses[0] for one, two in pairwise(w for w in told if w not in _OF)
    ):
        at = 1
    if at is None or ranks["below"] & set(told):
        return _NO_LEADER
    return 2 * len(others) + at


def _blocks(holders: Iterable[_Holder], library: Library) -> tuple[Block, ...]:
    blocks = []
    for number, holder in enumerate(holders, start=1):
        document = library.document(holder.span.source)
        place = _sentence(document, holder.span)
        start = holder.span.start - place.start
        citation = cite(
            number, document, place, focus=((start, start + holder.span.end - holder.span.start),)
        )
        blocks.append(Block(citation.quote, (citation,)))
    return tuple(blocks)


def _sentence(document: Document, span: Span) -> Span:
    """The sentence around a place, up to the quotation that it introduces."""
    text = document.text
    first = text.rfind("\n", 0, span.start) + 1
    last = text.find("\n", span.end)
    places = sentences_in(text, first, last if last >= 0 else len(text))
    start = max((at for at, _ in places if at <= span.start), default=span.start)
    end = min((to for _, to in places if to >= span.end), default=span.end)
    quoted = _OPEN_MARK.search(text, span.end, end)
    return Span(span.source, start, quoted.start() if quoted else end)
