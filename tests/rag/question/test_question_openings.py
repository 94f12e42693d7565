"""However a question opens, its opening is no name that the articles would have to know."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dixit.rag.errors import QuestionError
from dixit.rag.lang.names import names_in
from dixit.rag.question.query import understand

SPEAKERS = ["Zu Sijie", "An Conghui", "Luca de Meo"]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Est-ce que Renault vend en Chine ?", {"Renault", "Chine"}),
        ("Qu'est-ce que Tmall ?", {"Tmall"}),
        ("Y a-t-il un accord avec Tencent ?", {"Tencent"}),
        ("A-t-il parlé de Tencent ?", {"Tencent"}),
        ("Existe-t-il un accord entre Geely et Tencent ?", {"Geely", "Tencent"}),
        ("Peut-on acheter une Renault ?", {"Renault"}),
        ("Pouvez-vous me parler de BMW ?", {"BMW"}),
        ("Peux-tu me parler de BMW ?", {"BMW"}),
        ("Parle-moi de BMW", {"BMW"}),
        ("Explique-moi le rôle de Tencent", {"Tencent"}),
        ("Explique le rôle de Tencent", {"Tencent"}),
        ("Résume l'article sur BMW", {"BMW"}),
        ("Compare BMW et Audi", {"BMW", "Audi"}),
        ("Bonjour, que fait BMW ?", {"BMW"}),
        ("Merci, et que fait BMW ?", {"BMW"}),
        ("Je cherche ce que fait BMW", {"BMW"}),
        ("Explain the deal with Tencent", {"Tencent"}),
        ("Describe the deal with Tencent", {"Tencent"}),
        ("Summarize the article on BMW", {"BMW"}),
        ("Show me what BMW does", {"BMW"}),
        ("Find what BMW does", {"BMW"}),
        ("Compare BMW and Audi", {"BMW", "Audi"}),
        ("Hello, what does BMW do?", {"BMW"}),
        ("Who's Lei Jun?", {"Lei Jun"}),
        ("Renault vend-elle en Chine ?", {"Renault", "Chine"}),
        ("Zu Sijie a dit quoi ?", {"Zu Sijie"}),
    ],
)
def test_only_names_are_names(question: str, names: set[str]) -> None:
    assert set(names_in(question)) == names


@pytest.mark.parametrize(
    "question",
    [
        "qu'a dit zu sijie ?",
        "what did zu sijie say?",
        "WHAT DID ZU SIJIE SAY?",
        "Bonjour, qu'a dit Zu Sijie ?",
        "Hello, what did Zu Sijie say?",
    ],
)
def test_a_speaker_is_known_in_small_letters_in_capitals_and_after_a_greeting(
    question: str,
) -> None:
    assert [name.casefold() for name in understand(question, SPEAKERS).speakers] == ["zu sijie"]


@pytest.mark.parametrize(
    "question",
    [
        "Qui a dit que SAIC et Audi ont signé un protocole d'accord ?",
        "Who said that SAIC and Audi signed an agreement?",
    ],
)
def test_asked_who_said_something_those_who_are_spoken_of_are_not_the_speakers(
    question: str,
) -> None:
    assert understand(question, SPEAKERS).speakers == ()


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_understood_or_refused_in_one_sentence(text: str) -> None:
    try:
        query = understand(text, SPEAKERS)
    except QuestionError as error:
        assert "\n" not in str(error)
    else:
        assert query.language in ("fr", "en")
