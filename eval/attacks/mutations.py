"""Rules that change the meaning of a sentence, each in one element."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from dixit.rag.lang.names import names_in

Rule = Callable[[str, str], str | None]


def _first(sentence: str, pairs: Mapping[str, str]) -> str | None:
    """The sentence with one replacement, by the first pattern that occurs in it."""
    for pattern, replacement in pairs.items():
        changed = re.sub(rf"\b(?:{pattern})", replacement, sentence, count=1)
        if changed != sentence:
            return changed
    return None


_DENIED = {
    "fr": {
        r"(?:ne |n['’])(\w+) (?:pas|plus|jamais|guère)\b ?": r"\1 ",
        r"(a|ont|est|sont|était|va|peut|doit|sera|avait|fait) (?=[a-zà-ü])": r"n'\1 pas ",
    },
    "en": {
        r"(\w+)n['’]t ": r"\1 ",
        r"(?:not|never) ": "",
        r"(has|have|is|are|was|were|will|would|can|should|had) (?=[a-z])": r"\1 not ",
    },
}
_UNIT = {
    "fr": {
        r"(\d\s?)%": r"\1 millions", r"(\d )millions?\b": r"\1milliards", r"(\d )milliards?\b":
        r"\1millions", r"(\d )euros\b": r"\1dollars", r"(\w+ )ans\b": r"\1mois",
        r"(\d+ |\w+ )heures\b": r"\1minutes", r"(\w+ )mois\b": r"\1ans",
        r"(\d )tonnes\b": r"\1kilos", r"(\w+ )jours\b": r"\1semaines",
        r"(\d )hectares\b": r"\1mètres", r"dollars\b": "euros",
        r"euros\b": "dollars", r"(\d )kilomètres\b": r"\1mètres",
    },
    "en": {
        r"(\d\s?)(?:%|per cent|percent)": r"\1 points", r"(\d )million\b": r"\1billion",
        r"(\d )billion\b": r"\1million", r"£(?=\d)": "€", r"\$(?=\d)": "£", r"€(?=\d)": "$",
        r"(\w+ )years\b": r"\1months", r"(\w+ )months\b": r"\1weeks", r"(\w+ )hours\b": r"\1days",
        r"(\w+ )days\b": r"\1weeks", r"(\w+ )weeks\b": r"\1months", r"(\w+ )miles\b": r"\1metres",
        r"pounds\b": "euros", r"(\w+ )minutes\b": r"\1hours", r"tonnes\b": "kilos",
    },
}  # fmt: skip
_DIRECTION = {
    "fr": {
        "hausse": "baisse", "baisse": "hausse", "augment": "diminu", "progressé": "reculé",
        "reculé": "progressé", "croissance": "décroissance", "plus grand": "plus petit",
        "meilleur": "pire", "plus de": "moins de", "moins de": "plus de", "avant": "après",
        "après": "avant", "gagné": "perdu", "perdu": "gagné", "ouvert": "fermé", "ouvrir": "fermer",
        "fermeture": "ouverture", "renforc": "affaibli", "première": "dernière", "plus": "moins",
        "améliorer": "dégrader", "supérieur": "inférieur",
    },
    "en": {
        "rise": "fall", "rose": "fell", "fell": "rose", "fall": "rise", "increase": "decrease",
        "more than": "less than", "less than": "more than", "higher": "lower", "lower": "higher",
        "before": "after", "after": "before", "open": "close", "close": "open", "up ": "down ",
        "more": "less", "largest": "smallest", "best": "worst", "grow": "shrink", "gain": "lose",
        "first": "last", "better": "worse", "won": "lost", "faster": "slower",
    },
}  # fmt: skip
_HEDGE = {
    "fr": {
        "pourrait": "va", "pourraient": "vont", "environ ": "", "au moins ": "", "près de ": "",
        "peut-être ": "", "probablement ": "", "quelque ": "", "plus de ": "", "jusqu'à ": "",
        "devrait": "va", "devraient": "vont", "serait": "est", "auraient": "ont", "aurait": "a",
    },
    "en": {
        "could": "will", "may ": "will ", "might": "will", "about ": "", "at least ": "",
        "nearly ": "", "almost ": "", "around ": "", "probably ": "", "perhaps ": "",
        "up to ": "", "roughly ": "", "more than ": "",
    },
}  # fmt: skip
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
_DAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}


def _number_changed(sentence: str, language: str) -> str | None:
    """The sentence with another first number: its first two digits swapped, or the last one + 1."""

    def other(match: re.Match[str]) -> str:
        digits = match[0]
        swapped = digits[1::-1] + digits[2:] if len(digits) > 1 and digits[1] != "0" else digits
        return swapped if swapped != digits else digits[:-1] + str((int(digits[-1]) + 1) % 10)

    changed = re.sub(r"(?<![\w])\d+", other, sentence, count=1)
    spelled = {
        "fr": {"deux": "trois", "trois": "quatre", "quatre": "six", "cinq": "huit", "dix": "douze"},
        "en": {"two": "three", "three": "four", "four": "six", "five": "eight", "ten": "twelve"},
    }
    return changed if changed != sentence else _first(sentence, spelled[language])


def _date_changed(sentence: str, language: str) -> str | None:
    year = re.search(r"\b(?:19|20)\d\d\b", sentence)
    if year:
        return f"{sentence[: year.start()]}{int(year[0]) - 1}{sentence[year.end() :]}"
    for names in (_MONTHS[language].split(), _DAYS[language].split()):
        following = {
            f"{name}\\b": next_name
            for name, next_name in zip(names, [*names[1:], names[0]], strict=True)
        }
        if changed := _first(sentence, following):
            return changed
    return None


def names_changed(sentence: str, names: Sequence[str]) -> Iterator[str]:
    """Change the names of a sentence.

    Args:
        sentence: the sentence.
        names: names of the same article and of another one.

    Yields:
        The sentence with its first full name replaced, then with two of its own names swapped,
        unless they are joined by a conjunction.
    """
    names_of_sentence = [name for name in names_in(sentence) if len(name) > 2]
    for name in names_of_sentence[:1]:
        other = next((n for n in names if n not in sentence and not alike(n, name)), None)
        if other is not None and " " in name:
            yield sentence.replace(name, other)
    for first, second in pairwise(names_of_sentence):
        if not alike(first, second) and first not in second and second not in first:
            swapped = sentence.replace(first, "\0").replace(second, first).replace("\0", second)
            joined = re.escape(first) + r"(?:,| et| and| ou| or)\W+(?:\w+\W+)?" + re.escape(second)
            if not re.search(joined, sentence):
                yield swapped
            return


RULES: Mapping[str, Rule] = {
    "negation": lambda sentence, language: _first(sentence, _DENIED[language]),
    "number": _number_changed,
    "unit": lambda sentence, language: _first(sentence, _UNIT[language]),
    "direction": lambda sentence, language: _first(sentence, _DIRECTION[language]),
    "date": _date_changed,
    "hedge": lambda sentence, language: _first(sentence, _HEDGE[language]),
}


def alike(one: str, other: str) -> bool:
    """Whether two names have a word in common, without regard to case."""
    return bool(set(one.lower().split()) & set(other.lower().split()))
