"""The judgement of a statement: exact checks that veto, then a judge of meaning.

A judge is a `Protocol`, so that a learned one can stand in the place of the rules. Whatever it
says, a statement with a wrong number, name, speaker or quoted word is not proven.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from dixit.index.records import Document
from dixit.index.text.tokens import words
from dixit.rag.check_dials import CheckDials
from dixit.rag.checking.records import Premise
from dixit.rag.lang.lexicons import saying
from dixit.rag.lang.names import names_in
from dixit.rag.lang.quantities import counts_otherwise
from dixit.rag.parsing.sentences import sentences
from dixit.rag.quotations import find_quotations
from dixit.rag.records import Verdict
from dixit.rag.verification.attribution import speakers_told
from dixit.rag.verification.entailment import (
    contradicts,
    follows,
    is_near_copy,
    says_otherwise,
)
from dixit.rag.verification.exact_checks import exact_verdict, holds_names
from dixit.rag.verification.print_folding import plain
from dixit.rag.verification.statement_marks import words_in_marks
from dixit.rag.verification.statement_pair import Pair

RANK: tuple[Verdict, ...] = (
    "verbatim", "supported", "wrong_speaker", "wrong_source", "contradicted", "unsupported"
)  # fmt: skip
"""Verdicts, the one that decides first."""


@dataclass(frozen=True, slots=True)
class Probabilities:
    """How likely a premise supports a statement, contradicts it, or does not say it: 1 in all."""

    supported: float
    contradicted: float
    unsaid: float


_SILENT = Probabilities(0.0, 0.0, 1.0)
"""What is taken of a premise that is not read."""


class Judge(Protocol):
    """Judges whether premises support a statement, by its meaning."""

    def judge(
        self, statement: str, language: str, premises: Sequence[Premise]
    ) -> list[Probabilities]:
        """Return the probabilities for each premise.

        Args:
            statement: The statement.
            language: Its language code.
            premises: The premises, each with its own language and speaker.
        """
        ...


@dataclass(frozen=True, slots=True)
class RuleJudge:
    """The rules as a judge, sure of whatever they say.

    Attributes:
        shared: Least share of a statement's content words in a premise that supports it, 0 to 1.
    """

    shared: float

    def judge(
        self, statement: str, language: str, premises: Sequence[Premise]
    ) -> list[Probabilities]:
        """Return the probabilities for each premise, 0 or 1."""
        return [self._by_rules(statement, language, premise) for premise in premises]

    def _by_rules(self, statement: str, language: str, premise: Premise) -> Probabilities:
        """Return what the rules say of a statement against a premise."""
        if contradicted_by_rules(statement, language, premise):
            return Probabilities(0.0, 1.0, 0.0)
        supported = proven_by_rules(statement, language, premise, self.shared)
        return Probabilities(1.0, 0.0, 0.0) if supported else Probabilities(0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """A premise with the verdict on the statement against it."""

    premise: Premise
    verdict: Verdict


def judged(
    statement: str,
    language: str,
    premises: Sequence[Premise],
    judge: Judge,
    dials: CheckDials,
    elsewhere: Sequence[Document] = (),
) -> Judged | None:
    """Return the premise that decides on a statement; None without premises.

    Args:
        statement: The statement.
        language: Its language code.
        premises: The premises, the likeliest first.
        judge: The judge of meaning.
        dials: Its thresholds.
        elsewhere: Documents in which quoted words are looked for that a premise lacks.
    """
    exact = [exact_of(statement, language, premise, elsewhere) for premise in premises]
    exact = [
        "unsupported" if one is None and _is_stopped(statement, language, premise, dials) else one
        for one, premise in zip(exact, premises, strict=True)
    ]
    if "verbatim" in exact:
        return Judged(premises[exact.index("verbatim")], "verbatim")
    if not premises:
        return None
    open_ones = [at for at, one in enumerate(exact) if one in (None, "unsupported")]
    read = open_ones[: dials.judged]
    told = judge.judge(statement, language, [premises[at] for at in read])
    probable = dict(zip(read, told, strict=True))
    verdicts = [
        _decided(one, probable.get(at, _SILENT), statement, dials) for at, one in enumerate(exact)
    ]
    best = min(
        range(len(verdicts)),
        key=lambda at: (RANK.index(verdicts[at]), -probable.get(at, _SILENT).supported, at),
    )
    return Judged(premises[best], verdicts[best])


def _decided(
    exact: Verdict | None, probable: Probabilities, statement: str, dials: CheckDials
) -> Verdict:
    """Return the verdict of the exact checks and a judge together."""
    if exact in ("wrong_speaker", "wrong_source"):
        return exact
    quoted = bool(words_in_marks(statement))
    if exact is None and probable.supported >= dials.supported:
        return "verbatim" if quoted else "supported"
    if exact is not None and quoted:
        return "unsupported"  # Words that nobody said contradict nothing.
    return "contradicted" if probable.contradicted >= dials.contradicted else "unsupported"


def exact_of(
    statement: str, language: str, premise: Premise, elsewhere: Sequence[Document] = ()
) -> Verdict | None:
    """Return what the exact checks say of a statement against a premise; None if nothing.

    Args:
        statement: The statement.
        language: Its language code.
        premise: The premise.
        elsewhere: Documents in which quoted words are looked for that the premise lacks.
    """
    pair = pair_of(statement, language, premise)
    found = exact_verdict(
        pair, speaker=premise.speaker, role=premise.role, elsewhere=tuple(elsewhere)
    )
    if found == "wrong_speaker" and not words_in_marks(pair.statement):
        return found if _says_the_same(statement, language, premise) else "unsupported"
    return found


def _is_stopped(statement: str, language: str, premise: Premise, dials: CheckDials) -> bool:
    """Return whether a name is not in a premise, or a rule finds that it says otherwise."""
    pair = pair_of(statement, language, premise)
    opening = dials.names_stand or is_near_copy(pair)
    named = holds_names(pair, premise.speaker, premise.role, opening=opening)
    exchanged = language == premise.language and any(
        contradicts(statement, premise.text[start:end], language, by_a_word=False)
        for start, end in sentences(premise.text)
    )
    return not named or exchanged or says_otherwise(pair, speaker=premise.speaker)


def is_open_who_speaks(statement: str, language: str, premise: Premise) -> bool:
    """Return whether a statement names a speaker, and nothing shows that this one says it."""
    if premise.speaker or not speakers_told(statement, language):
        return False
    return premise.is_spoken or saying().isdisjoint(words(premise.text))


def _says_the_same(statement: str, language: str, premise: Premise) -> bool:
    """Return whether a premise holds what a statement reports of somebody, whoever says it."""
    reported = [
        pair_of(quotation.quote, language, premise)
        for quotation in find_quotations(Document("", statement, "", language))
        if quotation.speaker
    ]
    speaker, role = premise.speaker, premise.role
    return bool(reported) and all(
        exact_verdict(pair, speaker=speaker, role=role) in ("verbatim", None)
        and holds_names(pair, speaker, role)
        and follows(pair, speaker=speaker, role=role)
        for pair in reported
    )


def contradicted_by_rules(statement: str, language: str, premise: Premise) -> bool:
    """Return whether a statement nearly copies a sentence of a premise, with another meaning."""
    return language == premise.language and any(
        _contradicts(statement, premise.text[start:end], language)
        for start, end in sentences(premise.text)
    )


def proven_by_rules(statement: str, language: str, premise: Premise, shared: float) -> bool:
    """Return whether the rules prove a statement against which nothing exact stands.

    Args:
        statement: The statement.
        language: Its language code.
        premise: The premise.
        shared: Least share of the statement's content words in it, 0 to 1.
    """
    pair = pair_of(statement, language, premise)
    return (
        share_held(pair, premise) >= shared
        and not is_open_who_speaks(statement, language, premise)
        and holds_names(pair, premise.speaker, premise.role)
        and follows(pair, speaker=premise.speaker, role=premise.role)
    )


def share_held(pair: Pair, premise: Premise) -> float:
    """Return the share of a statement's content words in a premise, its speaker counted."""
    known = {*pair.places(), *words(premise.speaker), *words(premise.role)}
    telling = pair.telling()
    return sum(word in known for word in telling) / len(telling) if telling else 1.0


@lru_cache(maxsize=256)
def _contradicts(statement: str, sentence: str, language: str) -> bool:
    """Return whether a statement is a near copy of a sentence that changes its meaning.

    With another name and another number it tells of something else.
    """
    if not contradicts(statement, sentence, language):
        return False
    held = set(words(sentence))
    named = all(held.issuperset(words(name)) for name in names_in(statement))
    return named or not counts_otherwise(statement, language, sentence, language)


def pair_of(statement: str, language: str, premise: Premise) -> Pair:
    """Return a statement and a premise in plain letters."""
    return _pair(statement, language, premise.text, premise.language)


@lru_cache(maxsize=1024)
def _pair(statement: str, language: str, cited: str, cited_language: str) -> Pair:
    """Return two texts in plain letters. One pair for each, so that its rules are asked once."""
    return Pair(plain(statement), language, plain(cited), cited_language)
