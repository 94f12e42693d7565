"""Pronouns of a follow-up question, and the names that are put in their place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dixit.index.text.tokens import fold, stop_words, words
from dixit.rag.lang.lexicons import saying
from dixit.rag.lang.names import names_in
from dixit.rag.lang.question_language import question_language
from dixit.rag.question.follow_up_cues import listed
from dixit.rag.question.referents import Referent, asked_of, in_question, referents
from dixit.rag.records import Answer

_IMPERSONAL = re.compile(
    r"\by a(?:vait|ura)?(?:-t)?-il\b|\b(?:faut|s'agit|existe|reste|suffit|semble)(?:-t)?-il\b"
    r"|\b(?:est|était)-il (?:vrai|possible|question)\b|\bil (?:y a|faut|s'agit|existe|est)\b"
    r"|\b(?:is|was) it (?:true|possible|likely|necessary|correct|that|the case)\b"
    r"|\b(?:does|did) it (?:take|seem)\b|\bit (?:is|was|seems|takes|took)\b",
    re.IGNORECASE,
)
"""A pronoun that stands for nobody and nothing."""
_ENGLISH = re.compile(
    r"\b(?:(?P<owner>his|its|their|her)(?=\s[a-z])|(?P<plain>he|she|him|her|it|they|them))\b",
    re.IGNORECASE,
)
_FRENCH = re.compile(
    r"\b(?P<verb>\w+)-(?:t-)?(?P<inverted>ils?|elles?)\b(?!-même)"
    r"|\b(?P<that>qu['’])?(?P<plain>ils?|elles?|lui)\b(?!-même)"
    r"|\b(?P<owner>son|sa|ses|leurs?)\s(?P<owned>[a-zà-ÿœ]\w*)",
    re.IGNORECASE,
)
_HELPERS = frozenset("a ont avait avaient aura auront aurait est sont était étaient".split())
_WHAT = re.compile(r"(?:\bque\s|\bqu['’])$", re.IGNORECASE)
_BEING = re.compile(r"(?:\bqui|\bquel(?:le)?s?|\boù|\bcomment)\s$", re.IGNORECASE)
_ARTICLES = {"son": "le ", "sa": "la ", "ses": "les ", "leur": "le ", "leurs": "les "}
_AND = re.compile(r"\s(?:and|et)\s")


@dataclass(frozen=True, slots=True)
class _Pronoun:
    """A pronoun that nothing in its own question explains."""

    match: re.Match[str]
    word: str
    """Folded."""
    is_french: bool

    @property
    def is_plural(self) -> bool:
        return self.word in ("they", "them", "their", "ils", "elles", "leur", "leurs")

    @property
    def sex(self) -> str | None:
        if self.word in ("he", "him", "his", "il", "ils"):
            return "he"
        return "she" if self.word in ("she", "her", "elle", "elles") else None

    @property
    def is_personal(self) -> bool:
        """Whether it stands for persons alone."""
        return self.word in ("he", "him", "his", "she", "her", "lui")

    @property
    def kind(self) -> str:
        return "thing" if self.word in ("it", "its", "they", "them", "their") else "person"


def has_pronoun(question: str) -> bool:
    """Whether a question has a pronoun that stands for nothing it names itself."""
    return next(_pronouns(question), None) is not None


def resolved(question: str, answers: Sequence[Answer]) -> str:
    """A question with the names its pronouns stand for, as far as the turns before tell.

    Args:
        question: as it was typed.
        answers: those before it, the latest last.

    Returns:
        "Qu'a-t-il dit ?" after the words of Zu Sijie is "Qu'a dit Zu Sijie ?".
    """
    known: set[str] = set()
    replaced: list[tuple[int, int, str]] = []
    for pronoun in _pronouns(question):
        if pronoun.kind not in known:
            known.add(pronoun.kind)
            if referent := _referent(pronoun, question, answers):
                replaced.append(_written(pronoun, referent, question))
    for start, end, text in reversed(replaced):
        question = question[:start] + text + question[end:]
    return question


def of(noun: str) -> str:
    """ "de" before a French noun phrase: "du musée", "d'Audi"."""
    for plain, joined in (("le ", "du "), ("les ", "des ")):
        if noun.casefold().startswith(plain):
            return joined + noun[len(plain) :]
    return f"d'{noun}" if fold(noun[:1]) in tuple("aeiou") else f"de {noun}"


def _pronouns(question: str) -> Iterator[_Pronoun]:
    if _IMPERSONAL.search(question):
        return
    french = question_language(question) == "fr"
    for match in (_FRENCH if french else _ENGLISH).finditer(question):
        groups = {name: word for name, word in match.groupdict().items() if word}
        word = groups.get("inverted") or groups.get("plain") or groups["owner"]
        pronoun = _Pronoun(match, word.casefold(), french)
        if not _is_bound(pronoun, question):
            yield pronoun


def _is_bound(pronoun: _Pronoun, question: str) -> bool:
    """Whether the question itself names, ahead of a pronoun, what it stands for."""
    before = question[: pronoun.match.start()]
    if names_in(before):
        return True
    place = "|".join(listed("place"))
    free = re.sub(rf"\b(?:{place})\s(?:the|l[ae]s?|l['’]|une?|an?)\s?\w+", " ", before, flags=re.I)
    named = in_question(free)
    return any(one.is_person for one in named) if pronoun.is_personal else bool(named)


def _referent(pronoun: _Pronoun, question: str, answers: Sequence[Answer]) -> Referent | None:
    for answer in reversed(answers):
        fits = [one for one in referents(answer) if _fits(pronoun, one)]
        if pronoun.is_plural:
            fits = [*_joined(answer), *(one for one in fits if one.is_many), *fits]
        if pronoun.is_french and _asks_of_persons(pronoun, question):
            fits = [one for one in fits if one.is_person] or fits
        if fits:
            return fits[0]
    return None


def _fits(pronoun: _Pronoun, referent: Referent) -> bool:
    if pronoun.is_personal and not referent.is_person:
        return False
    if pronoun.word in ("it", "its"):
        return not referent.is_person and not referent.is_many
    if pronoun.is_french and not pronoun.is_plural and referent.is_many:
        return False
    return pronoun.sex is None or referent.sex is None or referent.sex == pronoun.sex


def _joined(answer: Answer) -> list[Referent]:
    """The names that a question puts side by side, as one."""
    asked = asked_of(answer)
    names = names_in(asked)
    runs = (
        re.search(rf"{re.escape(a)}{_AND.pattern}{re.escape(b)}", asked) for a, b in pairwise(names)
    )
    return [Referent(run[0], is_person=True, is_many=True) for run in runs if run]


def _asks_of_persons(pronoun: _Pronoun, question: str) -> bool:
    """Whether a French question asks what somebody says, or who it is."""
    near = words(question[max(0, pronoun.match.start()) :])[:4]
    who = re.search(r"\bqui\s$", question[: pronoun.match.start()], re.IGNORECASE)
    return bool(who) or any(word in saying() for word in near)


def _written(pronoun: _Pronoun, referent: Referent, question: str) -> tuple[int, int, str]:
    """The place of a pronoun, and of what must move with it, and what stands there instead."""
    match, name = pronoun.match, referent.text
    start, end = match.span()
    if not pronoun.is_french:
        word = match["owner"]
        ahead = words(question[match.end("owner") :])[:1] if word else []
        owns = bool(word) and not (word.casefold() == "her" and set(ahead) & stop_words("en"))
        return start, end, f"{name}'s" if owns else name
    if match["owner"]:
        owned = match["owned"]
        article = _ARTICLES[pronoun.word]
        if article != "les " and fold(owned[0]) in tuple("aeiouh"):
            article = "l'"
        return start, end, f"{article}{owned} {of(name)}"
    if match["plain"]:
        return start, end, f"que {name}" if match["that"] else name
    return _inverted(match, name, question)


def _inverted(match: re.Match[str], name: str, question: str) -> tuple[int, int, str]:
    """A French verb and the pronoun behind it: "Que dit X", "Qu'a dit X", "Quand X a-t-il"."""
    verb, before, behind = match["verb"], question[: match.start()], question[match.end() :]
    start, end = match.span()
    if _WHAT.search(before):
        participle = re.match(r"\s\w+[éeiust]\b", behind)
        if verb.casefold() in _HELPERS and participle:
            return start, end + participle.end(), f"{verb}{participle[0]} {name}"
        return start, end, f"{verb} {name}"
    if _BEING.search(before) and not re.match(r"\s\w", behind):
        return start, end, f"{verb} {name}"
    spoken = verb.casefold() + match[0][len(verb) :]
    return start, end, f"{name} {spoken}"
