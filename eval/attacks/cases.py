"""Test cases for the check: false statements derived from true sentences by rules, and true ones.

Each rule changes one element of a sentence or of a quotation: a negation, a number, a unit, a
direction, a name, a date, a hedge, the speaker, the source, or the adjacency of two quotations.
The true cases are the sentence itself, the same sentence with other typography, and paraphrases
written by hand. A perfect check accepts all true cases and no false one.
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
"""Length limits of the sentences that are used, in words."""
EACH = 30
"""The most false cases of one kind and language; of true ones, five times as many."""
QUOTED_LEAST = 6
"""The shortest quotation that is used, in words."""


@dataclass(frozen=True, slots=True)
class Case:
    """A statement, the passage that it cites, and whether the passage proves it."""

    kind: str
    true: bool
    language: str
    """ISO 639-1 code of the statement's language."""
    statement: str
    document: Document
    passage: Span
    quotations: tuple[Quotation, ...]
    """All quotations of the document."""


@dataclass(frozen=True, slots=True)
class _Article:
    document: Document
    quotations: tuple[Quotation, ...]
    sentences: tuple[tuple[int, int], ...]
    names: tuple[str, ...]


def made_cases() -> list[Case]:
    """Derive the cases of all labelled articles; the result is the same every time.

    Returns:
        At most `EACH` false and `5 * EACH` true cases of each kind and language, and the
        paraphrases.
    """
    articles = [_article(document) for document in _documents()]
    groups: defaultdict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in _all(articles):
        group = groups[case.kind, case.language]
        if len(group) < EACH * (1 if not case.true else 5):
            group.append(case)
    return [*(case for group in groups.values() for case in group), *_paraphrases(articles)]


def _paraphrases(articles: Sequence[_Article]) -> Iterator[Case]:
    """True cases in other words, written by hand, from `paraphrases.jsonl`."""
    by_id = {article.document.source: article for article in articles}
    for line in PARAPHRASES.read_text("utf-8").splitlines():
        record = json.loads(line)
        article = by_id[record["article"]]
        at = article.document.text.index(record["cites"])
        evidence = [
            number
            for number, (start, end) in enumerate(article.sentences)
            if start < at + len(record["cites"]) and at < end
        ]
        context = article.sentences[max(0, evidence[0] - 1) : evidence[-1] + 2]
        passage = Span(article.document.source, context[0][0], context[-1][1])
        kind = "paraphrase"
        if record["lang"] != article.document.language:
            kind = "paraphrase across languages"
        yield Case(
            kind,
            True,
            record["lang"],
            record["statement"],
            article.document,
            passage,
            article.quotations,
        )


def _documents() -> Iterator[Document]:
    for half in HALVES:
        for article in read_labelled(half):
            yield Document(article.id, article.text, "", language_of(article.text))


def _article(document: Document) -> _Article:
    places = [
        (line.start() + start, line.start() + end)
        for line in re.finditer(r"[^\n]+", document.text)
        for start, end in sentences(line[0])
    ]
    names = tuple(name for name in names_in(document.text) if " " in name)
    return _Article(document, tuple(find_quotations(document)), tuple(places), names)


def _all(articles: Sequence[_Article]) -> Iterator[Case]:
    """The cases of all articles, round robin: one case of each article at a time."""
    remaining = [
        _of_article(article, articles[number - 1]) for number, article in enumerate(articles)
    ]
    while remaining:
        batches = [(cases, list(islice(cases, 1))) for cases in remaining]
        yield from (case for _, batch in batches for case in batch)
        remaining = [cases for cases, batch in batches if batch]


def _of_article(article: _Article, other: _Article) -> Iterator[Case]:
    document = article.document
    language = document.language

    def case(kind: str, statement: str, passage: Span, *, true: bool = False) -> Case:
        return Case(kind, true, language, statement, document, passage, article.quotations)

    for number, (start, end) in enumerate(article.sentences):
        sentence = document.text[start:end]
        if not SHORTEST <= len(sentence.split()) <= LONGEST:
            continue
        context = article.sentences[max(0, number - 1) : number + 2]
        passage = Span(document.source, context[0][0], context[-1][1])
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
    quotations = [
        q
        for q in article.quotations
        if q.direct and q.speaker and len(q.quote.split()) >= QUOTED_LEAST
    ]
    speakers = list(dict.fromkeys(q.speaker for q in article.quotations if q.speaker))
    for quotation in quotations:
        true_statement = _SAID[language].format(speaker=quotation.speaker, words=quotation.quote)
        yield case("verbatim", true_statement, quotation.span, true=True)
        others = [
            name
            for name in (*speakers, *other.names)
            if names_in(name) and not alike(name, quotation.speaker)
        ]
        if others:
            false_statement = _SAID[language].format(speaker=others[0], words=quotation.quote)
            yield case("speaker", false_statement, quotation.span)
        first = other.sentences[0]
        yield Case(
            "source",
            False,
            language,
            true_statement,
            other.document,
            Span(
                other.document.source,
                first[0],
                other.sentences[min(2, len(other.sentences) - 1)][1],
            ),
            other.quotations,
        )
    for first_quotation, second_quotation in pairwise(quotations):
        stitched = f"{_half(first_quotation.quote, 0)} {_half(second_quotation.quote, 1)}"
        if stitched not in document.text:
            statement = _SAID[language].format(speaker=first_quotation.speaker, words=stitched)
            passage = Span(document.source, first_quotation.span.start, second_quotation.span.end)
            yield case("stitched", statement, passage)


_SAID = {"fr": "{speaker} a déclaré : « {words} »", "en": "{speaker} said: “{words}”"}


def _half(text: str, which: int) -> str:
    parts = text.split()
    middle = len(parts) // 2
    return " ".join(parts[middle:] if which else parts[:middle])


def _printed_otherwise(sentence: str, number: int) -> str:
    """The sentence with other quotation marks, apostrophes, spaces and dashes."""
    ways = (
        {"’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " ", "\u202f": " "},
        {"'": "’", "-": "‑", " %": "\u202f%", "...": "…"},
        {"«": "“", "»": "”", "–": "-", "—": "-", "…": "..."},
    )
    for old, new in ways[number % len(ways)].items():
        sentence = sentence.replace(old, new)
    return sentence if number % 2 else f"  {sentence} ".replace("  ", " ")
