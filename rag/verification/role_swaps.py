"""Who does what to whom, between two named parties: whether a statement has them change places."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from dixit.index.text.tokens import document_tokens, fold, stop_words, words
from dixit.rag.lang.names import names_in
from dixit.rag.lang.phrases import words_listed
from dixit.rag.parsing.sentences import sentences
from dixit.rag.verification.statement_pair import Pair, is_met

_FILE = "parties.txt"
_APART = 9
"""Words between two parties of one verb."""
_NEAR = 3
"""Words between "by" and the name of who acts: "by the firm's founder Slim Lamine"."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb between two names, with who acts and who is acted on, as folded words."""

    agent: frozenset[str]
    patient: frozenset[str]
    verb: str
    """The first telling word between the two."""


@lru_cache(maxsize=1024)
def deeds_in(text: str, language: str) -> tuple[Deed, ...]:
    """Every verb that stands between two names of a sentence, read as active or as passive."""
    return tuple(
        deed for start, end in sentences(text) for deed in _in_sentence(text[start:end], language)
    )


def swaps_parties(pair: Pair) -> bool:
    """Whether a statement has one act on the other who acts on that one in the cited text."""
    given = deeds_in(pair.cited, pair.cited_language)
    for told in deeds_in(pair.statement, pair.language):
        same = [deed for deed in given if _same_verb(told, deed, pair)]
        swapped = any(
            told.agent & deed.patient and told.patient & deed.agent
            and not told.agent & deed.agent
            for deed in same
        )  # fmt: skip
        if swapped and not any(
            told.agent & deed.agent and told.patient & deed.patient for deed in same
        ):
            return True
    return False


def _in_sentence(sentence: str, language: str) -> Iterator[Deed]:
    row = words(sentence)
    lists = words_listed(_FILE, language)
    by = lists.get("agent", frozenset())
    mutual = frozenset(map(fold, lists.get("mutual", ())))
    places = []
    for name in names_in(sentence):
        parts = words(name)
        at = next((n for n in range(len(row)) if row[n : n + len(parts)] == parts), None)
        if parts and at is not None:
            places.append((at, at + len(parts), frozenset(parts)))
    for (_, ended, one), (begins, _, two) in combinations(sorted(places, key=lambda p: p[0]), 2):
        between = row[ended:begins]
        verbs = tuple(word for word in between if word not in stop_words(language) | by)
        joined = not between or between[0] in lists.get("joining", ()) or len(between) > _APART
        if joined or not verbs or not mutual.isdisjoint(between):
            continue
        passive = not by.isdisjoint(between[-_NEAR:])
        yield Deed(two, one, verbs[0]) if passive else Deed(one, two, verbs[0])


def _same_verb(told: Deed, given: Deed, pair: Pair) -> bool:
    stems = set(document_tokens(given.verb, pair.cited_language))
    return is_met(told.verb, pair.language, stems, pair.cited_language)
