"""In which language a text and a question are written."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dixit.rag.ingestion.loader import read
from dixit.rag.lang.detection import language_of
from dixit.rag.lang.question_language import question_language

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_the_articles_are_french(path: Path) -> None:
    assert read(path, path.name).language == "fr"


def test_an_english_article_is_english() -> None:
    text = "The company said on Monday that it would build a new plant near the coast next year."

    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "question",
    [
        "Qu'a dit SAIC ?",
        "qui parle de l'Europe",
        "Et pourquoi ?",
        "Où est l'usine ?",
        "Que dit-il ?",
    ],
)
def test_a_short_french_question_is_french(question: str) -> None:
    assert question_language(question) == "fr"


@pytest.mark.parametrize(
    "question",
    ["What did SAIC say?", "who speaks about Europe", "And why?", "Where is the plant?"],
)
def test_a_short_english_question_is_english(question: str) -> None:
    assert question_language(question) == "en"


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_question_is_answered_in_one_of_the_two(question: str) -> None:
    assert question_language(question) in ("fr", "en")


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("autonomous vehicles", "en"),
        ("véhicules autonomes", "fr"),
        ("Chinese market", "en"),
        ("marché chinois", "fr"),
        ("ventes", "fr"),
        ("sales", "en"),
    ],
)
def test_words_alone_are_of_the_language_in_which_they_are_known(words: str, language: str) -> None:
    assert question_language(words) == language
