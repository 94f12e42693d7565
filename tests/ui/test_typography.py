"""French sentences are set as French print sets them, in the page and in the answers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest

from dixit.rag.messages import TEXTS, elided
from dixit.ui.languages import LANGUAGES


def sentences(value: object) -> Iterator[str]:
    """Every text within; of a table its values, for its keys are names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from sentences(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from sentences(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from sentences(getattr(value, field.name))


FRENCH = sorted({*sentences(LANGUAGES["fr"]), *sentences(TEXTS["fr"])})


def test_the_sentences_are_found() -> None:
    assert len(FRENCH) > 200


@pytest.mark.parametrize("sentence", FRENCH)
def test_a_french_sentence_has_curved_apostrophes_and_no_break_spaces(sentence: str) -> None:
    assert not re.search(r"\w'\w", sentence), "an apostrophe is ’"
    assert not re.search(r"[\w}»)]\s?[?!;»]", re.sub(r"[\u00a0\u202f]", "~", sentence))
    assert not re.search(r"(?<![\u00a0\u202f]):(?!\w)", sentence), "a no-break space before a colon"
    assert not re.search(r"«(?![\u00a0\u202f])", sentence), "a no-break space behind «"
    assert not re.search(r"\} (?:ms|s|Mo)\b", sentence), "a no-break space before a unit"


def test_what_is_elided_is_set_so_too() -> None:
    assert elided("que", "il pleut") == "qu’"
