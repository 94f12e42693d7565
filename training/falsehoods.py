"""Rules that make a true sentence false, or say more than it does, by one change; or shorter.

The single changes of `eval/attacks/mutations.py` (numbers, units, dates, negations, directions,
names), and others: a scope widened, a condition told as a fact, a plan as done, a comparison turned
round, a frame, a cause or a detail that nobody gave.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence

from dixit.eval.attacks.mutations import RULES, names_changed

CONTRADICTED, UNSAID = "contradicted", "unsaid"

Change = Callable[[str, str], str | None]
"""Takes a sentence and its language code; gives the changed one, or None where it does not fit."""

_SCOPE = {
    "fr": {
        r"\b(?:certains|plusieurs|quelques|la plupart des|beaucoup de)\b": "tous les",
        r"\b(?:certaines|plusieurs|quelques)\b": "toutes les",
        r"\b(?:parfois|souvent|en partie)\b": "toujours",
        r"\bla plupart\b": "la totalité",
        r"\b(?:une partie|un quart|un tiers|la moitié)\b": "la totalité",
        r"\b(?:seul|seule|uniquement|seulement) ": "",
    },
    "en": {
        r"\b(?:some|several|many|most|a few)\b(?: of)?": "all",
        r"\b(?:sometimes|often|partly)\b": "always",
        r"\b(?:part|half|a third|a quarter) of\b": "all of",
        r"\bonly ": "",
    },
}
_CONDITION = {
    "fr": {
        r"\b(pourrait|devrait|pourraient|devraient) être\b": "est",
        r"\bserait\b": "est",
        r"\bseraient\b": "sont",
        r"\baurait\b": "a",
        r"\bauraient\b": "ont",
        r"\b(?:pourrait|devrait)\b": "va",
        r"\b(?:pourraient|devraient)\b": "vont",
        r"\b(?:peut-être|probablement|sans doute|semble-t-il) ": "",
    },
    "en": {
        r"\b(?:could|may|might|would|should)\b(?= \w)": "will",
        r"\b(?:allegedly|reportedly|probably|possibly|perhaps) ": "",
    },
}
_PLAN = {
    "fr": {
        r"\b(?:prévoit|envisage|espère|tente|promet|décide|propose) (?:de |d['’])": "a fini de ",
        r"\b(?:doit|va|devra|souhaite|veut|compte|entend) (?=\w+er\b)": "a déjà pu ",
        r"\b(?:vont|doivent|veulent|devront) (?=\w+er\b)": "ont déjà pu ",
        r"\b(?:attendu|attendue|prévu|prévue) ": "survenu ",
    },
    "en": {
        r"\b(?:plans|hopes|intends|wants|aims|expects|is expected|is due) to (\w+)": r"did \1",
        r"\b(?:will|is to|are to) (?=\w)": "did ",
        r"\b(?:plan|hope|intend|want|aim|expect|are expected|are due) to (\w+)": r"did \1",
    },
}
_COMPARISON = {
    "fr": {
        r"\bplus (?=\w+ que\b)": "moins ",
        r"\bmoins (?=\w+ que\b)": "plus ",
        r"\bcontre\b(?= \d)": "après",
        r"\bsupérieur": "inférieur",
        r"\bdépass": "n'atteint pas ",
        r"\bplus (de|d['’])": r"moins \1",
        r"\bmoins (de|d['’])": r"plus \1",
        r"\bavant\b": "après",
        r"\baprès\b": "avant",
    },
    "en": {
        r"\bmore (?=[\w ]{1,20}than\b)": "less ",
        r"\bless (?=[\w ]{1,20}than\b)": "more ",
        r"\b(\w+)er than\b": r"less \1 than",
        r"\bbefore\b": "after",
        r"\bafter\b": "before",
        r"\babove\b": "below",
        r"\bbelow\b": "above",
        r"\bover (?=\d)": "under ",
        r"\bunder (?=\d)": "over ",
    },
}
_OPPOSITES = {
    "fr": {
        r"\bcondamné": "relaxé", r"\brelaxé": "condamné", r"\baccept": "refus",
        r"\brefus": "accept", r"\bapprouv": "rejet", r"\brejet": "approuv", r"\bgagn": "perd",
        r"\bautoris": "interdi", r"\badmet": "nie", r"\bnie\b": "admet", r"\bconfirm": "dément",
        r"\bsoutient": "combat", r"\bfavorable": "hostile", r"\bvend": "achèt",
        r"\bouvr": "ferm", r"\bferm": "ouvr", r"\bcré": "supprim", r"\bsupprim": "cré",
        r"\bvictoire": "défaite", r"\bdéfaite": "victoire", r"\bréussi": "échoué",
        r"\béchou": "réuss", r"\bdébut": "fin", r"\bfin de": "début de", r"\bpublique?": "privé",
        r"\bprivée?": "public", r"\bjeune": "vieux", r"\bmatin": "soir", r"\bsoir\b": "matin",
        r"\bnord\b": "sud", r"\bsud\b": "nord", r"\best\b(?= de la ville)": "ouest",
        r"\bpour\b(?= le projet)": "contre", r"\bpossible": "impossible", r"\bfacile": "difficile",
    },
    "en": {
        r"\bconvicted": "acquitted", r"\bacquitted": "convicted", r"\baccept": "reject",
        r"\breject": "accept", r"\bapprov": "oppos", r"\boppos": "support",
        r"\bsupport": "oppose", r"\bwon\b": "lost", r"\blost\b": "won", r"\badmits?\b": "denies",
        r"\bdenie[sd]\b": "admitted", r"\bden(?:y|ying)\b": "admit", r"\ballow": "forbid",
        r"\bbought": "sold", r"\bsold": "bought", r"\bopened": "closed", r"\bclosed": "opened",
        r"\bbegan": "ended", r"\bbegin": "end", r"\bsucceed": "fail", r"\bfailed": "managed",
        r"\bpublic\b": "private", r"\bprivate\b": "public", r"\bnorth": "south",
        r"\bsouth": "north", r"\bmorning": "evening", r"\bevening": "morning",
        r"\beasy": "difficult", r"\bpossible": "impossible", r"\byoung": "old",
    },
}  # fmt: skip
_FRAMES = {
    "fr": ("Il est faux que {}", "Personne ne croit que {}", "Rien ne prouve que {}",
           "On ignore si {}", "Contrairement à ce qui a été dit, il n'est pas vrai que {}"),
    "en": ("It is not true that {}", "Nobody believes that {}", "There is no evidence that {}",
           "It is unknown whether {}", "Contrary to reports, it is false that {}"),
}  # fmt: skip
_CAUSES = {
    "fr": (" à cause de {}", " en raison de {}", " grâce à {}", " pour protester contre {}"),
    "en": (" because of {}", " owing to {}", " thanks to {}", " in protest against {}"),
}
_DETAILS = {
    "fr": (", avec l'aide de {}", ", comme en {}", ", ce que {} a confirmé", ", sans {}",
           ", pour la deuxième fois", ", malgré {}", ", à la demande de {}"),
    "en": (", with the help of {}", ", as in {}", ", which {} confirmed", ", without {}",
           ", for the second time", ", despite {}", ", at the request of {}"),
}  # fmt: skip
_OPENS = (
    r"(?:qui|dont|où|who|which|whose|where|ancien\w*|former|directeur|directrice|"
    r"présidente?|maire|cheffe?|porte-parole|juriste|avocate?|\w+(?:é|ée|és|ées|ed))"
)
_INSERTED = re.compile(
    rf", (?P<part>{_OPENS}\b[^,;:«»\"“”()]{{6,120}})(?=,)|\s?\((?P<aside>[^()]{{3,80}})\)"
)
"""What stands between two commas, with the word that opens it, or in brackets."""
_ENDING = re.compile(r", (?:qui|dont|alors que|tandis que|ce qui|après que|where|which|while) .*$")
"""A clause at the end that adds to the sentence."""
_CARRIES = re.compile(
    r"\b(?:ne|n['’]|pas|jamais|aucun|sauf|sans|si|s['’]il|selon|d['’]après|mais|pourtant|sinon|peut|"
    r"pourrait|serait|aurait|devrait|dit|déclaré|affirmé|assuré|estime|ajoute|expliqué|précisé|"
    r"not|no|never|without|unless|except|if|but|however|may|might|could|would|should|"
    r"according|said|says|told|added|claims?|claimed|allegedly|reportedly)\b",
    re.IGNORECASE,
)
"""Words that a sentence cannot lose without meaning something else."""
_NOUN = {
    "fr": re.compile(r"\b(?:la|le|les|l['’]|une|un|des) ?[a-zà-ÿ]{4,}(?: [a-zà-ÿ]{4,}){0,1}"),
    "en": re.compile(r"\b(?:the|a|an|its|their) [a-z]{4,}(?: [a-z]{4,}){0,1}"),
}


def _by_table(table: Mapping[str, Mapping[str, str]]) -> Change:
    """The change by the first pattern of a table that a random order finds in the sentence."""

    def change(sentence: str, language: str) -> str | None:
        patterns = list(table[language].items())
        random.Random(sentence).shuffle(patterns)
        for pattern, replacement in patterns:
            changed = re.sub(pattern, replacement, sentence, count=1)
            if changed != sentence:
                return changed
        return None

    return change


CHANGES: Mapping[str, tuple[Change, str]] = {
    "negation": (RULES["negation"], CONTRADICTED),
    "number": (RULES["number"], CONTRADICTED),
    "unit": (RULES["unit"], CONTRADICTED),
    "direction": (RULES["direction"], CONTRADICTED),
    "date": (RULES["date"], CONTRADICTED),
    "hedge": (RULES["hedge"], UNSAID),
    "scope": (_by_table(_SCOPE), UNSAID),
    "condition": (_by_table(_CONDITION), UNSAID),
    "plan": (_by_table(_PLAN), UNSAID),
    "comparison": (_by_table(_COMPARISON), CONTRADICTED),
    "opposite": (_by_table(_OPPOSITES), CONTRADICTED),
}
"""By kind: the change, and what becomes of a true sentence."""


def falsified(
    sentence: str, language: str, around: str, names: Sequence[str], chance: random.Random
) -> tuple[str, str, str] | None:
    """Change a true sentence.

    Args:
        sentence: the sentence.
        language: its language code.
        around: text of the same article, from which causes and details are taken.
        names: names of the same article.
        chance: draws the kind.

    Returns:
        The changed sentence, its label (`CONTRADICTED` or `UNSAID`) and the kind; None where no
        change fits.
    """
    kinds = [*CHANGES, "name", "role", "frame", "cause", "detail"]
    chance.shuffle(kinds)
    for kind in kinds:
        label = CONTRADICTED
        if kind in CHANGES:
            change, label = CHANGES[kind]
            made = change(sentence, language)
        elif kind == "name":
            made = next(iter(names_changed(sentence, names)), None)
        elif kind == "role":
            made = roles_swapped(sentence, language) if chance.random() < 0.35 else None
        elif kind == "frame":
            made = framed(sentence, language, chance) if chance.random() < 0.3 else None
        else:
            if chance.random() < 0.5:
                continue
            table = _CAUSES if kind == "cause" else _DETAILS
            made, label = added(sentence, language, around, table, chance), UNSAID
        if made is not None and made != sentence:
            return made, label, kind
    return None


def shortened(sentence: str, chance: random.Random) -> str | None:
    """Leave out what a press sentence adds by the way; what is left is still true.

    An apposition between commas, a bracket, or a relative clause at the end. Parts with a negation,
    a condition, a hedge or a speaker stay. None where there is nothing to leave out.
    """
    parts = [
        match
        for pattern in (_INSERTED, _ENDING)
        for match in pattern.finditer(sentence)
        if not _CARRIES.search(match[0]) and match.start() > 0
    ]
    if not parts:
        return None
    part = chance.choice(parts)
    end = part.end()
    if part.lastgroup == "part":
        end += 1  # The comma behind it.
    left = sentence[: part.start()] + sentence[end:]
    return left.rstrip(" ,") if left.rstrip().endswith((".", "!", "?", "»", '"')) else f"{left}."


def roles_swapped(sentence: str, language: str) -> str | None:
    """The first and the last noun phrase change places ("A accuses B", "B accuses A")."""
    found = list(_NOUN[language].finditer(sentence))
    if len(found) < 2:
        return None
    first, second = found[0], found[-1]
    if first[0] == second[0] or second.start() - first.end() < 6:
        return None
    return (
        sentence[: first.start()]
        + second[0]
        + sentence[first.end() : second.start()]
        + first[0]
        + sentence[second.end() :]
    )


def framed(sentence: str, language: str, chance: random.Random) -> str:
    """The sentence inside a frame that takes it back."""
    frame = chance.choice(_FRAMES[language])
    return frame.format(sentence[:1].lower() + sentence[1:])


def added(
    sentence: str,
    language: str,
    around: str,
    table: Mapping[str, Sequence[str]],
    chance: random.Random,
) -> str | None:
    """The sentence with a cause or a detail that a phrase from elsewhere in the text fills."""
    phrases = [m[0] for m in _NOUN[language].finditer(around) if m[0] not in sentence]
    if not phrases:
        return None
    body = sentence.rstrip(' .!»"”')
    return body + chance.choice(table[language]).format(chance.choice(phrases)) + "."
