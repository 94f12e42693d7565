"""Role swaps: a statement that exchanges the agent and the patient of a verb."""

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
"""Maximum distance between two parties of one verb, in words."""
_NEAR = 3
"""Maximum distance between "by" and the agent: "by the firm's founder Slim Lamine", in words."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb between two names, as folded words.

    Attributes:
        agent: Words of the name that acts.
        patient: Words of the name acted on.
        verb: The first content word between the two.
    """

    agent: frozenset[str]
    patient: frozenset[str]
    verb: str


@lru_cache(maxsize=1024)
def deeds_in(text: str, language: str) -> tuple[Deed, ...]:
    """Return the verbs between two names of a sentence, read as active or passive.

    Args:
        text: The text.
        language: Its language code.
    """
    return tuple(
        deed for start, end in sentences(text) for deed in _in_sentence(text[start:end], language)
    )


def swaps_parties(pair: Pair) -> bool:
    """Return whether the statement exchanges agent and patient of a verb of the cited text.

    Args:
        pair: The statement and the cited text.
    """
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
    """Yield the deeds of one sentence."""
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
    """Return whether two deeds have the same verb, in some form or translation."""
    stems = set(document_tokens(given.verb, pair.cited_language))
    return is_met(told.verb, pair.language, stems, pair.cited_language)
