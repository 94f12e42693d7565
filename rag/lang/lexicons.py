"""Reporting verbs with their forms, and the other lists that several rooms use."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dixit.index.text.tokens import fold
from dixit.rag.lang.word_lists import LANGUAGES, lines, named_lists, words_of


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a reporting verb, which may be of several words: "points out"."""

    infinitive: str
    form: str
    """"finite", "past" (participle), "present" (participle) or "infinitive"."""
    following: tuple[str, ...] = ()
    """The words after the first."""


@cache
def reporting() -> dict[str, tuple[Verb, ...]]:
    """Every form of every reporting verb of all languages.

    Returns:
        The forms by their first word, as written; past participles first, as "dit" after a helper
        is a participle before it is anything else.
    """
    found: defaultdict[str, list[Verb]] = defaultdict(list)
    for language in LANGUAGES:
        conjugated, agreeing = _CONJUGATIONS.get(language, (None, ("",)))
        for line in lines("reporting_verbs.txt", language):
            if "\t" in line:
                rows = [_columns(line)]
            elif conjugated is not None:
                rows = [conjugated(verb) for verb in line.split()]
            else:
                raise ValueError(f"reporting_verbs.txt of {language}: no rule conjugates {line!r}")
            for infinitive, forms in rows:
                endings = {"past": agreeing}
                for form, words in (
                    (f, w + ending)
                    for f, ws in forms.items()
                    for w in ws
                    for ending in endings.get(f, ("",))
                ):
                    first, *more = words.split()
                    verb = Verb(infinitive, form, tuple(more))
                    if verb not in found[first]:
                        found[first].append(verb)
    order = ("past", "finite", "present", "infinitive")
    return {
        word: tuple(sorted(verbs, key=lambda verb: order.index(verb.form)))
        for word, verbs in found.items()
    }


@cache
def saying() -> frozenset[str]:
    """Every word of every form of a reporting verb, folded."""
    return frozenset(
        fold(word)
        for first, verbs in reporting().items()
        for verb in verbs
        for word in (first, *verb.following)
    )


@cache
def telling() -> frozenset[str]:
    """One-word forms, folded, of reporting verbs that hardly mean anything else."""
    acting = small_words("acting")
    return frozenset(
        fold(form)
        for form, verbs in reporting().items()
        if any(not verb.following and verb.infinitive not in acting for verb in verbs)
    )


@cache
def roles() -> frozenset[str]:
    """Nouns of office and trade, in lower case."""
    return frozenset(map(str.casefold, words_of("roles.txt")))


def capitalised() -> frozenset[str]:
    """Words that take a capital without being names ("Monday", "French"), in lower case."""
    return words_of("capitalised.txt")


@cache
def openings() -> frozenset[str]:
    """Words that open a question, folded."""
    return frozenset(map(fold, words_of("openings.txt")))


@cache
def generic() -> frozenset[str]:
    """Words that shape a question and say little of its subject, folded."""
    return frozenset(map(fold, words_of("generic.txt")))


@cache
def aliases() -> dict[str, frozenset[str]]:
    """Short forms of names, folded, each with the folded words that stand for it."""
    return {
        fold(short): frozenset(map(fold, full))
        for short, full in named_lists("aliases.txt").items()
    }


def small_words(name: str) -> frozenset[str]:
    """One of the lists of `attribution.txt`, of all languages together.

    Args:
        name: of the list, such as "pronoun".

    Raises:
        KeyError: there is no such list.
    """
    return named_lists("attribution.txt")[name]


@cache
def opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Pairs of sets of words, of all languages; one set says the opposite of the other."""
    sides = (line.split(" <> ") for line in lines("opposites.txt"))
    return tuple((frozenset(one.split()), frozenset(other.split())) for one, other in sides)


def denials() -> frozenset[str]:
    """Verbs by which somebody says no to what follows ("deny", "refuser"), as written."""
    return words_of("denials.txt")


def order_patterns() -> tuple[str, ...]:
    """Regular expressions for sentences that give orders to a language model."""
    return lines("orders.txt")


Conjugated = tuple[str, dict[str, Iterable[str]]]


def _columns(line: str) -> Conjugated:
    """A verb whose forms are listed: infinitive, finite forms, past and present participle."""
    infinitive, finite, past, present = line.split("\t")
    # "points out pointed out": the second word of the infinitive ends each form of two words.
    last = infinitive.removeprefix("se ").partition(" ")[2]
    forms = re.findall(rf"\S+(?: \S+)?? {re.escape(last)}(?!\S)", finite) if last else None
    plain = finite.replace("se ", "").split() if forms is None else forms
    return infinitive, {
        "finite": plain,
        "past": [past],
        "present": [present.removeprefix("se ")],
        "infinitive": [infinitive.removeprefix("se ")],
    }


def _french(infinitive: str) -> Conjugated:
    """The third person of a regular verb in -er."""
    stem = infinitive[:-2]
    soft = stem + "e" if stem.endswith("g") else stem
    soft = stem[:-1] + "ç" if stem.endswith("c") else soft
    finite = [stem + "e", stem + "ent", soft + "ait", soft + "aient", soft + "a", stem + "èrent"]
    if re.search("[eé][^aeiouyéèê]er$", infinitive):  # "marteler": "martèle"
        open_stem = stem[:-2] + "è" + stem[-1]
        finite += [open_stem + "e", open_stem + "ent"]
    forms = {"finite": [*finite, stem + "era", stem + "erait"], "past": [stem + "é"]}
    return infinitive, {**forms, "present": [soft + "ant"], "infinitive": [infinitive]}


def _english(infinitive: str) -> Conjugated:
    """A regular English verb."""
    stem = infinitive.removesuffix("e")
    third, past = infinitive + "s", stem + "ed"
    if re.fullmatch("[^aeiou]{1,3}u?[aeiou][bdgmnpt]", infinitive):
        stem += infinitive[-1]
        past = stem + "ed"
    elif re.search("[^aeiou]y$", infinitive):
        third, past = infinitive[:-1] + "ies", infinitive[:-1] + "ied"
    elif re.search("(?:s|sh|ch|x|z)$", infinitive):
        third = infinitive + "es"
    forms = {"finite": [infinitive, third, past], "past": [past]}
    return infinitive, {**forms, "present": [stem + "ing"], "infinitive": [infinitive]}


_CONJUGATIONS: Mapping[str, tuple[Callable[[str], Conjugated], tuple[str, ...]]] = {
    "fr": (_french, ("", "e", "s", "es")),
    "en": (_english, ("",)),
}
"""By language how a regular verb is conjugated, and the endings by which a participle agrees."""
