"""What kind of answer a question wants, and where a sentence holds words of that kind."""

import re
from collections.abc import Iterator
from typing import Literal

from index.tokens import words
from rag.names import names_in

Wanted = Literal["number", "percent", "money", "date", "duration", "person", "place", "text"]

_ASKED: tuple[tuple[Wanted, str], ...] = (
    ("duration", r"\b(?:how long|combien de temps|en combien d['’]années|over what (?:period|time)|"
     r"in how many years|within how many years|sur combien d['’]années|pendant combien)\b"),
    ("percent", r"\b(?:quel(?:le)? (?:pourcentage|part|proportion|taux)|(?:what|which) (?:percentage|share|"
     r"proportion|percent)|de combien\b.{0,60}\b(?:augment|progress|baiss|haus|crû|grimp)\w*|by how much|"
     r"by what percentage|what percent|combien de pour ?cents?)\b"),
    ("money", r"\b(?:how much (?:is|are|was|does|do|did|must|money|has|have|would|will)|combien (?:co[uû]te\w*|vaut|valent|"
     r"d['’](?:argent|euros)|de dollars)|(?:quel|à quel) (?:prix|montant)|what (?:price|amount|sum))\b"),
    ("date", r"\b(?:when|quand|(?:quel(?:le)?|what|which) (?:ann[ée]e|mois|date|jour|year|month|day|season|saison|"
     r"heure|time|summer|été)|since when|depuis quand|how recently|de quand)\b"),
    ("number", r"\b(?:how many|combien|(?:quel|what) (?:est le |is the )?(?:nombre|number|total|volume))\b"),
    ("person", r"\b(?:who|whom|whose|qui est|qui sont|qui a|qui ont|de qui|à qui|avec qui|par qui|qui\b(?= \w+))\b"),
    ("place", r"\b(?:where|o[uù]\b|(?:quel(?:le)?s?|what|which) (?:ville|pays|city|town|country|place|lieu|endroit))"),
)  # fmt: skip
_PATTERNS = tuple((wanted, re.compile(pattern, re.IGNORECASE)) for wanted, pattern in _ASKED)

_DIGITS = r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_WORD_NUMBERS = (
    "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|"
    "soixante|cent|mille|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|"
    "fifty|hundred|thousand|une dizaine|une centaine|a dozen|dozens|both|plus d['’]un|half|la moitié"
)
_SCALE = r"(?:\s?(?:millions?|milliards?|billions?|thousand|milliers?)(?:\s(?:de|d['’]|of))?)"
_MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|january|"
    "february|march|april|may|june|july|august|september|october|november|december"
)
_HELD: dict[Wanted, re.Pattern[str]] = {
    wanted: re.compile(pattern, re.IGNORECASE)
    for wanted, pattern in {
        "number": rf"(?<![\w.,])(?:{_DIGITS})(?:e\b|{_SCALE})?|\b(?:{_WORD_NUMBERS})\b",
        "percent": rf"(?:{_DIGITS})\s?(?:%|pour cent|percent|per cent)|\b(?:la moitié|half|un tiers|a third)\b",
        "money": rf"(?:{_DIGITS}|\bun|\bune|\ba|\bone)?{_SCALE}?\s?(?:dollars?|euros?|yuans?|livres|pounds|€|\$|£)"
        rf"|[$€£]\s?(?:{_DIGITS}){_SCALE}?",
        "date": rf"\b\d{{4}}-\d{{2}}(?:-\d{{2}})?(?: (?:à |at )?\d{{1,2}}[:h]\d{{2}})?|\b(?:\d{{1,2}}(?:er)?\s)?(?:{_MONTHS})\b(?:\s\d{{4}})?"
        r"|\b(?:19|20)\d{2}\b|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|\b(?:l['’]année dernière|l['’]an dernier|cette année|cet été|"
        r"last year|this year|this summer|dès cette année|hier|yesterday|aujourd['’]hui|today|lundi|mardi|mercredi|"
        r"jeudi|vendredi|samedi|dimanche)\b|\b(?:après|depuis|since|after)\s(?:\w+\s)?(?:ans|années|years)\b",
        "duration": rf"\b(?:{_DIGITS}|{_WORD_NUMBERS}|un|une|a|one|several|plusieurs)\s(?:ans?|années?|mois|jours?|semaines?|heures?|"
        r"years?|months?|days?|weeks?|hours?)\b",
    }.items()
}  # fmt: skip
_COUNTED = re.compile(
    r"\b(?:how many|combien (?:de |d['’]|des ))(?:\s*)(?P<what>[\w-]+)", re.IGNORECASE
)
_AT = re.compile(
    r"\b(?:à|en|au|aux|dans|sur|hors de|in|at|near|from|outside|de|d['’])\s?(?:la\s|le\s|l['’]|the\s)?$",
    re.IGNORECASE,
)


def wanted_in(question: str) -> Wanted:
    """The kind of answer a question wants; "text" where it does not tell."""
    for wanted, pattern in _PATTERNS:
        if pattern.search(question):
            return wanted
    return "text"


def counted_in(question: str) -> frozenset[str]:
    """The folded words for what is counted: "how many engineers", "combien de salariés"."""
    match = _COUNTED.search(question)
    return frozenset(words(match["what"])) if match else frozenset()


def answering(text: str, wanted: Wanted, asked: frozenset[str]) -> list[tuple[int, int]]:
    """Where a sentence holds words of the wanted kind that are not words of the question itself.

    `asked` are the question's own folded words.
    """
    return [place for place in _places(text, wanted) if not _is_asked(text, place, asked)]


def _places(text: str, wanted: Wanted) -> Iterator[tuple[int, int]]:
    if wanted in _HELD:
        for match in _HELD[wanted].finditer(text):
            if match[0].strip():
                yield match.span()
    elif wanted in ("person", "place"):
        for name in names_in(text):
            start = text.find(name)
            if wanted == "person" or _AT.search(text[max(0, start - 12) : start]):
                yield start, start + len(name)


def _is_asked(text: str, place: tuple[int, int], asked: frozenset[str]) -> bool:
    return set(words(text[place[0] : place[1]])) <= asked
