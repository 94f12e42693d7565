"""What a question asks: in which language, of whom, about what."""

import pytest

from dixit.rag.errors import QuestionError
from dixit.rag.lang.names import names_in
from dixit.rag.lang.question_language import question_language
from dixit.rag.question.clauses import clauses_of
from dixit.rag.question.query import MAX_CHARACTERS, understand

SPEAKERS = ["Zu Sijie", "An Conghui", "Luca de Meo", "l'Association des constructeurs"]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("what did Zu Sijie say?", "en"),
        ("Qu'a dit Zu Sijie ?", "fr"),
        ("Who is Liu Bo?", "en"),
        ("Qui est Liu Bo ?", "fr"),
        ("Combien de véhicules BMW ?", "fr"),
        ("How many BMW vehicles?", "en"),
        ("Que pense de Meo de l'enquête ?", "fr"),
        ("Tell me about Tencent", "en"),
    ],
)
def test_the_language_is_that_of_the_questions_own_words(question: str, language: str) -> None:
    assert question_language(question) == language


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("what did Zu Sijie say?", ("Zu Sijie",)),
        ("Qu'a dit An Conghui ?", ("An Conghui",)),
        ("Que pense Luca de Meo de l'Europe ?", ("Luca de Meo", "Europe")),
        ("What is Renault's CEO doing in Beijing?", ("Renault", "Beijing")),
        ("What do Chinese companies want in January?", ()),
        ("Combien de véhicules BMW et MINI ?", ("BMW", "MINI")),
        ("What did Jürgen Rittersberger of Audi say?", ("Jürgen Rittersberger", "Audi")),
        ("quelle heure est-il ?", ()),
    ],
)
def test_names_are_told_apart_from_other_capitals(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("question", "speakers"),
    [
        ("what did Zu Sijie say?", ("Zu Sijie",)),
        ("Qu'a déclaré An Conghui à propos de Tencent ?", ("An Conghui",)),
        ("What does de Meo think about Elon Musk?", ("Meo",)),
        ("Que disent Zu Sijie et An Conghui de la coopération ?", ("Zu Sijie", "An Conghui")),
        ("What did Elon Musk say about BMW?", ("Elon Musk",)),
        ("Qu'a annoncé l'association des constructeurs ?", ("l'Association des constructeurs",)),
        ("Combien de véhicules BMW a-t-elle livrés ?", ()),
        ("En quel mois Renault a-t-il annoncé cela ?", ()),
    ],
)
def test_whose_words_are_wanted(question: str, speakers: tuple[str, ...]) -> None:
    assert understand(question, SPEAKERS).speakers == speakers


def test_the_subject_is_what_is_left() -> None:
    query = understand("Qu'a dit Zu Sijie de la gamme électrique d'Audi ?", SPEAKERS)

    assert set(query.topic) == {"gamme", "electrique", "audi"}


@pytest.mark.parametrize("question", ["", " \n", "?!", "…"])
def test_a_question_without_words_is_refused(question: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        understand(question)


def test_a_text_is_no_question() -> None:
    understand("a" * MAX_CHARACTERS)
    with pytest.raises(QuestionError, match="100,000 characters"):
        understand("a" * 100_000)


@pytest.mark.parametrize(
    ("question", "clauses"),
    [
        ("Sales of BMW and the aim of Renault?", ["Sales of BMW ", "and the aim of Renault?"]),
        ("Compare Audi, BMW", ["Compare Audi", ", BMW"]),
        ("Que fait BMW avec Tencent ?", ["Que fait BMW avec Tencent ?"]),
    ],
)
def test_a_question_is_cut_at_what_puts_names_side_by_side(
    question: str, clauses: list[str]
) -> None:
    assert clauses_of(understand(question, SPEAKERS)) == clauses


def test_a_speaker_is_parted_from_the_house() -> None:
    query = understand("Que dit Zu Sijie de SAIC ?", SPEAKERS)

    assert query.names == ("Zu Sijie", "SAIC")
    assert query.speakers == ("Zu Sijie",)
