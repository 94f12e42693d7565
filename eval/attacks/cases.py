"""Statements that say something else than what they cite, made from true ones by rules.

Each rule changes one thing of a sentence, or of the words that somebody is quoted with: a
negation, a number, a unit, a direction, a name, a date, a hedge, the speaker, the source, or which
words stand side by side. Beside them stand true ones: the sentence itself, and the same in other
print. A check is to let through all of the latter and none of the former.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

from dixit.eval.attacks.mutations import RULES, alike, names_changed
from dixit.eval.sets.quotations import HALVES, read_labelled
from dixit.index.records import Document, Quotation, Span
from dixit.rag.lang.detection import language_of
from dixit.rag.lang.names import names_in
from dixit.rag.parsing.sentences import sentences
from dixit.rag.quotations import find_quotations

PARAPHRASES = Path(__file__).parent / "paraphrases.jsonl"
SHORTEST, LONGEST = 8, 45
"""Words of a sentence that is changed."""
EACH = 30
"""Cases of a kind and a language, at most."""
QUOTED_LEAST = 6
"""Words of a statement that is quoted."""


@dataclass(frozen=True, slots=True)
class Case:
    """A statement, the passage that it cites, and whether that proves it."""

    kind: str
    true: bool
    language: str
    """Of the statement."""
    statement: str
    document: Document
    passage: Span
    quotations: tuple[Quotation, ...]
    """Who says what in the document."""


@dataclass(frozen=True, slots=True)
class _Article:
    document: Document
    quotations: tuple[Quotation, ...]
    sentences: tuple[tuple[int, int], ...]
    names: tuple[str, ...]


def made_cases() -> list[Case]:
    """The cases of all shipped articles, in both languages, the same ones every time."""
    articles = [_article(document) for document in _documents()]
    found: defaultdict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in _all(articles):
        kept = found[case.kind, case.language]
        if len(kept) < EACH * (1 if not case.true else 5):
            kept.append(case)
    return [*(case for cases in found.values() for case in cases), *_paraphrases(articles)]


def _paraphrases(articles: Sequence[_Article]) -> Iterator[Case]:
    """Honest sentences in other words, written by hand."""
    by_id = {article.document.source: article for article in articles}
    for line in PARAPHRASES.read_text("utf-8").splitlines():
        item = json.loads(line)
        article = by_id[item["article"]]
        at = article.document.text.index(item["cites"])
        near = [
            number
            for number, (start, end) in enumerate(article.sentences)
            if start < at + len(item["cites"]) and at < end
        ]
        around = article.sentences[max(0, near[0] - 1) : near[-1] + 2]
        passage = Span(article.document.source, around[0][0], around[-1][1])
        kind = "paraphrase"
        if item["lang"] != article.document.language:
            kind = "paraphrase across languages"
        yield Case(
            kind,
            True,
            item["lang"],
            item["statement"],
            article.document,
            passage,
            article.quotations,
        )


def _documents() -> Iterator[Document]:
    for half in HALVES:
        for item in read_labelled(half):
            yield Document(item.id, item.text, "", language_of(item.text))


def _article(document: Document) -> _Article:
    places = [
        (line.start() + start, line.start() + end)
        for line in re.finditer(r"[^\n]+", document.text)
        for start, end in sentences(line[0])
    ]
    names = tuple(name for name in names_in(document.text) if " " in name)
    return _Article(document, tuple(find_quotations(document)), tuple(places), names)


def _all(articles: Sequence[_Article]) -> Iterator[Case]:
    """Every article's cases in turn, one sentence of each at a time."""
    waiting = [
        _of_article(article, articles[number - 1]) for number, article in enumerate(articles)
    ]
    while waiting:
        rounds = [(cases, list(islice(cases, 1))) for cases in waiting]
        yield from (case for _, some in rounds for case in some)
        waiting = [cases for cases, some in rounds if some]


def _of_article(article: _Article, other: _Article) -> Iterator[Case]:
    document = article.document
    language = document.language

    def case(kind: str, statement: str, passage: Span, *, true: bool = False) -> Case:
        return Case(kind, true, language, statement, document, passage, article.quotations)

    for number, (start, end) in enumerate(article.sentences):
        sentence = document.text[start:end]
        if not SHORTEST <= len(sentence.split()) <= LONGEST:
            continue
        around = article.sentences[max(0, number - 1) : number + 2]
        passage = Span(document.source, around[0][0], around[-1][1])
        yield case("verbatim", sentence, passage, true=True)
        yield case("typography", _printed_otherwise(sentence, number), passage, true=True)
        for kind, rule in RULES.items():
            changed = rule(sentence, language)
            if changed is not None and changed not in document.text:
                yield case(kind, changed, passage)
        yield from (
            case("name", changed, passage)
            for changed in names_changed(sentence, (*article.names, *other.names))
        )
    spoken = [
        q
        for q in article.quotations
        if q.direct and q.speaker and len(q.quote.split()) >= QUOTED_LEAST
    ]
    speakers = list(dict.fromkeys(q.speaker for q in article.quotations if q.speaker))
    for quotation in spoken:
        said = _SAID[language].format(speaker=quotation.speaker, words=quotation.quote)
        yield case("verbatim", said, quotation.span, true=True)
        others = [
            name
            for name in (*speakers, *other.names)
            if names_in(name) and not alike(name, quotation.speaker)
        ]
        if others:
            wrong = _SAID[language].format(speaker=others[0], words=quotation.quote)
            yield case("speaker", wrong, quotation.span)
        first = other.sentences[0]
        yield Case(
            "source",
            False,
            language,
            said,
            other.document,
            Span(
                other.document.source,
                first[0],
                other.sentences[min(2, len(other.sentences) - 1)][1],
            ),
            other.quotations,
        )
    for one, two in pairwise(spoken):
        stitched = f"{_half(one.quote, 0)} {_half(two.quote, 1)}"
        if stitched not in document.text:
            words = _SAID[language].format(speaker=one.speaker, words=stitched)
            passage = Span(document.source, one.span.start, two.span.end)
            yield case("stitched", words, passage)


_SAID = {"fr": "{speaker} a déclaré : « {words} »", "en": "{speaker} said: “{words}”"}


def _half(text: str, which: int) -> str:
    parts = text.split()
    middle = len(parts) // 2
    return " ".join(parts[middle:] if which else parts[:middle])


def _printed_otherwise(sentence: str, number: int) -> str:
    """The same words in other print: marks, apostrophes, spaces, dashes."""
    ways = (
        {"’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " ", "\u202f": " "},
        {"'": "’", "-": "‑", " %": "\u202f%", "...": "…"},
        {"«": "“", "»": "”", "–": "-", "—": "-", "…": "..."},
    )
    for old, new in ways[number % len(ways)].items():
        sentence = sentence.replace(old, new)
    return sentence if number % 2 else f"  {sentence} ".replace("  ", " ")
