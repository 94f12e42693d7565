"""Patterns of attribution, in French and English: who speaks, in what office, by what verb.

Each pattern names the groups `speaker`, `role`, `cue` and, for indirect speech, `words`. The
verbs and offices are lists in `lexicon/`; what is here is only how they stand together.
Forms after Krestel, Bergler and Witte (2008), "Minding the Source: Automatic Tagging of Reported
Speech in Newspaper Articles", and the reported-speech rules of textacy, written anew for French.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from index.tokens import fold

_UPPER = "A-ZÀ-ÖØ-Þ"
_LOWER = "a-zà-öø-ÿœ"
_PARTICLE = r"(?:de|di|da|del|della|du|van|von|der|den|bin|al|el|le|la|of|the|&|d['’])"
_CAPITAL = rf"[{_UPPER}](?!u?['’][{_LOWER}])[\w’'&.-]{{0,40}}[\w&]|[{_UPPER}](?![\w'’])\.?"
NAME = rf"(?:{_PARTICLE}\s)?(?:{_CAPITAL})(?:\s(?:{_PARTICLE}\s){{0,2}}(?:{_CAPITAL})){{0,9}}"
_GROUP = r"(?:[Ll]es?|[Ll]a|[Uu]ne?|[Ll]['’]|[Tt]he|[Aa]n?)(?:\s|(?<=['’]))[^,.;:!?«»“”\"]{2,70}?"
_PRONOUN = r"(?:[Ii]ls?|[Ee]lles?|[Hh]e|[Ss]he|[Tt]hey)"
_SPEAKER = rf"(?P<speaker>(?:{NAME})(?:\s(?:et|and)\s(?:{NAME}))?|{_GROUP}|{_PRONOUN})"
_ROLE = r"(?P<role>[^«»“”\";:!?\n]{3,160}?)"
_ROLE_WHOLE = r"(?P<role>[^«»“”\",;:!?\n]{3,120}?)"
_DETERMINER = r"(?:une?|l[ea]s?|des|the|an?)\b|l['’]"
_WHERE = r"(?:dans|sur|à|par|lors|devant|pendant|avec|in|on|at|to|during)\b"
_ASIDE = (  # "en janvier", "mardi dans un communiqué": never the verb's object
    rf"(?:\s(?:{_WHERE}\s(?:(?:d['’])?(?:{_DETERMINER})\s?)?)?"
    rf"(?!que\b|qu['’]|that\b|{_DETERMINER}|{_WHERE})[^\s,.;:«»“”\"]+){{0,4}}?"
)
_BETWEEN = (
    r"(?:\s(?:également|aussi|déjà|encore|par ailleurs|notamment|ainsi|alors|also|already|later))?"
)


@cache
def verbs(language: str) -> dict[str, tuple[str, ...]]:
    """Reporting verbs as `finite`, `past` (participles) and `present` (participles)."""
    lines = _lexicon(f"reporting_verbs_{language}.txt")
    columns = [line.split("\t") for line in lines]
    return {
        "finite": tuple(_unique(form for row in columns for form in _forms(row[1]))),
        "past": tuple(_unique(row[2] for row in columns)),
        "present": tuple(_unique(row[3] for row in columns)),
    }


@cache
def roles() -> frozenset[str]:
    """Nouns of office and trade, in lower case."""
    return frozenset(word.casefold() for line in _lexicon("roles.txt") for word in line.split())


@cache
def capitalised() -> frozenset[str]:
    """English words that take a capital without being names, in lower case."""
    return frozenset(word for line in _lexicon("capitalised_en.txt") for word in line.split())


@cache
def openings() -> frozenset[str]:
    """Words that open a question, in lower case."""
    return frozenset(fold(word) for line in _lexicon("openings.txt") for word in line.split())


@cache
def cue(language: str) -> str:
    """A pattern for the verb that reports, with its auxiliary where it has one."""
    finite, past = _any(verbs(language)["finite"]), _any(verbs(language)["past"])
    if language == "fr":
        been = r"(?:a|ont|avait|avaient|aurait|auraient|aura|s['’]est|se sont|s['’]était)"
        often = r"(?:\s(?:également|aussi|déjà|ensuite|encore|d['’]ailleurs|récemment))?"
        clitic = r"(?:m['’]|nous\s|lui\s|leur\s|se\s|s['’])?"
        return rf"(?P<cue>{clitic}{been}{often}\s{past}|{clitic}{finite})(?![\w-])"
    been = r"(?:has|have|had|is|was|are)"
    often = r"(?:\s(?:also|already|recently|since))?"
    return rf"(?P<cue>{been}{often}\s{past}|(?:also\s)?{finite})(?![\w-])"


@cache
def before_quote(language: str) -> re.Pattern[str]:
    """`Zu Sijie, ingénieur en chef, indique : « ...`: what stands before the opening mark."""
    return re.compile(
        rf"{_SPEAKER}(?:\s?,\s{_ROLE},)?{_BETWEEN}\s{cue(language)}{_ASIDE}"
        r"\s?(?:[,:]\s?)?(?:\bque\s|\bqu['’]|\bthat\s)?[\s(–—-]*$"
    )


@cache
def after_quote(language: str) -> re.Pattern[str]:
    """`... », a déclaré An Conghui, président de Geely, ...`: what follows the closing mark."""
    ends = r"(?=\s?[,.;:!?(»]|\s(?:et|dans|lors|à|en|au|in|on|at|to)\s|$)"
    inverted = rf"{cue(language)}{_ASIDE}\s{_SPEAKER}{ends}"
    apposition = rf"(?:\s?,\s{_ROLE_WHOLE}(?=\s?[,.;:!?(]|$))?"
    plain = rf"{_SPEAKER}(?:\s?,\s{_ROLE},)?\s{cue(language)}"
    for group in ("speaker", "role", "cue"):  # A name may stand once in a pattern.
        plain = plain.replace(f"?P<{group}>", f"?P<{group}2>")
    if language == "fr":
        return re.compile(rf"^\s?[,–—-]?\s?{inverted}{apposition}")
    return re.compile(rf"^\s?[,–—-]?\s?(?:{inverted}{apposition}|{plain})")


@cache
def pronoun_after_quote() -> re.Pattern[str]:
    """`... », explique-t-il`: French inversion with a pronoun."""
    finite, past = _any(verbs("fr")["finite"]), _any(verbs("fr")["past"])
    pronoun = r"(?P<speaker>ils?|elles?)"
    return re.compile(
        rf"^\s?[,–—-]?\s?(?P<cue>(?:a|ont|avait|avaient|aurait)(?:-t)?-{pronoun}(?:\s\w+)?\s{past}"
        rf"|{finite}(?:-t)?-{pronoun.replace('speaker', 'speaker2')})\b"
    )


@cache
def that_clause(language: str) -> re.Pattern[str]:
    """`Liu Bo, directeur du marché, a indiqué que ...`: a whole sentence of indirect speech."""
    that = r"(?:que\s|qu['’]\s?)" if language == "fr" else r"that\s"
    return re.compile(
        rf"(?:^|[,;:]\s|\set\s|\band\s){_SPEAKER}(?:\s?,\s{_ROLE},)?{_BETWEEN}\s{cue(language)}{_ASIDE}"
        rf"\s{that}(?P<words>.+)$",
        re.DOTALL,
    )


@cache
def according_to() -> re.Pattern[str]:
    """`Selon la marque au losange, ...` at the head of a sentence."""
    return re.compile(
        r"^(?P<cue>Selon|D['’]après|Pour|According to)\s(?P<speaker>[^,;:«»“”\"]{2,90})"
        r"\s?,\s(?P<words>.+)$",
        re.DOTALL,
    )


@cache
def according_to_after() -> re.Pattern[str]:
    """`..., selon de Meo, ...` inside a sentence or at its end."""
    return re.compile(
        r"\s?,?\s(?P<cue>selon|d['’]après|according to)\s"
        r"(?P<speaker>[^,;:.«»“”\"]{2,90})(?=\s?[,.]|$)"
    )


@cache
def reported_after(language: str) -> re.Pattern[str]:
    """`Un total de ..., a annoncé en janvier l'Association ...`: the speaker comes last."""
    return re.compile(
        rf"^(?P<words>.+?)\s?,\s{cue(language)}{_ASIDE}\s{_SPEAKER}"
        rf"(?:\s?,\s{_ROLE_WHOLE})?(?=[.!?]?$|,\s)",
        re.DOTALL,
    )


@cache
def adding_that() -> re.Pattern[str]:
    """`..., ajoutant que ...`: more of the same speaker."""
    present = _any((*verbs("fr")["present"], *verbs("en")["present"]))
    return re.compile(
        rf",\s(?P<cue>(?:tout en\s|en\s)?{present})(?:\sque\s|\squ['’]|\sthat\s)(?P<words>.+)$",
        re.DOTALL,
    )


@cache
def expressed(language: str) -> re.Pattern[str]:
    """`De Meo a déjà exprimé l'importance de ...`: a view as the verb's object."""
    if language == "fr":
        verb = r"(?:a|ont)(?:\s(?:également|aussi|déjà))?"
        verb += r"\s(?:exprimé|souligné|dénoncé|salué|évoqué)"
        objects = r"(?:l['’]|(?:le|la|les|sa|son|ses|leur)\s)"
    else:
        verb = r"(?:has\s|have\s)?(?:already\s|also\s)?"
        verb += r"(?:expressed|stressed|praised|denounced|underlined)"
        objects = r"(?:the|his|her|their|its)\s"
    return re.compile(
        rf"^{_SPEAKER}(?:\s?,\s{_ROLE},)?\s(?P<cue>{verb})\s(?P<words>{objects}.+)$", re.DOTALL
    )


@cache
def apposition() -> re.Pattern[str]:
    """`Luca de Meo, PDG du groupe Renault,`: a name and its office, anywhere."""
    return re.compile(rf"(?P<speaker>{NAME})\s?,\s(?P<role>[^«»“”\",;:!?.\n]{{3,120}}?)\s?[,.]")


_PREPOSITIONS = frozenset("dans lors en à au aux sur qui dont et où in on at who which and".split())


def is_name(words: str) -> bool:
    """Whether the words are one proper name of two words at least."""
    return " " in words.strip() and re.fullmatch(NAME, words.strip()) is not None


def is_role(words: str) -> bool:
    """Whether an apposition names an office: it holds such a noun, near its head."""
    parts = words.casefold().split()
    return bool(parts) and parts[0] not in _PREPOSITIONS and not roles().isdisjoint(parts[:4])


def _lexicon(name: str) -> list[str]:
    text = (Path(__file__).with_name("lexicon") / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _forms(column: str) -> list[str]:
    """Forms are parted by spaces; "fait savoir" and "points out" are two words of one form."""
    two = re.findall(r"(?:fait|points?|pointed) (?:savoir|valoir|out)", column)
    return two or column.replace("se ", "").split()


def _any(forms: tuple[str, ...]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, forms), key=len, reverse=True)) + ")"


def _unique(forms: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(forms))
