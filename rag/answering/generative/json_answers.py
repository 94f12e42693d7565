"""An answer that a chat model has written as JSON, as lines of text with markers."""

import json
import re
from collections.abc import Collection, Iterator

from dixit.index.text.tokens import words
from dixit.rag.answering.generative.citation_markers import CLOSE, OPEN

_FENCED = re.compile(r"\s*```\s*(?:json)?\s*(.*?)\s*(?:```\s*)?$", re.DOTALL)
_BEGUN = re.compile(
    r"\s*(?:```\s*(?:j(?:s(?:on?)?)?)?\s*)?(?:\{\s*(?:[\"}]|$)|\[\s*(?:[\[{\"]|$)|`{0,2}$)"
)
_ASIDE = frozenset(
    "source title file filename date published confidence score reasoning thought thoughts "
    "thinking explanation analysis question language lang url author "
    "speaker speakers quote evidence".split()
)
"""Keys of what is no statement of the answer."""
_TOLD = frozenset(
    "answer text claim statement sentence content response réponse reponse phrase affirmation "
    "summary résumé".split()
)
"""Keys of statements, however short."""
_WHOLE_WORDS = 4


def may_be_json(text: str) -> bool:
    """Return whether a text, perhaps not yet whole, begins as JSON does."""
    return _BEGUN.match(text) is not None


def json_lines(text: str, known: Collection[str]) -> str | None:
    """Return the statements of a JSON answer, one a line with its markers; None for other text.

    Args:
        text: The whole answer.
        known: The ids of the passages.
    """
    fenced = _FENCED.match(text)
    try:
        read = json.loads(fenced[1] if fenced else text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, (dict, list)):
        return None
    lines = _statements(read, frozenset(known), ())
    return "\n\n".join(
        f"{told} {OPEN}{', '.join(ids)}{CLOSE}" if ids else told for told, ids in lines
    )


def _statements(
    read: object, known: frozenset[str], around: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each statement with the ids beside it, or around it where it has none."""
    if isinstance(read, str):
        yield " ".join(read.split()), around
    elif isinstance(read, list):
        ids = _ids(read, known)
        for one in read:
            if not _ids(one, known):
                yield from _statements(one, known, ids or around)
    elif isinstance(read, dict):
        ids = (
            tuple(dict.fromkeys(i for value in read.values() for i in _ids(value, known))) or around
        )
        for key, value in read.items():
            named = str(key).lower()
            if named in _ASIDE or _ids(value, known):
                continue
            if isinstance(value, (dict, list)) or (
                isinstance(value, str) and (named in _TOLD or len(words(value)) >= _WHOLE_WORDS)
            ):
                yield from _statements(value, known, (named,) if named in known else ids)


def _ids(value: object, known: frozenset[str]) -> tuple[str, ...]:
    """Return the ids of passages that a value consists of."""
    if isinstance(value, str):
        tokens = re.findall(r"\w+", value.lower())
        return tuple(tokens) if tokens and set(tokens) <= known else ()
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(i for one in value for i in _ids(one, known))
    return ()
