"""What a pronoun of a follow-up question may stand for: persons and things named before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dixit.index.text.tokens import stop_words, words
from dixit.rag.lang.lexicons import generic, roles
from dixit.rag.lang.names import names_in
from dixit.rag.lang.word_lists import LANGUAGES
from dixit.rag.quotations.people import is_personal, sex_of_first_name
from dixit.rag.records import Answer

Sex = Literal["he", "she"]
_DETERMINER = re.compile(
    r"\b(?P<det>the|this|these|le|la|les|une?|ce|cet|cette|ces|du|des|aux?)\s"
    r"|\b(?P<elided>l['’])",
    re.IGNORECASE,
)
_PLAIN = {"du": "le ", "au": "le ", "des": "les ", "aux": "les "}
"""Determiners joined to a preposition, and the determiner alone."""
_SEX: dict[str, Sex] = {
    **dict.fromkeys(("le ", "un ", "ce ", "cet "), "he"),
    **dict.fromkeys(("la ", "une ", "cette "), "she"),
}
_MANY = ("les ", "ces ", "these ")
_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*(?:['’]s\b)?|[^\w\s]")
_JOINTS = frozenset("of de du des d".split())
_INVERTED = re.compile(r"-(?:t-)?(?:ils?|elles?|on)$", re.IGNORECASE)
_HELPED = re.compile(
    r"\b(?:did|does|do|will|would|can|could|should|must|was|were|is|are)\b", re.IGNORECASE
)
_BEHIND = r"\s(?:in|of|at|near|de|du|à)\s(?:the\s|la\s)?[A-ZÀ-Þ][\w’'-]+"


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody or something named before."""

    text: str
    """As it can stand in a question: "Tom Harker", "the ferry strike"."""
    is_person: bool
    sex: Sex | None = None
    """The French gender of a thing, or what a first name tells; None where nothing does."""
    is_many: bool = False


def asked_of(answer: Answer) -> str:
    """The question of an answer as it stood alone."""
    return answer.asked or answer.question


def referents(answer: Answer) -> Iterator[Referent]:
    """Whom and what a turn names, the likeliest first.

    Those of the question come first, in its order; of one that asks who, the one that answers.
    """
    asked = asked_of(answer)
    quotes = [citation.quote for citation in answer.citations]
    spoken = [_person(c.speaker) for c in answer.citations if c.speaker]
    told = [_person(n) for q in quotes for n in names_in(q) if is_personal(n, q)]
    if re.search(r"\b(?:who|qui)\b", asked, re.IGNORECASE):
        persons = {name for name in names_in(asked) if is_personal(name, asked)}
        yield from (one for one in (*spoken, *told) if not persons or one.text in persons)
    yield from in_question(asked, quotes)
    yield from spoken
    yield from told


def in_question(asked: str, quotes: Sequence[str] = ()) -> list[Referent]:
    """The names and noun phrases of a question, in its order."""
    found = [(place, phrase) for place, phrase in _phrases(asked, quotes)]
    for name in names_in(asked):
        place = asked.find(name)
        if not any(name in phrase.text for _, phrase in found):
            person = is_personal(name, asked) or sex_of_first_name(name) is not None
            found.append((place, _person(name) if person else Referent(name, False)))
    return [referent for _, referent in sorted(found, key=lambda pair: pair[0])]


def subject(answer: Answer) -> Referent | None:
    """What a turn is about: the first that its question names, else its answer."""
    return next(referents(answer), None)


def names_office(phrase: str) -> bool:
    """Whether a noun phrase names somebody by an office: "the union leader"."""
    return any(word in roles() for word in words(phrase))


def _person(name: str) -> Referent:
    sex = sex_of_first_name(name)
    return Referent(name, True, "she" if sex == "she" else "he" if sex == "he" else None)


def _phrases(asked: str, quotes: Sequence[str]) -> Iterator[tuple[int, Referent]]:
    """The noun phrases of a question that a determiner opens, and their places."""
    after = 0
    for match in _DETERMINER.finditer(asked):
        if match.start() < after:
            continue
        written = (match["det"] or match["elided"]).casefold()
        det = written if match["elided"] else _PLAIN.get(written, f"{written} ")
        end = _end(asked, match.end())
        nouns = _without_verb(asked, match.start(), match.end(), end, quotes)
        telling = [word for word in words(nouns) if word not in generic()]
        if telling:
            after = match.end() + len(nouns)
            text = _told_in_full(det + nouns, quotes)
            sex = _SEX.get(det)
            many = det in _MANY
            yield match.start(), Referent(text, names_office(nouns), sex, many)


def _end(asked: str, start: int) -> int:
    """Where a run of nouns ends: at a mark, a verb with its pronoun, or a small word but "of"."""
    small = {word for code in LANGUAGES for word in stop_words(code)} - _JOINTS
    end = start
    joined = False
    for match in _WORD.finditer(asked, start):
        word = match[0]
        folded = words(word)
        if not folded:
            if word in "'’" and joined:
                continue
            break
        is_joint = folded[0] in _JOINTS
        if _INVERTED.search(word) or re.fullmatch(r"(?:19|20)\d\d", word):
            break
        if all(part in small for part in folded) and not joined:
            break
        joined = is_joint or (joined and all(part in small for part in folded))
        end = end if joined else match.end()
    return end


def _without_verb(asked: str, first: int, start: int, end: int, quotes: Sequence[str]) -> str:
    """The nouns of a run, the verb behind them left off: "the ferry strike end" ends at "strike".

    What an article has too is no verb. Else the last word is one where a helper stands ahead.
    """
    run = asked[start:end]
    ends = [match.end() for match in _WORD.finditer(run) if words(match[0])]
    joints = [match.start() for match in re.finditer(r"\s(?:of|de|du|des)\s|\sd['’]", run)]
    least = joints[-1] if joints else 0
    for length in reversed(ends):
        phrase = re.escape(asked[first : start + length])
        if length > least and any(re.search(rf"{phrase}\b", q, re.IGNORECASE) for q in quotes):
            return run[:length]
    last = [length for length in ends if length > least]
    if _HELPED.search(asked[:first]) and len(last) > (2 if joints else 1):
        named = run[last[-2] : last[-1]].strip()
        if named.islower():
            return run[: last[-2]]
    return run


def _told_in_full(phrase: str, quotes: Sequence[str]) -> str:
    """A noun phrase without a name, with the name that an article puts behind it."""
    if names_in(phrase):
        return phrase
    for quote in quotes:
        if match := re.search(rf"\b{re.escape(phrase)}{_BEHIND}", quote, re.IGNORECASE):
            return phrase + match[0][len(phrase) :]
    return phrase
