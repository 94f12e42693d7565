"""What a text counts and dates, written one way in both languages, to be compared.

"13,1 %" and "13.1 per cent" are one, "6 %" and "5 %" are not; nor are "6 million" and "6 %", or
"March" and "avril".
"""

import re
from functools import cache

from index.tokens import fold, words
from rag.vocabulary import named_lists

_NUMBER_WORDS = {
    word: str(value)
    for value, names in {
        2: "deux two", 3: "trois three", 4: "quatre four", 5: "cinq five", 6: "six",
        7: "sept seven", 8: "huit eight", 9: "neuf nine", 10: "dix ten", 11: "onze eleven",
        12: "douze twelve", 13: "treize thirteen", 14: "quatorze fourteen", 15: "quinze fifteen",
        16: "seize sixteen", 20: "vingt twenty", 30: "trente thirty", 40: "quarante forty",
        50: "cinquante fifty", 60: "soixante sixty", 100: "cent hundred", 1000: "mille thousand",
        1_000_000: "million millions", 1_000_000_000: "milliard milliards billion billions",
    }.items()
    for word in names.split()
}  # fmt: skip
_SCALES = {
    "%": "%", "pour cent": "%", "percent": "%", "per cent": "%",
    "million": "e6", "millions": "e6",
    "milliard": "e9", "milliards": "e9", "billion": "e9", "billions": "e9",
}  # fmt: skip
_FIGURES = re.compile(
    r"(?P<sign>(?<!\S)[-−–])?(?<![\w.,])(?P<number>\d+(?:[ .,]\d+)*)"
    rf"(?:\s?(?P<unit>{'|'.join(sorted(_SCALES, key=len, reverse=True))}))?"
)
_SIGNS = {"€": " euro ", "$": " dollar ", "£": " pound ", "%": " percent "}
_SIGN_AHEAD = re.compile(r"([€$£])\s?(\d[\d., ]*(?:(?:m|b)illions?|milliards?|m|bn|k)?)")
_PER_CENT = re.compile(r"\bp(?:er|our)[ -]?cents?\b", re.IGNORECASE)
_UNIT_WITHIN = 3
"""Words behind a number in which its unit may stand: "six millions d'euros"."""


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a text, in figures or in words, with their sign and scale, written one way."""
    spelled = words(_PER_CENT.sub(" ", text))
    found = {value for word in spelled if (value := _NUMBER_WORDS.get(word))}
    for match in _FIGURES.finditer(fold(text)):
        sign = "-" if match["sign"] else ""
        scale = _SCALES.get(match["unit"] or "", "")
        found.update(f"{sign}{number}{scale}" for number in words(match["number"])[:1])
    return frozenset(found)


def measures_in(text: str) -> frozenset[tuple[str, str]]:
    """The numbers of a text that have a unit, each with it: ("3", "year")."""
    text = _SIGN_AHEAD.sub(r"\2 \1", text)
    spoken = words("".join(_SIGNS.get(character, character) for character in text))
    found = set()
    for at, word in enumerate(spoken):
        number = _NUMBER_WORDS.get(word, word)
        if not number[:1].isdigit():
            continue
        for behind in spoken[at + 1 : at + 1 + _UNIT_WITHIN]:
            if unit := _units().get(behind):
                found.add((number, unit))
                break
            if behind[:1].isdigit():
                break
    return frozenset(found)


def dates_in(text: str) -> frozenset[str]:
    """The months and days of the week that a text names, in English."""
    return frozenset(name for word in words(text) if (name := _calendar().get(word)))


@cache
def _units() -> dict[str, str]:
    return _named("units.txt")


@cache
def _calendar() -> dict[str, str]:
    return _named("calendar.txt")


def _named(file: str) -> dict[str, str]:
    """Each folded word of a list, with the name of the list that it stands in."""
    return {fold(word): name for name, listed in named_lists(file).items() for word in listed}
