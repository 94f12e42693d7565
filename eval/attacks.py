"""Statements that say something else than what they cite, made from true ones by rules.

Each rule changes one thing of a sentence, or of the words that somebody is quoted with: a
negation, a number, a unit, a direction, a name, a date, a hedge, the speaker, the source, or which
words stand side by side. Beside them stand true ones: the sentence itself, and the same in other
print. A check is to let through all of the latter and none of the former.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from eval.quotations import HALVES, read_labelled
from index.records import Document, Quotation, Span
from rag.language import language_of
from rag.names import names_in
from rag.quotations import find_quotations
from rag.sentences import sentences

TRUE = ("verbatim", "typography")
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
    return [case for cases in found.values() for case in cases]


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
        for kind, rule in _RULES.items():
            changed = rule(sentence, language)
            if changed is not None and changed not in document.text:
                yield case(kind, changed, passage)
        yield from (
            case("name", changed, passage)
            for changed in _names_changed(sentence, (*article.names, *other.names))
        )
    spoken = [q for q in article.quotations if q.direct and len(q.quote.split()) >= QUOTED_LEAST]
    speakers = list(dict.fromkeys(q.speaker for q in article.quotations))
    for quotation in spoken:
        said = _SAID[language].format(speaker=quotation.speaker, words=quotation.quote)
        yield case("verbatim", said, quotation.span, true=True)
        others = [
            name
            for name in (*speakers, *other.names)
            if names_in(name) and not _alike(name, quotation.speaker)
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


def _alike(one: str, other: str) -> bool:
    return bool(set(one.lower().split()) & set(other.lower().split()))


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


Rule = Callable[[str, str], str | None]


def _first(sentence: str, pairs: Mapping[str, str]) -> str | None:
    """The sentence with the first of some patterns replaced that stands in it."""
    for pattern, instead in pairs.items():
        changed = re.sub(rf"\b(?:{pattern})", instead, sentence, count=1)
        if changed != sentence:
            return changed
    return None


_DENIED = {
    "fr": {
        r"(?:ne |n['’])(\w+) (?:pas|plus|jamais|guère)\b ?": r"\1 ",
        r"(a|ont|est|sont|était|va|peut|doit|sera|avait|fait) (?=[a-zà-ü])": r"n'\1 pas ",
    },
    "en": {
        r"(\w+)n['’]t ": r"\1 ",
        r"(?:not|never) ": "",
        r"(has|have|is|are|was|were|will|would|can|should|had) (?=[a-z])": r"\1 not ",
    },
}
_UNIT = {
    "fr": {
        r"(\d\s?)%": r"\1 millions", r"(\d )millions?\b": r"\1milliards", r"(\d )milliards?\b":
        r"\1millions", r"(\d )euros\b": r"\1dollars", r"(\w+ )ans\b": r"\1mois",
        r"(\d+ |\w+ )heures\b": r"\1minutes", r"(\w+ )mois\b": r"\1ans",
        r"(\d )tonnes\b": r"\1kilos", r"(\w+ )jours\b": r"\1semaines",
        r"(\d )hectares\b": r"\1mètres", r"dollars\b": "euros",
        r"euros\b": "dollars", r"(\d )kilomètres\b": r"\1mètres",
    },
    "en": {
        r"(\d\s?)(?:%|per cent|percent)": r"\1 points", r"(\d )million\b": r"\1billion",
        r"(\d )billion\b": r"\1million", r"£(?=\d)": "€", r"\$(?=\d)": "£", r"€(?=\d)": "$",
        r"(\w+ )years\b": r"\1months", r"(\w+ )months\b": r"\1weeks", r"(\w+ )hours\b": r"\1days",
        r"(\w+ )days\b": r"\1weeks", r"(\w+ )weeks\b": r"\1months", r"(\w+ )miles\b": r"\1metres",
        r"pounds\b": "euros", r"(\w+ )minutes\b": r"\1hours", r"tonnes\b": "kilos",
    },
}  # fmt: skip
_DIRECTION = {
    "fr": {
        "hausse": "baisse", "baisse": "hausse", "augment": "diminu", "progressé": "reculé",
        "reculé": "progressé", "croissance": "décroissance", "plus grand": "plus petit",
        "meilleur": "pire", "plus de": "moins de", "moins de": "plus de", "avant": "après",
        "après": "avant", "gagné": "perdu", "perdu": "gagné", "ouvert": "fermé", "ouvrir": "fermer",
        "fermeture": "ouverture", "renforc": "affaibli", "première": "dernière", "plus": "moins",
        "améliorer": "dégrader", "supérieur": "inférieur",
    },
    "en": {
        "rise": "fall", "rose": "fell", "fell": "rose", "fall": "rise", "increase": "decrease",
        "more than": "less than", "less than": "more than", "higher": "lower", "lower": "higher",
        "before": "after", "after": "before", "open": "close", "close": "open", "up ": "down ",
        "more": "less", "largest": "smallest", "best": "worst", "grow": "shrink", "gain": "lose",
        "first": "last", "better": "worse", "won": "lost", "faster": "slower",
    },
}  # fmt: skip
_HEDGE = {
    "fr": {
        "pourrait": "va", "pourraient": "vont", "environ ": "", "au moins ": "", "près de ": "",
        "peut-être ": "", "probablement ": "", "quelque ": "", "plus de ": "", "jusqu'à ": "",
        "devrait": "va", "devraient": "vont", "serait": "est", "auraient": "ont", "aurait": "a",
    },
    "en": {
        "could": "will", "may ": "will ", "might": "will", "about ": "", "at least ": "",
        "nearly ": "", "almost ": "", "around ": "", "probably ": "", "perhaps ": "",
        "up to ": "", "roughly ": "", "more than ": "",
    },
}  # fmt: skip
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
_DAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}


def _number_changed(sentence: str, language: str) -> str | None:
    """Another figure: two digits of it exchanged, or one more."""

    def other(match: re.Match[str]) -> str:
        digits = match[0]
        turned = digits[1::-1] + digits[2:] if len(digits) > 1 and digits[1] != "0" else digits
        return turned if turned != digits else digits[:-1] + str((int(digits[-1]) + 1) % 10)

    changed = re.sub(r"(?<![\w])\d+", other, sentence, count=1)
    spelled = {
        "fr": {"deux": "trois", "trois": "quatre", "quatre": "six", "cinq": "huit", "dix": "douze"},
        "en": {"two": "three", "three": "four", "four": "six", "five": "eight", "ten": "twelve"},
    }
    return changed if changed != sentence else _first(sentence, spelled[language])


def _date_changed(sentence: str, language: str) -> str | None:
    year = re.search(r"\b(?:19|20)\d\d\b", sentence)
    if year:
        return f"{sentence[: year.start()]}{int(year[0]) - 1}{sentence[year.end() :]}"
    for names in (_MONTHS[language].split(), _DAYS[language].split()):
        following = {
            f"{one}\\b": two for one, two in zip(names, [*names[1:], names[0]], strict=True)
        }
        if changed := _first(sentence, following):
            return changed
    return None


def _names_changed(sentence: str, names: Sequence[str]) -> Iterator[str]:
    """One name replaced by another article's or person's; two of the sentence exchanged."""
    held = [name for name in names_in(sentence) if len(name) > 2]
    for name in held[:1]:
        other = next((n for n in names if n not in sentence and not _alike(n, name)), None)
        if other is not None and " " in name:
            yield sentence.replace(name, other)
    for one, two in pairwise(held):
        if not _alike(one, two) and one not in two and two not in one:
            swapped = sentence.replace(one, "\0").replace(two, one).replace("\0", two)
            joined = re.escape(one) + r"(?:,| et| and| ou| or)\W+(?:\w+\W+)?" + re.escape(two)
            if not re.search(joined, sentence):
                yield swapped
            return


_RULES: Mapping[str, Rule] = {
    "negation": lambda sentence, language: _first(sentence, _DENIED[language]),
    "number": _number_changed,
    "unit": lambda sentence, language: _first(sentence, _UNIT[language]),
    "direction": lambda sentence, language: _first(sentence, _DIRECTION[language]),
    "date": _date_changed,
    "hedge": lambda sentence, language: _first(sentence, _HEDGE[language]),
}
