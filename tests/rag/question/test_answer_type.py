"""What kind of answer a question wants, and where a sentence holds it."""

import pytest

from dixit.rag.question.answer_type import Wanted, answering, counted_in, wanted_in


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Combien de véhicules BMW a-t-elle livrés ?", "number"),
        ("How many start-ups does BMW want to help?", "number"),
        ("Quel pourcentage du contenu serait partagé ?", "percent"),
        ("De combien les ventes ont-elles augmenté ?", "percent"),
        ("How much is a unicorn worth?", "money"),
        ("Quand l'accord a-t-il été signé ?", "date"),
        ("In which year did BMW enter the market?", "date"),
        ("How long will the programme run?", "duration"),
        ("Qui dirige Tmall Auto ?", "person"),
        ("Where will BMW build its base?", "place"),
        ("Pourquoi Renault va-t-il en Chine ?", "reason"),
        ("What will the first model cost?", "money"),
        ("What is a unicorn?", "text"),
        ("Qu'est-ce que Horizon ?", "definition"),
        ("What does NavInfo mean?", "definition"),
        ("What is Geely doing?", "text"),
        ("Quel est le prix du véhicule ?", "money"),
        ("À quelle adresse se trouve l'usine ?", "address"),
    ],
)
def test_the_kind_is_read_off_the_question(question: str, wanted: Wanted) -> None:
    assert wanted_in(question) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted", "held"),
    [
        ("Un total de 723 680 véhicules, en hausse de 13,1% sur un an.", "percent", ["13,1%"]),
        ("Des startups évaluées à plus d'un milliard de dollars.", "money",
         ["un milliard de dollars"]),
        ("Le partenariat a débuté en 2018.", "date", ["2018"]),
        ("Publié le 2018-03-09 à 10:40", "date", ["2018-03-09 à 10:40"]),
        ("Aider 300 entreprises en trois ans.", "duration", ["trois ans"]),
        ("BMW a établi trois centres en Chine.", "number", ["trois"]),
        ("Le yuan baisse.", "number", []),
        ("Vingt-quatre appareils, dont deux cent cinquante.", "number",
         ["Vingt-quatre", "deux cent cinquante"]),
        ("She hired twenty-five people.", "number", ["twenty-five"]),
        ("Une douzaine de salariés.", "number", ["Une douzaine"]),
        ("Un homme et une femme.", "number", []),
        ("En hausse de cinq pour cent.", "percent", ["cinq pour cent"]),
        ("Two thirds of them left.", "percent", ["Two thirds"]),
        ("Le musée vaut 1,25 M€.", "money", ["1,25 M€"]),
        ("It costs $1.2bn or twelve euros.", "money", ["$1.2bn", "twelve euros"]),
        ("Après vingt-deux mois de travaux.", "duration", ["vingt-deux mois"]),
        ("They may march in May 2019.", "date", ["May 2019"]),
        ("Le lundi 5 mars 2018.", "date", ["lundi 5 mars 2018"]),
        ("Elle recule car le yuan baisse.", "reason", ["car le yuan baisse"]),
    ],
)  # fmt: skip
def test_words_of_the_kind_are_marked(sentence: str, wanted: Wanted, held: list[str]) -> None:
    places = answering(sentence, wanted, frozenset())
    assert [sentence[start:end].strip() for start, end in places] == held


def test_what_the_question_itself_says_is_no_answer() -> None:
    assert answering("En 2018, tout a changé.", "date", frozenset({"2018"})) == []


def test_what_is_counted_is_told() -> None:
    assert counted_in("How many engineers work there?") == {"engineers"}
    assert counted_in("Combien d'usines ?") == {"usines"}
    assert counted_in("Combien coûte-t-il ?") == frozenset()
