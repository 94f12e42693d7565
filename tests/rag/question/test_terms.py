"""By which words of an article the words of a question are met."""

import pytest

from dixit.rag.question.query import understand
from dixit.rag.question.terms import Term, stems_of, terms_of


class Passages:
    """An index of some texts, one passage each."""

    def __init__(self, language: str, *texts: str) -> None:
        self.language = language
        self.stems = [stems_of(text, language) for text in texts]

    def frequency(self, token: str) -> int:
        return sum(token in stems for stems in self.stems)

    def size(self) -> int:
        return len(self.stems)

    def languages(self) -> list[str]:
        return [self.language]


def terms(question: str, *texts: str, language: str = "fr") -> dict[str, Term]:
    found = terms_of(understand(question), Passages(language, *texts))
    return {term.word: term for term in found}


@pytest.mark.parametrize(
    ("question", "word", "article"),
    [
        ("How many vehicles were sold?", "vehicles", "Les véhicules roulent."),
        ("How many cars were sold?", "sold", "Elle a vendu des voitures."),
        ("Which car makers are German?", "german", "Le constructeur allemand est là."),
        ("What did China say?", "china", "La Chine a répondu."),
        ("In April, what happened?", "april", "Tout a changé en avril."),
    ],
)
def test_an_english_word_meets_the_french_one(question: str, word: str, article: str) -> None:
    term = terms(question, article)[word]
    assert term.held(stems_of(article, "fr"), "fr") >= 0.6
    assert term.is_known


def test_a_french_word_meets_the_english_one() -> None:
    article = "The company sold cars."
    term = terms("Quelle entreprise vend ?", article, language="en")["entreprise"]
    assert term.held(stems_of(article, "en"), "en") >= 0.6


def test_a_word_of_like_meaning_is_worth_less_than_the_word_itself() -> None:
    term = terms("Que dire de la collaboration ?", "La collaboration.", "La coopération.")[
        "collaboration"
    ]
    itself = term.held(stems_of("La collaboration.", "fr"), "fr")
    alike = term.held(stems_of("La coopération.", "fr"), "fr")
    assert itself > alike > 0 == term.held(stems_of("La pluie.", "fr"), "fr")


def test_a_name_is_met_by_nothing_but_itself() -> None:
    term = terms("Que fait Renault ?", "Le constructeur avance.")["renault"]
    assert term.is_name
    assert not term.is_known
    assert not term.held(stems_of("Le constructeur avance.", "fr"), "fr")


def test_a_rare_word_weighs_more_than_a_common_one_and_a_question_word_least() -> None:
    found = terms(
        "Quelle année pour la licorne et la voiture ?",
        "La voiture.", "La voiture, une année.", "La licorne.", "La voiture et le vent.",
    )  # fmt: skip
    assert found["licorne"].weight > found["voiture"].weight > 0
    assert found["annee"].weight < found["licorne"].weight


def test_endings_that_the_stemmer_keeps_do_not_part_words() -> None:
    assert stems_of("travaillent", "fr") & stems_of("travailler", "fr")
    assert stems_of("associée", "fr") & stems_of("associer", "fr")


def test_a_word_of_near_sense_in_english_meets_french_through_its_translation() -> None:
    held = stems_of("Un camion stationne.", "fr")
    vehicle = terms("Which vehicle is parked?", "Un camion stationne.")["vehicle"]
    river = terms("Which river is parked?", "Un camion stationne.")["river"]
    assert vehicle.held(held, "fr") > river.held(held, "fr") == 0
