"""The answerer that needs no model: it answers in the articles' own words.

Asked what somebody said, it gives their statements; asked for a fact, the sentences that hold
it. Every block is words of one document, cited where they stand. Asked what the articles do not
tell, it says so.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from index.records import Document, Hit, Quotation
from index.tokens import fold, query_tokens, words
from rag.answer.evidence import NEAR as NEAR_SHARE
from rag.answer.evidence import Evidence, enough, unknown_names, weigh
from rag.answer.records import Block
from rag.answer.wording import say
from rag.cite import cite
from rag.query import Query
from rag.sentences import sentences_in
from rag.speakers import matches_name, same_speaker

NAME = "quoting"
MAX_SENTENCES = 3
MAX_STATEMENTS = 6
HELD = 0.5
"""How much of the words asked for a statement must hold, where the question is who said them."""


class Library(Protocol):
    """What the answerer may ask of the index."""

    def document(self, source: str) -> Document:
        """The stored document of that name."""
        ...

    def rarity(self, word: str) -> float:
        """How telling a word is."""
        ...

    def knows(self, word: str) -> bool:
        """Whether any passage holds the word."""
        ...


def answer(
    query: Query, hits: Sequence[Hit], spoken: Sequence[Quotation], library: Library
) -> tuple[bool, tuple[Block, ...]]:
    """Whether the articles answer, and the blocks that do or that say why not.

    `hits` are the passages found, best first; `spoken` the statements of the speaker asked about.
    """
    missing = unknown_names(query, library.knows)
    if missing:
        return False, (
            Block(say("unknown", query.language, names=_listed(missing, query.language))),
        )
    if query.asks_who and spoken and (said := _said_by(query, spoken, library)):
        return True, said
    if query.speakers:
        return _statements(query, spoken, hits, library)
    return _facts(query, hits, library)


def _statements(
    query: Query, spoken: Sequence[Quotation], hits: Sequence[Hit], library: Library
) -> tuple[bool, tuple[Block, ...]]:
    if not spoken:
        return False, (Block(say("silent", query.language, name=query.speakers[0])),)
    by_speaker: dict[str, list[Quotation]] = {}
    for quotation in spoken:
        by_speaker.setdefault(quotation.speaker, []).append(quotation)
    chosen = [q for said in by_speaker.values() for q in _about(query, said, library)]
    if not chosen:
        answered, facts = _facts(query, hits, library, naming=" ".join(query.names))
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


def _said_by(query: Query, quotations: Sequence[Quotation], library: Library) -> tuple[Block, ...]:
    """Who said it: the statements that hold most of the words asked for; none if few do."""
    asked = sum(library.rarity(word) for word in query.topic)
    ranked = sorted(_weighed(query, quotations, library), key=lambda pair: (-pair[0], pair[1].span))
    chosen = [q for score, q in ranked if score >= max(HELD * asked, NEAR_SHARE * ranked[0][0])]
    return tuple(
        _statement_block(number, quotation, query.language, library)
        for number, quotation in enumerate(chosen[:MAX_STATEMENTS] if asked else (), start=1)
    )


def _about(query: Query, spoken: Sequence[Quotation], library: Library) -> Sequence[Quotation]:
    """The statements that hold most of the question's subject; all of them where it has none.

    Plain words in another language than the statement's seldom meet it, and then do not choose.
    """
    if not query.topic:
        return spoken
    scored = _weighed(query, spoken, library)
    best = max((score for score, _ in scored), default=0.0)
    if best == 0.0:
        across = library.document(spoken[0].span.source).language != query.language
        known = any(library.knows(word) for word in query.topic)
        return [quotation for _, quotation in scored] if across or not known else []
    return [quotation for score, quotation in scored if score >= NEAR_SHARE * best]


def _weighed(
    query: Query, spoken: Sequence[Quotation], library: Library
) -> list[tuple[float, Quotation]]:
    """The statements whose sentence holds every name of the subject, by what they hold of it."""
    speaking = {word for name in query.speakers for word in words(name)}
    names = {word for name in query.names for word in words(name)} - speaking
    asked = {word for word in query.topic if library.knows(word)} | names
    scored: list[tuple[float, Quotation]] = []
    for quotation in spoken:
        document = library.document(quotation.span.source)
        stems = set(query_tokens(_sentences_of(quotation, document), "", [document.language]))
        held = {w for w in asked if stems & set(query_tokens(w, "", [document.language]))}
        if names <= held:
            scored.append((sum(library.rarity(word) for word in held), quotation))
    return scored


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
    query: Query, hits: Sequence[Hit], library: Library, naming: str = ""
) -> tuple[bool, tuple[Block, ...]]:
    """The sentences that hold the answer; only such as name somebody, where that is wanted."""
    named = set(words(naming))
    ranked = [
        evidence
        for evidence in weigh(query, hits, library.rarity, library.knows)
        if named <= set(words(evidence.text))
    ]
    if not ranked or not enough(query, ranked[0]):
        return False, (Block(say("nothing", query.language)),)
    chosen = _distinct(
        [e for e in ranked if enough(query, e) and e.weight >= NEAR_SHARE * ranked[0].weight]
    )
    return True, tuple(
        _sentence_block(number, evidence, library.document)
        for number, evidence in enumerate(chosen[:MAX_SENTENCES], start=1)
    )


def _distinct(ranked: Sequence[Evidence]) -> list[Evidence]:
    """Each wording once, the best placed."""
    first: dict[str, Evidence] = {}
    for evidence in ranked:
        first.setdefault(fold(evidence.text), evidence)
    return list(first.values())


def _sentence_block(number: int, evidence: Evidence, document: Callable[[str], Document]) -> Block:
    citation = cite(number, document(evidence.span.source), evidence.span)
    return Block(citation.quote, (citation,))


def speakers_meant(name: str, speakers: Iterable[str]) -> list[str]:
    """Those of the stored speakers whom a name means, best match of names only."""
    known = list(speakers)
    exact = [speaker for speaker in known if same_speaker(speaker, name)]
    return exact or [speaker for speaker in known if matches_name(speaker, name)]


def _listed(names: Sequence[str], language: str) -> str:
    last = " et " if language == "fr" else " and "
    return last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
