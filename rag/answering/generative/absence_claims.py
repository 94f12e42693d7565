"""Detects sentences in which a chat model says that the articles lack something.

The model saw only a few passages and cannot know this, so such a sentence is never shown as it is.
"""

import re

_SHOWN = r"(?:passages?|articles|excerpts?|extracts?|extraits?|contexte?|search results)"
"""What the model was shown, by names that an article's own sentence rarely uses."""
_SHOWN_OR_NOT = (
    r"(?:passages?|articles?|excerpts?|extracts?|extraits?|contexte?|search results|sources?|"
    r"texte?s?|documents?|information|informations)"
)
_UP_TO = r"(?:\w+\s){0,3}"
"""Words in between: "the passages that were given"."""
_TELLS_EN = (
    r"(?:mention|say|state|tell|answer|contain|provide|specify|give|include|indicate|address|name|"
    r"discuss|describe|explain|cover|report|reveal|offer|have|hold)\w*"
)
_TELLS_FR = (
    r"(?:mentionn|di[ts]|disent|répond|contien|fourni|précis|donn|indiqu|nomm|cit|parl|abord|évoqu|"
    r"expliqu|comport|inclu|rapport|révèl|permet|traite)\w*"
)
_TOLD_EN = (
    r"(?:mentioned|stated|specified|provided|given|answered|addressed|discussed|named|found|"
    r"included|covered|available|indicated|described|reported|disclosed)"
)
_TOLD_FR = (
    r"(?:mentionnée?s?|précisée?s?|fournie?s?|donnée?s?|indiquée?s?|nommée?s?|citée?s?|abordée?s?|"
    r"évoquée?s?|disponibles?|trouvée?s?|rapportée?s?|dite?s?)"
)
_OF_THE_SHOWN = (
    # "The passages do not mention X."
    r"\b{shown}\s{up_to}(?:(?:do|does|did|can|could)(?:\s?not|n['’]t)|never)\s(?:\w+\s)?{tells_en}",
    r"\b{shown}\s{up_to}{tells_en}\s(?:no|nothing|neither)\b",
    r"\b(?:none|neither)\sof\s(?:\w+\s){{1,3}}{shown}\b",
    r"^\W*no\s(?:\w+\s){{0,2}}{shown}\s(?:\w+\s)?{tells_en}",
    # "X is not mentioned in the passages", "in the passages X is not mentioned"
    r"\b(?:is|are|was|were)(?:\s?not|n['’]t|\snowhere)\s(?:\w+\s)?{told_en}\b.*\b{shown}\b",
    r"^\W*(?:in|from|based on|according to)\s{up_to}{shown}\b.*\bnot\s(?:\w+\s)?{told_en}\b",
    # « Les passages ne mentionnent pas X. »
    r"\b{shown}\s{up_to}n(?:e\s|['’])(?:\w+\s|y\s|l['’]|en\s){{0,2}}{tells_fr}"
    r"\s(?:\w+\s)?(?:pas|rien|aucun\w*|jamais|nulle part|guère)\b",
    r"^\W*aucun(?:e)?\s(?:de(?:s| ces| nos)\s)?(?:\w+\s)?{shown}\s.*\bn(?:e\b|['’])",
    # « X n'est pas mentionné dans les passages »
    r"\bn(?:e\ssont|['’](?:est|y est|étai(?:t|ent)|a pas été))\s(?:pas\s)?{told_fr}\b.*\b{shown}\b",
    r"^\W*(?:dans|d['’]après|selon|à partir de)\s{up_to}{shown}\b.*\bn(?:e\b|['’]).*\b{told_fr}\b",
)
_OF_ANYTHING = (
    r"\b(?:no|not enough|insufficient)\s(?:\w+\s)?(?:information|mention|details?|evidence)\b",
    r"^\W*i\s(?:cannot|can['’]t|could\snot|couldn['’]t|am unable to|am not able to|don['’]t|do not)"
    r"\s(?:answer|find|tell|determine|say|know|have)\b",
    r"\b(?:aucune?|pas d(?:e\s|['’])(?:assez d['’])?)\s?(?:\w+\s)?"
    r"(?:informations?|mention|précisions?|indications?|éléments?)\b",
    r"^\W*je\sne\s(?:peux|sais|trouve|dispose|parviens|suis)\b.*\bpas\b",
)


def _patterns(shown: str) -> list[str]:
    return [
        pattern.format(
            shown=shown,
            up_to=_UP_TO,
            tells_en=_TELLS_EN,
            tells_fr=_TELLS_FR,
            told_en=_TOLD_EN,
            told_fr=_TOLD_FR,
        )
        for pattern in _OF_THE_SHOWN
    ]


_PLAIN = re.compile("|".join(_patterns(_SHOWN)), re.IGNORECASE)
_ANY = re.compile("|".join((*_patterns(_SHOWN_OR_NOT), *_OF_ANYTHING)), re.IGNORECASE)


def says_absent(sentence: str, *, proven: bool) -> bool:
    """Whether a sentence says that the passages or articles lack something.

    Args:
        sentence: a sentence of the model.
        proven: whether a citation proves the sentence. A proven one may say that a document lacks
            something, if an article says so; only clear cases count then.
    """
    return (_PLAIN if proven else _ANY).search(sentence) is not None
