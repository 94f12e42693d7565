"""Questions that name only what is other than in the one before: "Why?", "And in 2017?"."""

import re
from collections.abc import Sequence

from dixit.index.text.tokens import stop_words, words
from dixit.rag.dials import DEFAULT, ConversationDials
from dixit.rag.lang.lexicons import openings, saying
from dixit.rag.lang.names import names_in
from dixit.rag.lang.question_language import question_language
from dixit.rag.lang.word_lists import LANGUAGES
from dixit.rag.question.follow_up_cues import (
    is_joined,
    listed,
    read,
    stripped,
    translated,
    whole,
    written,
)
from dixit.rag.question.referents import Referent, asked_of, in_question, names_office
from dixit.rag.quotations.people import is_personal
from dixit.rag.records import Answer, Citation

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TO_ASK = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|qui|que|quoi|quel(?:le)?s?|quand|où|pourquoi"
    r"|comment|combien)\b|\bqu['’]",
    re.IGNORECASE,
)
_ENGLISH_HELPER = re.compile(
    r"\b(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)\b", re.IGNORECASE
)
_WHAT_IS = re.compile(
    r"^\W*(?:who|what|which(?: \w+)?) (?:is|are|was|were)\b"
    r"|^\W*(?:qui|quel(?:le)?s?) (?:est|sont|était|étaient)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:how (?:many|much)|combien (?:de|d['’]))\s?(?P<what>[\w-]+)", re.IGNORECASE
)
_FRENCH_ASKING = re.compile(
    r"^\W*(?:(?:à|en|dans|de|depuis|pour|par|avec|sur)\s)?(?:combien de temps|combien d['’]\w+"
    r"|combien de \w+|quel(?:le)?s? \w+|quand|où|pourquoi|comment|combien|que|qui|qu['’])"
    r"(?:\s|(?<=['’]))(?:est-ce qu(?:e\s|['’]))?",
    re.IGNORECASE,
)
_ABOUT_HEAD = re.compile(
    r"^(?P<about>about(?=\s)|on(?=\s)|des?(?=\s)|du(?=\s)|d['’]|sur(?=\s)|à propos de(?=\s))\s?",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\s(?:about|regarding|à propos de|au sujet de|sur)\s", re.IGNORECASE)
_DETERMINER = re.compile(r"^(?:(?:the|les?|la)\s|l['’])\w", re.IGNORECASE)


def asked_anew(question: str, last: Answer) -> str | None:
    """The last question, asked with another question word; None for a question of more than that.

    "Why?" after "When did the bridge close?" is "Why did the bridge close?". Where the
    last question has no verb to take, its answer has: "When is it that the rise was fair?".
    """
    asking = re.fullmatch(
        rf"(?P<word>{'|'.join(listed('asking'))})(?:\s(?:{'|'.join(listed('that'))}))?",
        stripped(question),
        re.IGNORECASE,
    )
    if asking is None:
        return None
    asked = asked_of(last)
    language = question_language(asked)
    word = translated(asking["word"], language) or asking["word"]
    rest = _predicate(asked, language)
    counted = _COUNTED.search(asked)
    if not rest and _COUNTED.search(asking["word"]):
        return None
    if not rest or (counted and last.citations):
        clause = _clause(last)
        return _capital(written("clause", language, word, clause)) if clause else None
    return _capital(f"{word} {rest}?" if language == "en" else f"{word} {rest} ?")


def is_fragment(question: str, dials: ConversationDials = DEFAULT.conversation) -> bool:
    """Whether a question has no verb of its own: "And Audi?", "l'expert ?", "in 2017?"."""
    rest = stripped(question)
    if not rest or len(_telling(rest)) > dials.fragment_words or _asks_itself(rest):
        return False
    if is_joined(question):
        return True
    opens = _DETERMINER.match(rest) or _preposition(rest)
    return bool(opens) and question.strip().endswith("?") and len(rest.split()) <= 4


def completed(fragment: str, last: Answer) -> str:
    """The last question, with the name, year, place or subject of a fragment in it.

    A fragment about something of another kind is a question of its own.
    """
    asked, rest = asked_of(last), stripped(fragment)
    if _DETERMINER.match(rest):
        rest = rest[:1].lower() + rest[1:]
    language = question_language(asked)
    bare = asked.rstrip(" ?")
    if not rest:
        return asked
    if year := _YEAR.search(rest):
        if _YEAR.search(asked):
            return _YEAR.sub(year[0], asked)
        return f"{bare} {'in' if language == 'en' else 'en'} {year[0]} ?"
    new, old = names_in(fragment), names_in(asked)
    if subject := _ABOUT_HEAD.match(rest):
        about = subject["about"] if question_language(fragment) == language else ""
        about = about or ("about" if language == "en" else "de")
        return f"{_ABOUT.split(asked)[0].rstrip(' ?')} {about} {rest[subject.end() :]} ?"
    if place := _preposition(rest):
        replaced = re.search(rf"\b{place}\s(?:the\s|l[ae]s?\s|l['’])?[A-ZÀ-Þ][\w’'-]*", asked)
        return asked.replace(replaced[0], rest) if replaced else f"{bare} {rest} ?"
    if new == (rest,):
        persons = any(one.is_person for one in in_question(asked))
        strange = is_personal(rest, rest) and not persons and read("says", asked) is None
        if not old or strange:
            return written("about-it", question_language(fragment), rest)
        run = r"\s(?:et|and|ou|or)\s".join(map(re.escape, old[:2]))
        both = re.search(run, asked) if len(old) > 1 else None
        return asked.replace(both[0] if both else old[0], rest, 1)
    return _of_kind(fragment, rest, asked, in_question(asked)) or fragment


def _of_kind(fragment: str, rest: str, asked: str, phrases: Sequence[Referent]) -> str | None:
    """A noun phrase in the place of the last question's; of an office, who it is or what it says.

    None where the last question is about something of another kind.
    """
    language = question_language(fragment)
    says = read("says", asked) is not None
    about = next((p for p in phrases if p.text.casefold() in asked.casefold()), None)
    if names_office(rest) and not names_in(rest):
        if about is not None and about.is_person and not names_in(about.text):
            return _swapped(asked, about.text, rest)
        return written("says" if says else "who-is", language, rest)
    if about is None or says:
        return None
    shared = set(words(rest)) & set(words(about.text)) - _small()
    if shared or not names_in(rest):
        return _swapped(asked, about.text, rest)
    return None


def _swapped(asked: str, old: str, new: str) -> str:
    return re.sub(re.escape(old), lambda _: new, asked, count=1, flags=re.IGNORECASE)


def _predicate(asked: str, language: str) -> str | None:
    """A question without its question word, from the verb on; None where that would say nothing."""
    if read("says", asked) or read("about-it", asked) or _WHAT_IS.match(asked):
        return None
    text = asked.strip().rstrip(" ?.!")
    if language == "fr":
        asking = _FRENCH_ASKING.match(text)
        rest = text[asking.end() :] if asking else text
        return rest if asking or re.search(r"-(?:t-)?(?:ils?|elles?)\b", text) else None
    helper = _ENGLISH_HELPER.search(text)
    if helper is None or not (_TO_ASK.match(text) or helper.start() == 0):
        return None
    return helper[0].casefold() + text[helper.end() :]


def _clause(last: Answer) -> str | None:
    """What the first proof of an answer tells, as a clause."""
    cited: Citation | None = next(iter(last.citations), None)
    if cited is None:
        return None
    told = cited.quote.strip().rstrip(" .!?")
    if cited.speaker and cited.direct is False:
        told = re.sub(rf"^.*{re.escape(cited.speaker)}\s", "", told)
        if words(told)[:1] and words(told)[0] in saying():
            told = re.sub(r"^\S+\s(?:that\s|que\s|qu['’])?", "", told)
    first = told.split(maxsplit=1)[0] if told else ""
    return told[:1].lower() + told[1:] if words(first)[:1] and words(first)[0] in _small() else told


def _asks_itself(rest: str) -> bool:
    """Whether a question has a question word, and tells with more than a year what it asks."""
    if not _TO_ASK.search(rest):
        return bool(_ENGLISH_HELPER.match(rest))
    alone = re.sub(rf"^(?:{'|'.join(listed('asking'))})\b", " ", rest, flags=re.IGNORECASE)
    return bool(_telling(_YEAR.sub(" ", alone)))


def _preposition(rest: str) -> str | None:
    """The preposition of place or time that a fragment opens with."""
    match = re.match(rf"({'|'.join(listed('place'))})\s\w", rest, re.IGNORECASE)
    return match[1] if match else None


def _telling(text: str) -> list[str]:
    """Its words, names aside as one each, that are no small words."""
    names = names_in(text)
    for name in names:
        text = text.replace(name, " ")
    return [*names, *(word for word in words(text) if word not in _small())]


def _small() -> frozenset[str]:
    return frozenset(openings().union(*map(stop_words, LANGUAGES)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def numbered(question: str, last: Answer) -> str | None:
    """The last question of another in a row: "the second one" after one about the first offer."""
    if not whole("one").fullmatch(stripped(question)):
        return None
    ordinal = re.compile(rf"\b(?:{'|'.join(listed('ordinal'))})\b", re.IGNORECASE)
    new = ordinal.search(question)
    asked = asked_of(last)
    return ordinal.sub(new[0], asked, count=1) if new and ordinal.search(asked) else None
