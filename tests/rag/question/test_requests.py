"""A question for the collection or an article as a whole is told by its whole wording."""

import pytest

from dixit.rag.question.follow_up import leans
from dixit.rag.question.query import understand
from dixit.rag.question.requests import Request, request_in


@pytest.mark.parametrize(
    ("question", "kind", "about"),
    [
        ("Combien d'articles parlent de Vallon ?", "mentioning", "Vallon"),
        ("Dans combien d’articles est citée la baie ?", "mentioning", "la baie"),
        ("Quels articles mentionnent Anne Morel et lesquels ?", "mentioning", "Anne Morel"),
        ("Y a-t-il des articles sur la pêche ?", "mentioning", "la pêche"),
        ("Combien de fois Vallon est-il mentionné ?", "mentioning", "Vallon"),
        ("Tu as combien d'articles ?", "size", ""),
        ("Fais-moi un résumé", "summary", ""),
        ("Trouve-moi tous les articles sur la pêche", "mentioning", "la pêche"),
        ("Combien d'articles y a-t-il au total ?", "size", ""),
        ("De quoi parle l'article 002 ?", "subject", "002"),
        ("Que dit l’article 002 ?", "subject", "002"),
        ("Résume-moi l'article du 9 mars 2018 s'il te plaît", "summary", "9 mars 2018"),
        ("Peux-tu me faire un résumé de port.txt en trois phrases ?", "summary", "port.txt"),
        ("Quoi de neuf depuis le 1er mars 2018 ?", "news", "1er mars 2018"),
        ("Qui parle le plus ?", "speaking", ""),
        ("Bonjour !", "greeting", ""),
        ("Merci beaucoup, bonne journée", "thanks", ""),
        ("Que peux-tu faire ?", "abilities", ""),
    ],
)  # fmt: skip
def test_french_requests(question: str, kind: str, about: str) -> None:
    request = request_in(question, "fr")

    assert request is not None
    assert (request.kind, request.about, request.language) == (kind, about, "fr")


@pytest.mark.parametrize(
    ("question", "kind", "about"),
    [
        ("How many articles mention Vallon?", "mentioning", "Vallon"),
        ("Hello, which articles speak of fishing, please?", "mentioning", "fishing"),
        ("In which articles is Anne Morel mentioned?", "mentioning", "Anne Morel"),
        ("Are there any articles about Vallon?", "mentioning", "Vallon"),
        ("How often is Vallon mentioned?", "mentioning", "Vallon"),
        ("Give me an overview of port.txt", "summary", "port.txt"),
        ("How many articles are there?", "size", ""),
        ("What is article 002 about?", "subject", "002"),
        ("What does article 002 say?", "subject", "002"),
        ("Can you summarize the article of 9 March 2018?", "summary", "9 March 2018"),
        ("Give me a short summary of port.txt in a few words", "summary", "port.txt"),
        ("What's new since 2018-03?", "news", "2018-03"),
        ("Who is quoted most?", "speaking", ""),
        ("Good morning", "greeting", ""),
        ("Thanks a lot!", "thanks", ""),
        ("What can you do?", "abilities", ""),
    ],
)
def test_english_requests(question: str, kind: str, about: str) -> None:
    request = request_in(question, "en")

    assert request is not None
    assert (request.kind, request.about, request.language) == (kind, about, "en")


@pytest.mark.parametrize(
    "question",
    [
        "Combien de bateaux le port de Vallon compte-t-il ?",
        "Bonjour, que dit Anne Morel du port ?",
        "Qui parle de la pêche ?",
        "Merci de me dire ce que pense Anne Morel",
        "How many boats does the harbour hold?",
        "What does the article say about Vallon?",
        "What is new in Vallon's harbour since the storm hit the boats?",
        "Who speaks most about fishing?",
    ],
)
def test_a_question_that_asks_for_more_is_no_request(question: str) -> None:
    assert understand(question).request is None


def test_a_request_tells_whether_it_names_an_article_and_whether_it_means_all() -> None:
    assert request_in("Résume Vallon", "fr") == Request("summary", "fr", "Vallon")
    assert request_in("Résume l'article", "fr") == Request("summary", "fr", "", True)
    for every in (
        "What are the articles about?",
        "Summarise everything",
        "Can you give me an overview of the articles, please?",
    ):
        request = request_in(every, "en")
        assert request is not None and request.of_every and not request.about


def test_a_request_is_known_whichever_language_is_taken_for_its_own() -> None:
    greeting = request_in("bonjour", "en")

    assert greeting is not None and greeting.language == "fr"
    assert understand("bonjour").language == "fr"


def test_a_request_leans_on_no_question_before_it() -> None:
    assert not leans("Et de quoi parle l'article 002 ?")
    assert leans("Et de Vallon ?")
