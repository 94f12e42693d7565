"""Whom of the stored speakers a name means: one person under several forms, and no relatives."""

from collections.abc import Iterable
from functools import cache

from dixit.index.text.tokens import fold, words
from dixit.rag.lang.name_matching import matches_name, same_speaker
from dixit.rag.lang.names import TITLES
from dixit.rag.lang.word_lists import named_lists


def speakers_meant(name: str, speakers: Iterable[str]) -> list[str]:
    """Those of the stored speakers whom a name means, best match of names only.

    A part of the name asked for is only theirs where nobody else who speaks bears it: of "Mary
    Rudd", "Rudd" is not, where "Andrew Rudd" speaks too. A courtesy title is no part of a name, and
    excludes who has a first name of the other gender: "Mme de Meo" is not "Luca de Meo".

    Args:
        name: the name asked for: "M. de Meo", "de Meo", "Luca de Meo".
        speakers: the stored speakers, in order.

    Returns:
        The speakers meant, in the same order; empty where nobody is.
    """
    plain, sex = _untitled(name)
    known = [one for one in speakers if sex is None or _sex(one) in (sex, None)]
    exact = [
        speaker
        for speaker in known
        if same_speaker(_untitled(speaker)[0], plain) and not _is_anothers(speaker, plain, known)
    ]
    return exact or [speaker for speaker in known if matches_name(speaker, plain)]


def _is_anothers(speaker: str, name: str, known: Iterable[str]) -> bool:
    """Whether a stored name is but part of the one asked for, and of somebody else's too."""
    part, whole = set(words(_untitled(speaker)[0])), set(words(name))
    others = (set(words(_untitled(one)[0])) for one in known)
    return part < whole and any(part < other and not whole & other - part for other in others)


def _untitled(name: str) -> tuple[str, str | None]:
    """A name without its courtesy title, and "she" or "he" where the title tells."""
    parts = name.split()
    sex = None
    while len(parts) > 1 and parts[0].casefold() in TITLES:
        sex = _SEX_OF_TITLE.get(parts.pop(0).casefold().strip("."), sex)
    return " ".join(parts), sex


def _sex(name: str) -> str | None:
    """Return "she" or "he" by the title or the first name; None where neither tells."""
    plain, sex = _untitled(name)
    return sex or _first_names().get(fold(plain.split()[0] if plain else ""))


@cache
def _first_names() -> dict[str, str]:
    """First names, folded, with "she" or "he"."""
    return {fold(n): sex for sex, listed in named_lists("first_names.txt").items() for n in listed}


_SEX_OF_TITLE = dict.fromkeys(("m", "mr", "monsieur", "sir", "lord"), "he") | dict.fromkeys(
    ("mme", "mlle", "mrs", "ms", "madame", "dame", "lady"), "she"
)
"""Courtesy titles that tell the gender."""
