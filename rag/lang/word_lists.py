"""The word lists in `lexicon/`, and which languages they are written for.

A list that belongs to one language lies in that language's folder, `lexicon/fr/roles.txt`; what
languages share lies above. Every reader here takes the name of a file and joins the shared file of
that name with each language's, so that another language is another folder (and a stemmer and stop
words in `index/text/`). `lexicon/README.md` says how a file is written.
"""

from collections import defaultdict
from functools import cache
from importlib import resources

from dixit.index.text import tokens

_LEXICON = resources.files("dixit.rag.lang") / "lexicon"

LANGUAGES: tuple[str, ...] = tuple(
    language for language in tokens.LANGUAGES if (_LEXICON / language).is_dir()
)
"""ISO 639-1 codes of the languages that questions are asked in: those with a folder of lists."""


def lines(file: str, language: str | None = None) -> tuple[str, ...]:
    """The lines of a list, without comments and empty lines.

    Args:
        file: the name of a file of `lexicon/`, such as "roles.txt".
        language: the language whose folder is read; None for the shared file of that name and
            those of all languages, in the order of `LANGUAGES`.

    Returns:
        The lines in order; none where a language has no such file.

    Raises:
        FileNotFoundError: no language has such a file, and none is shared.
    """
    if language is not None:
        return _lines_of(f"{language}/{file}") or ()
    read = [_lines_of(name) for name in (file, *(f"{code}/{file}" for code in LANGUAGES))]
    if all(found is None for found in read):
        raise FileNotFoundError(f"lexicon/{file}")
    return tuple(line for found in read if found is not None for line in found)


@cache
def words_of(file: str, language: str | None = None) -> frozenset[str]:
    """The words of a file that is one list, as they are written.

    Args:
        file: the name of a file of words parted by spaces.
        language: as for `lines`.
    """
    return frozenset(word for line in lines(file, language) for word in line.split())


@cache
def named_lines(file: str, language: str | None = None) -> tuple[tuple[str, str], ...]:
    """The lines of a file of several lists, `name: what is listed`.

    Args:
        file: the name of a file.
        language: as for `lines`.

    Returns:
        For each line the name of its list, and what is listed.
    """
    parted = (line.partition(": ") for line in lines(file, language))
    return tuple((name, listed) for name, _, listed in parted)


@cache
def named_lists(file: str, language: str | None = None) -> dict[str, frozenset[str]]:
    """The lists of a file of several lists, by name, in the order in which they first appear.

    Args:
        file: the name of a file. Several of its lines may bear one name.
        language: as for `lines`.

    Returns:
        The words of each list, as they are written.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, listed in named_lines(file, language):
        found[name].update(listed.split())
    return {name: frozenset(words) for name, words in found.items()}


def _lines_of(name: str) -> tuple[str, ...] | None:
    """The lines of one file, by its path in the lexicon; None where there is no such file."""
    path = _LEXICON.joinpath(*name.split("/"))
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
