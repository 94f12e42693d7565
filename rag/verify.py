"""Whether a statement may cite a span: words, numbers, names and negations compared. Pure.

There is no score of likeness anywhere here: "6 %" is not "5 %", and a dropped "ne ... pas" is
another statement.
"""

import re
import unicodedata

from index.records import Document
from index.tokens import document_tokens, fold, stop_words, words
from rag.answer.records import Verdict
from rag.names import names_in
from rag.quotations.marks import quoted_in
from rag.vocabulary import saying

_ALIKE = str.maketrans(
    {
        **dict.fromkeys('«»“”„"', '"'),
        **dict.fromkeys("’‘ʼ´`", "'"),
        **dict.fromkeys("–—‐‑−", "-"),
        "…": "...",
    }
)
_NEGATION = re.compile(
    # In French the "ne" decides: "pas moins de 20" and "le meilleur jamais vu" deny nothing.
    r"\b(?:n['’]\w|\w+n['’]t\b|(?:ne|aucune?|ni|sans|rien|nul|nulle"
    r"|not|no|never|none|neither|nor|without|nothing|nobody|cannot)\b)",
    re.IGNORECASE,
)
_NUMBER_WORDS = {
    word: str(value)
    for value, names in {
        2: "deux two", 3: "trois three", 4: "quatre four", 5: "cinq five", 6: "six",
        7: "sept seven", 8: "huit eight", 9: "neuf nine", 10: "dix ten", 11: "onze eleven",
        12: "douze twelve",
        20: "vingt twenty", 30: "trente thirty", 100: "cent hundred", 1000: "mille thousand",
        1_000_000: "million millions", 1_000_000_000: "milliard milliards billion billions",
    }.items()
    for word in names.split()
}  # fmt: skip
_UNITS = {
    "%": "%", "pour cent": "%", "percent": "%", "per cent": "%",
    "million": "e6", "millions": "e6",
    "milliard": "e9", "milliards": "e9", "billion": "e9", "billions": "e9",
}  # fmt: skip
_FIGURES = re.compile(
    r"(?P<sign>(?<!\S)[-−–])?(?<![\w.,])(?P<number>\d+(?:[ .,]\d+)*)"
    rf"(?:\s?(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))}))?"
)
_SHARED_WORDS = 0.5
"""How much of a paraphrase's telling words must stand in the span, in the same language."""


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ at most in print: marks, apostrophes, spaces, dashes, first case."""
    return _printed_alike(one) == _printed_alike(other)


def is_verbatim(quote: str, text: str) -> bool:
    """Whether the quote's words stand together in the text, but for differences of print."""
    wanted, given = _printed_alike(quote), _printed_alike(text)
    if not wanted:
        return False
    lowered = given.replace(wanted[0].swapcase() + wanted[1:], wanted)
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", lowered) is not None


def verdict(
    statement: str,
    cited: str,
    *,
    language: str,
    cited_language: str,
    cited_speaker: str | None = None,
    elsewhere: tuple[Document, ...] = (),
) -> Verdict:
    """What a statement is against the text that it cites.

    Quoted words in the statement must stand in the cited text; the rest is a paraphrase, whose
    numbers, names and negations must all be found there. `cited_speaker` is who says the cited
    words, where somebody does; `elsewhere` are documents in which a stray quote is looked for.
    """
    quotes = _quotes_in(statement)
    if is_verbatim(statement, cited):
        return "verbatim"
    for quote in quotes:
        if not is_verbatim(quote, cited):
            found = any(is_verbatim(quote, document.text) for document in elsewhere)
            return "wrong_source" if found else "unsupported"
    if quotes and cited_speaker and _names_another(statement, quotes, cited_speaker):
        return "wrong_speaker"
    if not numbers_in(statement) <= numbers_in(cited):
        return "unsupported"
    known = {*words(cited), *words(cited_speaker or "")}
    if any(not set(words(name)) <= known for name in names_in(statement)):
        return "unsupported"
    around, beside = _without(statement, quotes), _without(cited, quotes)
    if _denies(around) != _denies(beside):
        return "unsupported"
    if language == cited_language and _shared(around, cited, known, language) < _SHARED_WORDS:
        return "unsupported"
    return "verbatim" if quotes else "supported"


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a text, in figures or in words, with their sign and unit, written one way."""
    found = {value for word in words(text) if (value := _NUMBER_WORDS.get(word))}
    for match in _FIGURES.finditer(fold(text)):
        sign = "-" if match["sign"] else ""
        unit = _UNITS.get(match["unit"] or "", "")
        found.update(f"{sign}{number}{unit}" for number in words(match["number"])[:1])
    return frozenset(found)


def _names_another(statement: str, quotes: list[str], speaker: str) -> bool:
    """Whether the statement gives the quote to somebody who does not say it."""
    said = set(words(speaker))
    named = [set(words(name)) for name in names_in(_without(statement, quotes))]
    return bool(named) and not any(name & said for name in named)


def _without(text: str, quotes: list[str]) -> str:
    """A text less the quotes in it."""
    for quote in quotes:
        text = text.replace(quote, " ")
    return text


def _quotes_in(text: str) -> list[str]:
    return [text[quoted.start : quoted.end] for quoted in quoted_in(text, 0, len(text))]


def _denies(text: str) -> bool:
    return _NEGATION.search(text) is not None


def _shared(around: str, cited: str, known: set[str], language: str) -> float:
    """The share of a text's telling words that stand in the cited one; all, where it has none."""
    telling = [
        word for word in words(around) if word not in stop_words(language) | saying() | known
    ]
    held = [word for word in words(around) if word in known and word not in stop_words(language)]
    stems = set(document_tokens(cited, language))
    found = sum(bool(stems & set(document_tokens(word, language))) for word in telling)
    total = len(telling) + len(held)
    return (found + len(held)) / total if total else 1.0


def _printed_alike(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).translate(_ALIKE)
    plain = re.sub(r"\s+", " ", plain).strip(' "')
    plain = re.sub(r'\s?"\s?', '"', plain)
    plain = re.sub(r"\s(?=[,.;:!?%])", "", plain)
    return plain[:1].lower() + plain[1:]
