"""Analyses a question: its language, its names, and whose words on which topic it asks for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dixit.index.text.names import is_unicode
from dixit.index.text.tokens import composed, fold, stop_words, words
from dixit.rag.errors import QuestionError
from dixit.rag.lang.lexicons import openings
from dixit.rag.lang.name_matching import is_pronoun, matches_name
from dixit.rag.lang.names import names_in, without_inversion
from dixit.rag.lang.quantities import in_figures
from dixit.rag.lang.question_language import question_language
from dixit.rag.lang.word_lists import LANGUAGES, named_lines
from dixit.rag.question.answer_type import Wanted, wanted_in
from dixit.rag.question.requests import Request, request_in

MAX_CHARACTERS = 2_000
"""A longer question is refused."""


def _cues(name: str) -> dict[str, re.Pattern[str]]:
    """For each language, a pattern of the words in one list of `asking.txt`."""
    listed = {
        language: [line for kind, line in named_lines("asking.txt", language) if kind == name]
        for language in LANGUAGES
    }
    return {
        language: re.compile(rf"\b(?:{'|'.join(lines).replace(' | ', '|')})\b", re.IGNORECASE)
        for language, lines in listed.items()
    }


_SAYING = _cues("saying")
"""Verbs and nouns with which a question asks for somebody's words."""
_REPORTING = _cues("reporting")
"""Words with which it may ask for them: only if the articles quote the person that it names."""
_WHO_SAID = re.compile(
    r"^\W*(?:\w+,\s)?(?:qui|who)\s(?:a\s|ont\s|has\s|have\s)?(?:dit|déclar|affirm|annonc|indiqu|"
    r"promis|parl|pens|estim|jug|qualifi|assur|préten|said|says|told|stated|announced|declared|claimed|"
    r"thinks|reckons|believes|called|calls|warned|insists|argue|speaks|talks|consider|describ|mention|"
    r"deems|finds|regards|judges|stresse|évoqu|mentionn|soulign|trouve\b)",
    re.IGNORECASE,
)
"""A question that asks for the speaker of some words."""


_SAID_OF = re.compile(
    r"\b(?:is|are|was|were|be|been) (?:\w+ )?(?:said|told|written|reported) (?:of|about|on)\b"
    r"|\bdit-on\b|\b(?:est|a été|est-il|a-t-il été) (?:\w+ )?(?:dit|écrit|rapporté)\b",
    re.IGNORECASE,
)
"""A question that asks what anybody says about a person or thing."""
_WHICH = re.compile(r"\b(?:quel(?:le)?s?|which|what)\s(?P<kind>[^?,]+)", re.IGNORECASE)
_OF = re.compile(r"\s(?:de\s|du\s|des\s|d['’]|of\s)")
_SEVERAL = re.compile(
    r"\b(?:quel(?:le)?s|lesquel(?:le)?s|(?:which|what) (?:\w+[- ]){0,3}?\w+s\b|who are|who else|"
    r"qui sont|list|liste[rz]?|compar\w+|both|tous|toutes|all the|different|différent\w+|"
    r"chacun\w*|each|respective\w*)\b",
    re.IGNORECASE,
)
"""Words with which a question asks for several things."""


@dataclass(frozen=True, slots=True)
class Query:
    """An analysed question."""

    text: str
    language: str
    """"fr" or "en"."""
    names: tuple[str, ...]
    """The proper names in the question, as written."""
    speakers: tuple[str, ...]
    """The names whose words are asked for; empty if the question asks for a fact."""
    asks_who: bool
    """Whether it asks who said something."""
    asks_words: bool
    """Whether it clearly asks for what somebody said or thinks."""
    may_ask_words: bool
    """Whether it may ask for somebody's words: it has at least a reporting word."""
    topic: tuple[str, ...]
    """The folded content words, without the speaker's name."""
    kinds: frozenset[str] = frozenset()
    """The words of the topic that say what kind of thing is asked for: "which car makers ..."."""
    asks_several: bool = False
    """Whether it asks for several things, which may be in several articles."""
    wanted: Wanted = "text"
    """The kind of answer it wants."""
    request: Request | None = None
    """What it asks of the collection or of an article as a whole, if it does."""


def understand(question: str, speakers: Iterable[str] = ()) -> Query:
    """Analyse a question.

    Args:
        question: in French or English.
        speakers: the names of everybody whom the articles quote.

    Raises:
        QuestionError: the question is empty, too long, or not valid Unicode.
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
    all_speakers = tuple(dict.fromkeys(speakers))
    names = tuple(
        part for name in names for part in _parted(_in_full(name, text, all_speakers), all_speakers)
    )
    wanted = wanted_in(text)
    if wanted == "definition":
        topic = _topic(text, language, set())
        return Query(text, language, names, (), False, False, False, topic, wanted=wanted)
    asked_speakers = _speakers_asked(text, language, names, all_speakers)
    speaker_words = {word for name in asked_speakers for word in words(name)}
    who = _WHO_SAID.search(text) is not None
    topic = _topic(text, language, speaker_words)
    saying = _SAYING[language].search(text) is not None
    reporting = saying or _REPORTING[language].search(text) is not None
    several = _SEVERAL.search(text) is not None
    kinds = _kinds(text, language)
    return Query(
        text,
        language,
        names,
        asked_speakers,
        who,
        saying,
        reporting,
        topic,
        kinds,
        several,
        wanted,
        request,
    )


def _in_full(name: str, text: str, all_speakers: tuple[str, ...]) -> str:
    """The full name of a speaker, if the question has it and it ends in `name`."""
    question_words = words(text)
    return next(
        (
            n
            for n in all_speakers
            if n.endswith(f" {name}") and _stands_in(words(n), question_words)
        ),
        name,
    )


def _parted(name: str, all_speakers: tuple[str, ...]) -> tuple[str, ...]:
    """`Liu Bo de Tencent` as two names, if Liu Bo is a speaker and the whole is not."""
    speaker_forms = {fold(speaker) for speaker in all_speakers}
    if fold(name) not in speaker_forms:
        for link in _OF.finditer(name):
            person = name[: link.start()]
            if " " in person and fold(person) in speaker_forms:
                return person, name[link.end() :]
    return (name,)


def _speakers_asked(
    text: str, language: str, names: tuple[str, ...], all_speakers: tuple[str, ...]
) -> tuple[str, ...]:
    """The names whose words are asked for: subjects first, else names before the topic."""
    if _WHO_SAID.search(text) or _SAID_OF.search(text):
        return ()
    asks = _SAYING[language].search(text) is not None
    if not asks and not _REPORTING[language].search(text):
        return ()
    question_words = words(text)
    full_names = tuple(
        name for name in all_speakers if " " in name and _stands_in(words(name), question_words)
    )
    subjects = tuple(name for name in names if _says(name, text, language))
    # In "Tmall's Liu Bo" the second name speaks, in "Liu Bo from Tmall" the first.
    possessions = tuple(
        n
        for one in subjects
        for n in names
        if re.search(rf"{re.escape(one)}['’]s {re.escape(n)}", text)
        or re.search(rf"{re.escape(n)},? (?:from|of|at|de|du|chez) {re.escape(one)}", text)
    )
    subjects = possessions or subjects
    head = _head(text)
    ahead = tuple(name for name in names if name in head)
    # In "what did Audi's chief say about BMW?", BMW is not a speaker, even if nobody is.
    rest = () if asks and ahead and head != text else names
    for among in (subjects, ahead, rest):
        speaking = {n for n in among if any(matches_name(speaker, n) for speaker in all_speakers)}
        if speaking:
            return tuple(n for n in names if n in speaking or _is_beside(n, speaking, text))
        if among is subjects and subjects:
            beside = {subjects[0]}
            return tuple(n for n in names if n in beside or _is_beside(n, beside, text)) * asks
    described = tuple(
        s
        for s in all_speakers
        if s[:1].islower() and _stands_in(words(s), question_words) and not is_pronoun(s)
    )
    return full_names or described[:1] or (subjects[:1] if asks else ())


def _says(name: str, text: str, language: str) -> bool:
    """Whether a name is the subject of a verb of saying, or its words are asked for."""
    verb = _SAYING[language].pattern
    small = r"(?:\W+(?:a|ont|did|does|do|has|have|t|il|elle|by|de|d|du|of|the|le|la|l|s)\b){0,3}\W+"
    either = (rf"{verb}{small}{re.escape(name)}", rf"{re.escape(name)}(?:['’]s)?{small}{verb}")
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in either)


def _is_beside(name: str, others: set[str], text: str) -> bool:
    """Whether a name is coordinated with one of the others: "X and Y"."""
    pairs = [pair for other in others for pair in ((name, other), (other, name))]
    return any(
        re.search(rf"{re.escape(one)}\s+(?:et|and)\s+{re.escape(two)}", text) for one, two in pairs
    )


def _stands_in(part: list[str], whole: list[str]) -> bool:
    """Whether the words of `part` occur one after the other in `whole`."""
    places = range(len(whole) - len(part) + 1)
    return bool(part) and any(whole[at : at + len(part)] == part for at in places)


def _head(text: str) -> str:
    """The question up to the preposition that introduces its topic."""
    match = re.search(
        r"\b(?:about|regarding|concerning|à propos|au sujet|sur|quant|on)\b", text, re.IGNORECASE
    )
    return text[: match.start()] if match else text


def _kinds(text: str, language: str) -> frozenset[str]:
    """The first content words after "which" or "quels", up to a stop word or a name."""
    match = _WHICH.search(text)
    if match is None:
        return frozenset()
    kinds: list[str] = []
    for word in match["kind"].split()[:2]:
        if fold(word) in stop_words(language) or word[:1].isupper():
            break
        kinds.extend(words(word))
    return frozenset(kinds)


def _topic(text: str, language: str, speaker: set[str]) -> tuple[str, ...]:
    asking = (_SAYING[language], _REPORTING[language])
    text = without_inversion(text)
    saying = {w for pattern in asking for m in pattern.finditer(text) for w in words(m[0])}
    dropped = stop_words(language) | openings() | saying | speaker
    counted = in_figures(text, language, small=False)
    return tuple(dict.fromkeys(word for word in words(counted) if word not in dropped))
