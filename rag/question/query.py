"""What a question asks: its language, the names in it, whose words it wants and about what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from dixit.index.text.names import is_unicode
from dixit.index.text.tokens import composed, fold, stop_words, words
from dixit.rag.errors import QuestionError
from dixit.rag.lang.lexicons import generic, openings
from dixit.rag.lang.name_matching import is_pronoun, matches_name
from dixit.rag.lang.names import names_in, without_inversion
from dixit.rag.lang.quantities import in_figures
from dixit.rag.lang.question_language import question_language
from dixit.rag.lang.word_lists import LANGUAGES, named_lines
from dixit.rag.question.answer_type import Wanted, wanted_in
from dixit.rag.question.requests import Request, request_in

MAX_CHARACTERS = 2_000
"""A longer text is no question."""


def _cues(name: str) -> dict[str, re.Pattern[str]]:
    """By language, the words of a list of `asking.txt`."""
    listed = {
        language: [line for kind, line in named_lines("asking.txt", language) if kind == name]
        for language in LANGUAGES
    }
    return {
        language: re.compile(rf"\b(?:{'|'.join(lines).replace(' | ', '|')})\b", re.IGNORECASE)
        for language, lines in listed.items()
    }


_SAYING = _cues("saying")
"""Verbs and nouns by which a question asks for somebody's words."""
_REPORTING = _cues("reporting")
"""Words by which it may: only where the articles have words of the one it names."""
_WHO_SAID = re.compile(
    r"^\W*(?:\w+,\s)?(?:qui|who)\s(?:a\s|ont\s|has\s|have\s)?(?:dit|déclar|affirm|annonc|indiqu|"
    r"promis|parl|pens|estim|jug|qualifi|assur|préten|said|says|told|stated|announced|declared|claimed|"
    r"thinks|reckons|believes|called|calls|warned|insists|argue|speaks|talks|consider|describ|mention|"
    r"deems|finds|regards|judges|stresse|évoqu|mentionn|soulign|trouve\b)",
    re.IGNORECASE,
)
"""A question for the speaker of some words."""


_SAID_OF = re.compile(
    r"\b(?:is|are|was|were|be|been) (?:\w+ )?(?:said|told|written|reported) (?:of|about|on)\b"
    r"|\bdit-on\b|\b(?:est|a été|est-il|a-t-il été) (?:\w+ )?(?:dit|écrit|rapporté)\b",
    re.IGNORECASE,
)
"""A question for what is said of somebody or something, by whomever."""
_WHICH = re.compile(r"\b(?:quel(?:le)?s?|which|what)\s(?P<kind>[^?,]+)", re.IGNORECASE)
_OF = re.compile(r"\s(?:de\s|du\s|des\s|d['’]|of\s)")
_AND_WHAT = re.compile(
    r"\s*[,;]?\s+(?:et|and)\s+(?=(?:(?:à|de|en|dans|pour|sur|avec|depuis|par|in|on|at|for|from|to|by|"
    r"with|over|since)\s+)?(?:qui|que|quoi|quel\w*|combien|quand|où|comment|pourquoi|what|which|who|"
    r"when|where|how|why)\b)",
    re.IGNORECASE,
)
_JOINING = re.compile(r"(?:,|\b(?:et|and|ou|or|vs\.?|versus|comme|puis|then)\b|&)", re.IGNORECASE)
"""What stands between two names that are put side by side."""
_POINTING = re.compile(
    r"\b(?:ils?|elles?|lui|leurs?|son|sa|ses|celui|celle|y|en|it|its|they|them|their|he|him|his|she|her)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:quel(?:le)?s|lesquel(?:le)?s|(?:which|what) (?:\w+[- ]){0,3}?\w+s\b|who are|who else|"
    r"qui sont|list|liste[rz]?|compar\w+|both|tous|toutes|all the|different|différent\w+|"
    r"chacun\w*|each|respective\w*)\b",
    re.IGNORECASE,
)
"""Words by which a question asks for several things."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood."""

    text: str
    language: str
    """"fr" or "en"."""
    names: tuple[str, ...]
    """Proper names in the question, as written."""
    speakers: tuple[str, ...]
    """The names in the question whose words are asked for; none where it asks for a fact."""
    asks_who: bool
    """Whether it asks who said something."""
    asks_words: bool
    """Whether it plainly asks for what somebody said or thinks."""
    may_ask_words: bool
    """Whether it may do so: it has a word that reports, or plainly asks for words."""
    topic: tuple[str, ...]
    """The folded words that tell what it is about, beside the speaker's name."""
    kinds: frozenset[str] = frozenset()
    """Of the topic, the words that tell of what kind the answer is: "which car makers ..."."""
    asks_several: bool = False
    """Whether it asks for more than one thing, which several articles may hold."""
    wanted: Wanted = "text"
    """The kind of answer it wants."""
    request: Request | None = None
    """What it asks of the collection or of an article as a whole, if it does."""


def understand(question: str, speakers: Iterable[str] = ()) -> Query:
    """Read a question, knowing who speaks in the articles.

    Raises:
        QuestionError: the question is empty, longer than a question is, or no Unicode text.
    """
    text = composed(question)
    if not is_unicode(text):
        raise QuestionError(
            "The question is not Unicode text: write it in the encoding of the terminal, UTF-8."
        )
    if not any(character.isalnum() for character in text):
        raise QuestionError("The question is empty: write what you want to know.")
    if len(text) > MAX_CHARACTERS:
        raise QuestionError(
            f"The question has {len(text):,} characters, more than {MAX_CHARACTERS:,}: shorten it."
        )
    language = question_language(text)
    request = request_in(text, language)
    language = request.language if request else language
    # Without small letters, capitals tell no names.
    names = () if text.isupper() else names_in(text)
    known = tuple(dict.fromkeys(speakers))
    names = tuple(part for name in names for part in _parted(_in_full(name, text, known), known))
    wanted = wanted_in(text)
    if wanted == "definition":
        topic = _topic(text, language, set())
        return Query(text, language, names, (), False, False, False, topic, wanted=wanted)
    asked = _speakers_asked(text, language, names, known)
    said = {word for name in asked for word in words(name)}
    who = _WHO_SAID.search(text) is not None
    topic = _topic(text, language, said)
    saying = _SAYING[language].search(text) is not None
    reporting = saying or _REPORTING[language].search(text) is not None
    several = _SEVERAL.search(text) is not None
    kinds = _kinds(text, language)
    return Query(
        text, language, names, asked, who, saying, reporting, topic, kinds, several, wanted, request
    )


def _in_full(name: str, text: str, known: tuple[str, ...]) -> str:
    """The whole name of one who speaks, where the question writes it and it begins like a word."""
    asked = words(text)
    return next((n for n in known if n.endswith(f" {name}") and _stands_in(words(n), asked)), name)


def _parted(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """`Liu Bo de Tencent`, of whom only Liu Bo speaks, is two names."""
    spoken = {fold(speaker) for speaker in known}
    if fold(name) not in spoken:
        for link in _OF.finditer(name):
            person = name[: link.start()]
            if " " in person and fold(person) in spoken:
                return person, name[link.end() :]
    return (name,)


def _speakers_asked(
    text: str, language: str, names: tuple[str, ...], known: tuple[str, ...]
) -> tuple[str, ...]:
    """Whose words a question wants: of the names before its subject those that speak first."""
    if _WHO_SAID.search(text) or _SAID_OF.search(text):
        return ()
    asks = _SAYING[language].search(text) is not None
    if not asks and not _REPORTING[language].search(text):
        return ()
    spoken = words(text)
    spelled = tuple(name for name in known if " " in name and _stands_in(words(name), spoken))
    subjects = tuple(name for name in names if _says(name, text, language))
    # Of "Tmall's Liu Bo" the second speaks, of "Liu Bo from Tmall" the first.
    owned = tuple(
        n
        for one in subjects
        for n in names
        if re.search(rf"{re.escape(one)}['’]s {re.escape(n)}", text)
        or re.search(rf"{re.escape(n)},? (?:from|of|at|de|du|chez) {re.escape(one)}", text)
    )
    subjects = owned or subjects
    head = _head(text)
    ahead = tuple(name for name in names if name in head)
    # Of "what did Audi's chief say about BMW?" BMW is no speaker, whoever Audi's chief is.
    rest = () if asks and ahead and head != text else names
    for among in (subjects, ahead, rest):
        speaking = {n for n in among if any(matches_name(speaker, n) for speaker in known)}
        if speaking:
            return tuple(n for n in names if n in speaking or _is_beside(n, speaking, text))
        if among is subjects and subjects:
            beside = {subjects[0]}
            return tuple(n for n in names if n in beside or _is_beside(n, beside, text)) * asks
    described = tuple(
        s for s in known if s[:1].islower() and _stands_in(words(s), spoken) and not is_pronoun(s)
    )
    return spelled or described[:1] or (subjects[:1] if asks else ())


def parts_of(question: str) -> list[str]:
    """A question that asks two things, as two: "since when ..., and in which month ...?"

    A part that means by a pronoun whom the one before names is given the first of its names.
    """
    parts = [part.strip(" ,;") for part in _AND_WHAT.split(composed(question))]
    found: list[str] = []
    for part in parts:
        language = question_language(question)
        telling = [w for w in words(part) if w not in stop_words(language) | generic()]
        if found and len(telling) < 2:
            return [question]
        before = names_in(found[-1]) if found else ()
        leans = before and not names_in(part) and _POINTING.search(part)
        found.append(f"{part} ({before[0]})" if leans else part)
    return found


def clauses_of(query: Query) -> list[str]:
    """A question cut at what puts its names side by side: "A's sales | and B's aim".

    One that does not is one clause.
    """
    places = sorted((query.text.find(name), name) for name in query.names if name in query.text)
    cuts = [0]
    for (start, one), (end, _) in pairwise(places):
        joints = [match.start() for match in _JOINING.finditer(query.text, start + len(one), end)]
        cuts += joints[-1:]
    return [query.text[start:end] for start, end in pairwise([*cuts, len(query.text)])]


def _says(name: str, text: str, language: str) -> bool:
    """Whether a name is the subject of a verb of saying, or its words are asked for."""
    verb = _SAYING[language].pattern
    small = r"(?:\W+(?:a|ont|did|does|do|has|have|t|il|elle|by|de|d|du|of|the|le|la|l|s)\b){0,3}\W+"
    either = (rf"{verb}{small}{re.escape(name)}", rf"{re.escape(name)}(?:['’]s)?{small}{verb}")
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in either)


def _is_beside(name: str, others: set[str], text: str) -> bool:
    """Whether a name is joined to one of the others: "X and Y"."""
    pairs = [pair for other in others for pair in ((name, other), (other, name))]
    return any(
        re.search(rf"{re.escape(one)}\s+(?:et|and)\s+{re.escape(two)}", text) for one, two in pairs
    )


def _stands_in(wanted: list[str], given: list[str]) -> bool:
    """Whether some words stand together in others."""
    places = range(len(given) - len(wanted) + 1)
    return bool(wanted) and any(given[at : at + len(wanted)] == wanted for at in places)


def _head(text: str) -> str:
    """The question up to the word that leads to its subject."""
    match = re.search(
        r"\b(?:about|regarding|concerning|à propos|au sujet|sur|quant|on)\b", text, re.IGNORECASE
    )
    return text[: match.start()] if match else text


def _kinds(text: str, language: str) -> frozenset[str]:
    """The first plain words after "which" or "quels", up to the verb or a small word."""
    match = _WHICH.search(text)
    if match is None:
        return frozenset()
    found: list[str] = []
    for word in match["kind"].split()[:2]:
        if fold(word) in stop_words(language) or word[:1].isupper():
            break
        found.extend(words(word))
    return frozenset(found)


def _topic(text: str, language: str, speaker: set[str]) -> tuple[str, ...]:
    asking = (_SAYING[language], _REPORTING[language])
    text = without_inversion(text)
    saying = {w for pattern in asking for m in pattern.finditer(text) for w in words(m[0])}
    dropped = stop_words(language) | openings() | saying | speaker
    counted = in_figures(text, language, small=False)
    return tuple(dict.fromkeys(word for word in words(counted) if word not in dropped))
