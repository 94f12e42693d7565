"""The words of a check for its readers, in French and English."""

from collections.abc import Sequence
from typing import Final

from dixit.rag.checking.records import CheckedStatement
from dixit.rag.messages import listed, marked
from dixit.rag.records import Citation, Verdict

_TEXTS: Final = {
    "fr": {
        "verbatim": "mot pour mot",
        "supported": "confirmé",
        "contradicted": "contredit",
        "wrong_speaker": "propos d’une autre personne",
        "wrong_source": "autre source",
        "unsupported": "non confirmé",
        "one_verbatim": "{count} mot pour mot",
        "many_verbatim": "{count} mot pour mot",
        "one_supported": "{count} confirmée",
        "many_supported": "{count} confirmées",
        "one_contradicted": "{count} contredite",
        "many_contradicted": "{count} contredites",
        "one_wrong_speaker": "{count} d’une autre personne",
        "many_wrong_speaker": "{count} d’une autre personne",
        "one_wrong_source": "{count} d’une autre source",
        "many_wrong_source": "{count} d’une autre source",
        "one_unsupported": "{count} non confirmée",
        "many_unsupported": "{count} non confirmées",
        "one": "{count} affirmation vérifiée\u202f: {verdicts}.",
        "many": "{count} affirmations vérifiées\u202f: {verdicts}.",
        "none": "Aucune affirmation à vérifier.",
        "nearest": "phrase la plus proche",
        "page": "page {page}",
        "title": "Texte vérifié",
    },
    "en": {
        "verbatim": "word for word",
        "supported": "supported",
        "contradicted": "contradicted",
        "wrong_speaker": "said by somebody else",
        "wrong_source": "another source",
        "unsupported": "not confirmed",
        "one_verbatim": "{count} word for word",
        "many_verbatim": "{count} word for word",
        "one_supported": "{count} supported",
        "many_supported": "{count} supported",
        "one_contradicted": "{count} contradicted",
        "many_contradicted": "{count} contradicted",
        "one_wrong_speaker": "{count} said by somebody else",
        "many_wrong_speaker": "{count} said by somebody else",
        "one_wrong_source": "{count} from another source",
        "many_wrong_source": "{count} from another source",
        "one_unsupported": "{count} not confirmed",
        "many_unsupported": "{count} not confirmed",
        "one": "{count} statement checked: {verdicts}.",
        "many": "{count} statements checked: {verdicts}.",
        "none": "No statement to check.",
        "nearest": "nearest sentence",
        "page": "page {page}",
        "title": "Checked text",
    },
}
"""The texts by language and name; `{name}` marks what is filled in."""

VERDICTS: tuple[Verdict, ...] = (
    "verbatim", "supported", "contradicted", "wrong_speaker", "wrong_source", "unsupported"
)  # fmt: skip
"""The verdicts in the order in which they are counted."""


def word(name: str, language: str, **parts: object) -> str:
    """Return one of the texts with its fields filled in.

    Args:
        name: The name of the text; a verdict is the name of its words.
        language: "fr"; anything else gives English.
        parts: The fields.
    """
    return _TEXTS["fr" if language == "fr" else "en"][name].format(**parts)


def summary(statements: Sequence[CheckedStatement], language: str) -> str:
    """Return how many statements of a draft were checked, with how many of each verdict."""
    found = [one.verdict for one in statements if one.verdict is not None]
    if not found:
        return word("none", language)
    counts = {verdict: found.count(verdict) for verdict in VERDICTS if verdict in found}
    told = [
        word(f"{_number(count, language)}_{verdict}", language, count=count)
        for verdict, count in counts.items()
    ]
    verdicts = listed(told, language)
    return word(_number(len(found), language), language, count=len(found), verdicts=verdicts)


def evidence(citation: Citation, language: str) -> str:
    """Return a citation in words: its place, speaker and quote.

    Args:
        citation: The citation.
        language: "fr"; anything else gives English.
    """
    span = citation.span
    page = word("page", language, page=citation.page) if citation.page else ""
    who = ", ".join(filter(None, (citation.speaker, citation.role)))
    place = f"{span.source} {span.start}:{span.end}"
    near = word("nearest", language) if citation.verdict == "unsupported" else ""
    about = ", ".join(filter(None, (place, page, who, near)))
    colon = "\u202f:" if language == "fr" else ":"
    return f"{about}{colon} {marked(' '.join(citation.quote.split()), language)}"


def _number(count: int, language: str) -> str:
    """Return "one" or "many"."""
    return "one" if count == 1 or (count == 0 and language == "fr") else "many"
