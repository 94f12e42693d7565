"""Word lists, read from `lexicon/`: verbs that report, offices, and the small words around them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dixit.index.text.tokens import fold


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a reporting verb, which may be of several words: "points out"."""

    infinitive: str
    form: str
    """"finite", "past" (participle), "present" (participle) or "infinitive"."""
    following: tuple[str, ...] = ()
    """Its further words."""


@cache
def reporting() -> dict[str, tuple[Verb, ...]]:
    """Every form of every verb that reports, in French and English, by its first word."""
    found: defaultdict[str, list[Verb]] = defaultdict(list)
    for language, conjugated in (("fr", _french), ("en", _english)):
        for line in _lines(f"reporting_verbs_{language}.txt"):
            agreeing = ("", "e", "s", "es") if language == "fr" else ("",)
            rows = [_columns(line)] if "\t" in line else map(conjugated, line.split())
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
    # "dit" after a helper is a participle before it is anything else.
    order = ("past", "finite", "present", "infinitive")
    return {
        word: tuple(sorted(verbs, key=lambda verb: order.index(verb.form)))
        for word, verbs in found.items()
    }


@cache
def saying() -> frozenset[str]:
    """Every word of a form of a reporting verb, folded."""
    return frozenset(
        fold(word)
        for first, verbs in reporting().items()
        for verb in verbs
        for word in (first, *verb.following)
    )


@cache
def telling() -> frozenset[str]:
    """The forms of one word, folded, of reporting verbs that hardly mean anything else."""
    acting = small_words("acting")
    return frozenset(
        fold(form)
        for form, verbs in reporting().items()
        if any(not verb.following and verb.infinitive not in acting for verb in verbs)
    )


@cache
def roles() -> frozenset[str]:
    """Nouns of office and trade, in lower case."""
    return frozenset(word.casefold() for line in _lines("roles.txt") for word in line.split())


@cache
def capitalised() -> frozenset[str]:
    """English words that take a capital without being names, in lower case."""
    return frozenset(word for line in _lines("capitalised_en.txt") for word in line.split())


@cache
def openings() -> frozenset[str]:
    """Words that open a question, in lower case."""
    return frozenset(fold(word) for line in _lines("openings.txt") for word in line.split())


@cache
def generic() -> frozenset[str]:
    """Words that shape a question and say little of its subject, folded."""
    return frozenset(fold(word) for line in _lines("generic.txt") for word in line.split())


@cache
def named_lists(file: str) -> dict[str, frozenset[str]]:
    """The lists of a file whose lines begin with a list's name and a colon."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in _lines(file):
        name, _, listed = line.partition(": ")
        found[name].update(listed.split())
    return {name: frozenset(listed) for name, listed in found.items()}


@cache
def aliases() -> dict[str, frozenset[str]]:
    """What a short form stands for, word by word, folded."""
    return {
        fold(short): frozenset(map(fold, full))
        for short, full in named_lists("aliases.txt").items()
    }


def small_words(name: str) -> frozenset[str]:
    """One of the lists of `attribution.txt`."""
    return named_lists("attribution.txt")[name]


@cache
def opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Pairs of lists of words, the one side saying the opposite of the other."""
    sides = (line.split(" <> ") for line in _lines("opposites.txt"))
    return tuple((frozenset(one.split()), frozenset(other.split())) for one, other in sides)


@cache
def denials() -> frozenset[str]:
    """Verbs, in both languages, by which somebody says no to what follows."""
    return frozenset(word for line in _lines("denials.txt") for word in line.split())


def order_patterns() -> tuple[str, ...]:
    """Regular expressions that match sentences by which a machine is ordered about."""
    return tuple(_lines("orders.txt"))


def _lines(name: str) -> Iterator[str]:
    text = (Path(__file__).with_name("lexicon") / name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


Conjugated = tuple[str, dict[str, Iterable[str]]]


def _columns(line: str) -> Conjugated:
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
    """A regular verb in -er, third person."""
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
