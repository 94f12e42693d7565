"""Exact checks of a statement against a cited text: quoted words, speakers, numbers, names.

What can be decided letter by letter is decided here. The checks come before any judgement of
meaning, and can veto it.
"""

from functools import lru_cache

from dixit.index.records import Document
from dixit.index.text.tokens import document_tokens, stop_words, words
from dixit.rag.lang.lexicons import saying
from dixit.rag.lang.names import names_in
from dixit.rag.lang.polarity import is_denying, is_hedge, refuses
from dixit.rag.lang.quantities import counts_otherwise, in_figures
from dixit.rag.lang.translation import translations
from dixit.rag.records import Verdict
from dixit.rag.verification.attribution import credits_another, cuts_out_words, names_another
from dixit.rag.verification.framing import is_asserted
from dixit.rag.verification.print_folding import places_of
from dixit.rag.verification.quantifiers import widens
from dixit.rag.verification.statement_marks import words_in_marks
from dixit.rag.verification.statement_pair import Pair, is_met

_OF_REPORTS = frozenset(
    "apres selon according article articles report reports reported ceci".split()
)
"""Words that introduce a quote without adding content."""


def exact_verdict(
    pair: Pair,
    *,
    speaker: str = "",
    role: str = "",
    elsewhere: tuple[Document, ...] = (),
) -> Verdict | None:
    """Judge what is exact in a statement: its words, quotations, speakers, numbers and names.

    Args:
        pair: The statement and the cited text, in plain letters.
        speaker: The speaker of the cited words; empty where nobody or more than one speaks.
        role: The speaker's office.
        elsewhere: Documents in which quoted words are looked for that the cited text lacks.

    Returns:
        The verdict; None where nothing exact stands against the statement, so that its meaning is
        to be judged.
    """
    statement, language, cited = pair.statement, pair.language, pair.cited
    if places := places_of(statement, cited):
        return "verbatim" if any(_stands(pair, place) for place in places) else "unsupported"
    if any(not is_asserted(pair, *place) for place in places_of(statement.rstrip(" ."), cited)):
        return "unsupported"
    quotes = words_in_marks(statement)
    for quote in quotes:
        if not is_verbatim(quote, cited):
            found = any(is_verbatim(quote, document.text) for document in elsewhere)
            return "wrong_source" if found else "unsupported"
        if not any(is_asserted(pair, *place) for place in places_of(quote, cited)):
            return "unsupported"
    around = without(statement, quotes)
    if speaker and names_another(pair, around if quotes else "", speaker):
        return "wrong_speaker"
    if credits_another(pair, f"{speaker} {role}"):
        return "wrong_speaker" if speaker else "unsupported"
    if quotes and speaker and _only_introduces(around, f"{speaker} {role}", language):
        return "verbatim"
    differs = counts_otherwise(statement, language, cited, pair.cited_language)
    return "unsupported" if differs else None


def is_verbatim(quote: str, text: str) -> bool:
    """Return whether a quote occurs in a text, whatever the typography."""
    return bool(places_of(quote, text))


def without(text: str, quotes: list[str]) -> str:
    """Return a text without the quotes in it."""
    for quote in quotes:
        text = text.replace(quote, " ")
    return text


def _stands(pair: Pair, place: tuple[int, int]) -> bool:
    """Return whether a verbatim place asserts its words on its own."""
    return is_asserted(pair, *place) and not cuts_out_words(pair, *place) and not widens(pair)


def _only_introduces(around: str, speaker: str, language: str) -> bool:
    """Return whether the words around a quote only name its speaker."""
    told = words(around)
    if any(is_denying(w) or is_hedge(w) for w in told) or refuses(around, language):
        return False
    return set(told) <= {*words(speaker), *saying(), *stop_words(language), *_OF_REPORTS}


@lru_cache(maxsize=1024)
def holds_names(pair: Pair, speaker: str = "", role: str = "", *, opening: bool = True) -> bool:
    """Return whether each name of a statement is in the cited text, in either language.

    Args:
        pair: The statement and the cited text, in plain letters.
        speaker: The speaker of the cited words, who counts as named; empty for none.
        role: The speaker's office.
        opening: Whether a single word that opens the statement counts: it may be no name.
    """
    language, other_language = pair.language, pair.cited_language
    statement = in_figures(pair.statement, language)
    cited = in_figures(pair.cited, other_language)
    known = {*words(cited), *words(speaker), *words(role)}
    stems = set(document_tokens(cited, other_language))
    for name in names_in(statement):
        parts = words(name)
        if not opening and len(parts) == 1 and statement.lstrip(' «“"').startswith(name):
            continue
        # The first word of a sentence may be capitalised without being a name.
        if parts and statement.lstrip(' «“"').startswith(name.split()[0]):
            first = document_tokens(parts[0], language)
            other = "en" if language == "fr" else "fr"
            if parts[0] not in known and any(translations(s, language, other) for s in first):
                parts = parts[1:]
        if not all(p in known or is_met(p, language, stems, other_language) for p in parts):
            return False
    return True
