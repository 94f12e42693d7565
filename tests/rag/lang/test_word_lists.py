"""Word lists lie by language, and are read together or one language's alone."""

from importlib import resources

import pytest

from dixit.index.text import tokens
from dixit.rag.lang.word_lists import LANGUAGES, lines, named_lists, words_of

LEXICON = resources.files("dixit.rag.lang") / "lexicon"
FOLDERS = {entry.name: entry for entry in LEXICON.iterdir() if entry.is_dir()}


def test_the_languages_are_those_with_a_folder_and_a_stemmer() -> None:
    assert set(LANGUAGES) == set(FOLDERS) == set(tokens.LANGUAGES)


def test_every_language_has_the_same_lists() -> None:
    files = {language: {file.name for file in FOLDERS[language].iterdir()} for language in FOLDERS}

    # In French neither days nor peoples as adjectives take a capital.
    assert files["en"] - files["fr"] == {"capitalised.txt"}
    assert files["fr"] <= files["en"]


@pytest.mark.parametrize("file", ["calendar.txt", "clauses.txt", "hedges.txt", "offices.txt"])
def test_every_language_lists_the_same_things(file: str) -> None:
    assert list(named_lists(file, "fr")) == list(named_lists(file, "en"))


def test_a_list_is_read_for_one_language_or_for_all() -> None:
    assert "présidente" in words_of("roles.txt", "fr")
    assert "présidente" not in words_of("roles.txt", "en")
    assert words_of("roles.txt") == words_of("roles.txt", "fr") | words_of("roles.txt", "en")


def test_a_shared_list_is_joined_with_those_of_the_languages() -> None:
    euro = named_lists("units.txt")["euro"]

    assert {"€", "euro", "euros"} <= euro
    assert "€" not in named_lists("units.txt", "fr")["euro"]


def test_months_come_in_their_order() -> None:
    assert list(named_lists("calendar.txt"))[:2] == ["january", "february"]
    assert named_lists("calendar.txt", "fr")["august"] == {"août"}


def test_a_language_without_a_list_has_an_empty_one() -> None:
    assert lines("capitalised.txt", "fr") == ()
    assert lines("roles.txt", "de") == ()


def test_a_list_that_nobody_wrote_is_an_error() -> None:
    with pytest.raises(FileNotFoundError, match=r"lexicon/rolls\.txt"):
        lines("rolls.txt")
