"""Finds names that are one typing error away from a name: "Tom Harkr" for Tom Harker.

A typing error is one letter added, missing or replaced, or two neighbouring letters exchanged
(Damerau, 1964).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dixit.index.filters import Filter
from dixit.index.text.tokens import composed, fold
from dixit.rag.answering.refusal.spelling import GAP, WORD, forms_of
from dixit.rag.dials import RefusalDials
from dixit.rag.lang.translation import is_common
from dixit.rag.question.terms import name_words
from dixit.rag.retrieval.articles import Library

_GAP = re.compile(GAP)


def near_names(
    name: str, library: Library, where: Filter, dials: RefusalDials
) -> tuple[tuple[str, ...], bool]:
    """Names one typing error away, as the documents write them, most frequent first.

    Args:
        name: a name that occurs nowhere.
        library: the documents.
        where: a filter on the documents.
        dials: how many documents are read, and how long a word must be to have an error.

    Returns:
        The names, and whether there can be no others.
    """
    wanted = name_words(name)
    if not any(_is_forgiven(word, dials) for word in wanted):
        return (), True
    sources, whole = library.search_name(
        [[{word} for word in wanted]], dials.documents, where, fuzzy=True
    )
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for source in sources:
        document = library.document(source)
        fields = (document.text, document.title, document.author, document.publisher)
        for text in filter(None, fields):
            for near in _near_in(text, wanted, document.language, dials):
                written[fold(near)][composed(near)] += 1
    best = sorted(written.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    return tuple(_as_name(forms) for _, forms in best), whole


def one_error_apart(one: str, other: str) -> bool:
    """Whether two words differ by one typing error: True for "harkr" and "harker"."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    pairs = enumerate(zip(one, other, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
    rest, other_rest = one[at:], other[at:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])
    )


def _is_forgiven(word: str, dials: RefusalDials) -> bool:
    return len(word) >= dials.forgiven_from and word.isalpha()


def _near_in(text: str, wanted: Sequence[str], language: str, dials: RefusalDials) -> Iterator[str]:
    """The names in a text that differ from the wanted one by one error in one of their words."""
    tokens = list(WORD.finditer(text))
    folded = [fold(token[0]) for token in tokens]
    forms = [forms_of(word) for word in wanted]
    count = len(wanted)
    for at in range(len(tokens) - count + 1):
        words = folded[at : at + count]
        errors = 0
        for word, alike, there in zip(wanted, forms, words, strict=True):
            if there in alike:
                continue
            errors += 1
            if errors > 1 or not (_is_forgiven(word, dials) and one_error_apart(word, there)):
                errors = 2
                break
        run = tokens[at : at + count]
        if errors == 1 and _is_name(run, text, words, language):
            yield text[run[0].start() : run[-1].end()]


def _is_name(run: Sequence[re.Match[str]], text: str, folded: Sequence[str], language: str) -> bool:
    """Whether words form a capitalised name, rather than a common word at the start of a
    sentence.
    """
    together = all(_GAP.fullmatch(text, a.end(), b.start()) for a, b in pairwise(run))
    capitals = run[0][0][0].isupper() and run[-1][0][0].isupper()
    return together and capitals and not (len(run) == 1 and is_common(folded[0], language))


def _as_name(forms: Counter[str]) -> str:
    """The most frequent spelling of a name; one in capitals only if there is no other."""
    quiet = Counter({form: count for form, count in forms.items() if not form.isupper()})
    return (quiet or forms).most_common(1)[0][0]
