"""The type of answer that a question asks for, and the spans of a sentence that have this type."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from dixit.index.text.tokens import words
from dixit.rag.lang.names import names_in
from dixit.rag.lang.quantities import dates_written, quantities_in
from dixit.rag.lang.quantities.units import CURRENCIES, DURATIONS

Wanted = Literal[
    "number", "percent", "money", "date", "duration", "address", "definition", "reason", "person",
    "place", "text",
]  # fmt: skip


def _pattern(*pieces: str) -> re.Pattern[str]:
    """A case-insensitive pattern of alternatives."""
    return re.compile("|".join(pieces), re.IGNORECASE)


_ONE_NAME = r"(?:l[ea]s?\s|l['’]|an?\s|the\s)?(?-i:[A-Z])\S*(?:\s(?-i:[A-Z])\S*)?"
_ASKED: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    (
        "duration",
        _pattern(
            r"\b(?:how long|combien de temps|over what (?:period|time)|pendant combien)\b",
            r"\b(?:en|sur|après|depuis|pour|au bout de) combien d['’]années\b",
            r"\b(?:with)?in how many years\b",
        ),
    ),
    (
        "percent",
        _pattern(
            r"\b(?:quel(?:le)? (?:pourcentage|part|proportion|taux)|combien de pour ?cents?)\b",
            r"\b(?:what|which) (?:percentage|share|proportion|percent)\b|\bby how much\b",
            r"\bde combien\b.{0,60}\b(?:augment|progress|baiss|haus|crû|grimp)",
        ),
    ),
    (
        "money",
        _pattern(
            r"\bhow much (?:is|are|was|does|do|did|must|money|has|have|would|will)\b",
            r"\bcombien (?:co[uû]te\w*|vaut|valent|d['’](?:argent|euros)|de dollars)\b",
            r"\b(?:quel (?:prix|montant)|what (?:price|amount|sum)|cheap\w*|moins cher)\b",
            r"(?<!grand )\bpri(?:x|ce)\b|\bwhat (?:will|would|does|do|did)\b.{0,60}\bcost\b",
            r"\bcombien\b.{0,40}\b(?:pay|touch|gagn|rapport|dépens|invest|rémunér)",
        ),
    ),
    (
        "date",
        _pattern(
            r"\b(?:when|quand|since when|how recently)\b",
            r"\b(?:quel(?:le)?|what|which) (?:ann[ée]e|mois|date|jour|year|month|day)\b",
            r"\b(?:quel(?:le)?|what|which) (?:heure|time|season|saison|summer|été)\b",
        ),
    ),
    (
        "number",
        _pattern(
            r"\b(?:how (?:many|much)|combien|les chiffres|(?:give|what)\b.{0,20}\bfigures)\b",
            r"\b(?:quel|what) (?:est le |is the )?(?:nombre|number|total|volume)\b",
        ),
    ),
    (
        "address",
        _pattern(r"\b(?:quelle adresse|which (?:street|address)|what (?:street|address))\b"),
    ),
    (
        "definition",
        _pattern(
            rf"^(?:{_ONE_NAME},? c['’]est quoi(?: \w+)?|c['’]est quoi,? {_ONE_NAME})\W*$",
            rf"^(?:que (?:veut dire|signifie)|qu['’]est-ce que?) {_ONE_NAME}\W*$",
            rf"^what (?:does {_ONE_NAME} (?:mean|stand for)|(?:is|are) {_ONE_NAME})\W*$",
        ),
    ),
    ("reason", _pattern(r"\b(?:pourquoi|why|(?:quelles?|what) (?:raison|reason)s?)\b")),
    ("person", _pattern(r"\b(?:who|whom|whose|qui\b(?= \w+))")),
    (
        "place",
        _pattern(
            r"\bwhere\b|\boù\b",
            r"\b(?:quel(?:le)?s?|what|which) (?:ville|pays|city|town|country|place|lieu|endroit)",
        ),
    ),
)

_SOME = r"\b(?:plusieurs|quelques|several|a few)\s"
_UNITS = r"(?:ans?|années?|mois|jours?|semaines?|heures?|years?|months?|days?|weeks?|hours?)"
_HELD: Mapping[Wanted, re.Pattern[str]] = {
    "date": _pattern(
        r"\b\d{4}-\d{2}(?:-\d{2})?(?: (?:à |at )?\d{1,2}[:h]\d{2})?",
        r"\b(?:19|20)\d{2}\b|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b",
        r"\b(?:l['’]an(?:née)? derni(?:ère|er)|cette année|cet été)\b",
        r"\b(?:last year|this (?:year|summer))\b",
        r"\b(?:après|depuis|since|after)\s(?:\w+\s)?(?:ans|années|years)\b",
        r"\b(?:hier|yesterday)\b",
    ),
    "address": _pattern(
        r"\b\d+\w?,?\s(?:bis\s)?(?:rue|avenue|boulevard|place|quai|chemin)\b",
        r"\b\d+\w?,?\s\w+ (?:street|road|avenue|lane)\b",
        r"\b(?:rue|avenue|boulevard|place|quai)\s(?:d[eu]s?\s|d['’]|l[ae]\s)?[A-Z]\w+",
    ),
    "reason": _pattern(
        r"\b(?:parce qu|car\b|puisqu|comme\b|afin d|pour (?:ne pas )?\w+(?:er|ir|re)\b|grâce à"
        r"|en raison|à cause|(?:dans le|a pour) but|vise à|permet|essentiel(?:le)? pour"
        r"|because|since\b|so (?:that|as)|in order|due to|owing to|thanks to|to (?!the\b|a\b)\w+)"
        r"[^,.;!?]*"
    ),
    "duration": _pattern(rf"{_SOME}{_UNITS}\b"),
}
_QUANTITIES: tuple[Wanted, ...] = ("number", "percent", "money", "duration")
_DEFINING = (
    r"\(?\b{name}\)?\s?[,–—-]\s?(?P<what>(?:une?|l[ae]s?|l['’]|an|a(?=\s\w+\s(?:of|in|for|that|based)\b)|the|its)\b[^,.;!?]{{6,90}})(?=[,.;!?–—])",
    r"(?P<what>\b(?:une?|l[ae]s?|l['’]|an?|the|de|d['’])\s?(?:[\w'’-]+\s){{1,7}}(?:[\w'’-]+)),\s{name}\s?,",
    r"(?P<what>\b(?:\w[\w'’-]{{4,}}\s){{1,4}}\w[\w'’-]{{4,}})\s?\({name}\)",
    r"\b{name}\s(?P<what>(?:est|sont|était|is|are|was)\s(?:une?|l[ae]|l['’]|an?|the)\s?[^.;!?]{{6,}})",
)
"""Patterns of text next to a name that says what the name is."""
_COUNTED = re.compile(
    r"\b(?:how many|combien (?:de |d['’]|des ))(?:\s*)(?P<what>[\w-]+)", re.IGNORECASE
)
_AT = re.compile(
    r"\b(?:à|en|au|aux|dans|sur|hors de|in|at|near|from|outside|de|d['’])\s?"
    r"(?:la\s|le\s|l['’]|the\s)?$",
    re.IGNORECASE,
)


def wanted_in(question: str) -> Wanted:
    """The type of answer that a question asks for.

    Args:
        question: for example "How many engineers work there?".

    Returns:
        For example "number"; "text" if the question shows no particular type.
    """
    for wanted, pattern in _ASKED:
        if pattern.search(question):
            return wanted
    return "text"


def counted_in(question: str) -> frozenset[str]:
    """The folded words for what is counted: {"engineers"} in "how many engineers", or {"salaries"}
    in "combien de salariés".
    """
    match = _COUNTED.search(question)
    return frozenset(words(match["what"])) if match else frozenset()


def answering(
    text: str, wanted: Wanted, asked: frozenset[str], language: str | None = None
) -> list[tuple[int, int]]:
    """The spans of a sentence that have the wanted type and do not just repeat the question.

    Args:
        text: the sentence.
        wanted: the type of answer.
        asked: the folded words of the question.
        language: the language of the sentence, "fr" or "en"; None if unknown.

    Returns:
        Start and end offsets in `text`, in order, without overlaps.
    """
    apart: list[tuple[int, int]] = []
    for start, end in sorted(_places(text, wanted, asked, language)):
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return [place for place in apart if not _is_asked(text, place, asked)]


def _places(
    text: str, wanted: Wanted, asked: frozenset[str], language: str | None
) -> Iterator[tuple[int, int]]:
    yield from _counted(text, wanted, language)
    if wanted == "date":
        yield from dates_written(text, language)
    if wanted in _HELD:
        for match in _HELD[wanted].finditer(text):
            if match[0].strip():
                yield match.span()
    elif wanted == "definition":
        for name in names_in(text):
            written = re.escape(name)
            for pattern in _DEFINING if set(words(name)) <= asked else ():
                if beside := re.search(pattern.format(name=written), text):
                    yield beside.span("what")
    elif wanted in ("person", "place"):
        for name in names_in(text):
            start = text.find(name)
            if wanted == "person" or _AT.search(text[max(0, start - 12) : start]):
                yield start, start + len(name)


def _counted(text: str, wanted: Wanted, language: str | None) -> Iterator[tuple[int, int]]:
    """The spans of the quantities of the wanted type."""
    for quantity in quantities_in(text, language) if wanted in _QUANTITIES else ():
        counts = not quantity.is_article and quantity.kind != "multiplier"
        if (wanted == "number" and counts) or (
            wanted == "percent" and quantity.kind in ("percent", "fraction")
        ):
            yield quantity.start, quantity.end
        units = {"money": CURRENCIES, "duration": DURATIONS}.get(wanted, frozenset())
        if quantity.unit in units:
            yield quantity.full_start, quantity.full_end


def _is_asked(text: str, place: tuple[int, int], asked: frozenset[str]) -> bool:
    return set(words(text[place[0] : place[1]])) <= asked
