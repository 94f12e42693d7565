"""Answers over French articles to questions in either language: facts, offices, many articles."""

import pytest

from dixit import Dixit

SAIC = "000_f43f25e133202a67.txt"
GEELY = "001_66826098bebb6ec7.txt"
BMW = "002_ea5efa2bf7cf5482.txt"


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("How many BMW and MINI vehicles were delivered last year?", "723 680"),
        ("Combien de véhicules BMW et MINI ont été livrés l'an dernier ?", "723 680"),
        ("In which year did Geely's partnership with Tencent begin?", "2018"),
        ("How many firms will get offices from BMW and Alibaba?", "30 entreprises"),
    ],
)
def test_a_fact_is_answered_by_one_sentence_with_its_answer_marked(
    seed_dixit: Dixit, question: str, key: str
) -> None:
    answer = seed_dixit.ask(question)

    (citation,) = answer.citations
    assert key in citation.quote
    text = seed_dixit.document(citation.span.source).text
    marked = [text[span.start : span.end] for span in citation.focus]
    assert any(key.split(" entr", maxsplit=1)[0] in words for words in marked)


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("What does the chief engineer of SAIC say?", "Zu Sijie"),
        ("Que dit l'ingénieur en chef de SAIC ?", "Zu Sijie"),
        ("What did the president of Geely Holding Group say?", "An Conghui"),
        ("Que dit le directeur général de Tmall Auto ?", "Yu Wei"),
    ],
)
def test_a_speaker_is_found_by_their_office(seed_dixit: Dixit, question: str, speaker: str) -> None:
    answer = seed_dixit.ask(question)

    assert answer.answered
    assert {citation.speaker for citation in answer.citations} == {speaker}


def test_a_question_of_two_parts_is_answered_in_two(seed_dixit: Dixit) -> None:
    answer = seed_dixit.ask(
        "Combien de véhicules BMW a-t-elle livrés, et quand le partenariat entre Geely et Tencent "
        "a-t-il débuté ?"
    )

    assert {citation.span.source for citation in answer.citations} == {BMW, GEELY}
    assert [citation.number for citation in answer.citations] == [1, 2]


def test_several_articles_give_a_block_each(seed_dixit: Dixit) -> None:
    answer = seed_dixit.ask("Quels constructeurs ont un partenariat avec Tencent ?")

    assert {c.span.source for c in answer.citations} >= {GEELY, BMW}


@pytest.mark.parametrize(
    "question",
    [
        "How many engineers work for BMW in China?",
        "Combien d'ingénieurs travaillent pour BMW en Chine ?",
        "Quel est le prix du Xiaomi SU7 ?",
        "Comment prépare-t-on une ratatouille ?",
        "What did Zu Sijie say about the weather?",
        "Que pense Liu Bo de Tencent ?",
    ],
)
def test_what_stands_close_by_is_no_answer(seed_dixit: Dixit, question: str) -> None:
    answer = seed_dixit.ask(question)

    assert not answer.answered
    assert not answer.citations
    assert answer.nearest


def test_a_sentence_that_is_quoted_is_given_as_its_speakers(seed_dixit: Dixit) -> None:
    answer = seed_dixit.ask("Quels profonds changements l'industrie automobile affronte-t-elle ?")

    assert "An Conghui" in {citation.speaker for citation in answer.citations}


def test_a_sentence_that_points_back_is_shown_with_whom_it_means(seed_dixit: Dixit) -> None:
    answer = seed_dixit.ask("Did BMW talk with SenseTime?")

    (citation,) = answer.citations
    assert "SenseTime" in citation.quote
    assert "La société allemande" in citation.quote


def test_what_is_counted_stands_beside_its_number(seed_dixit: Dixit) -> None:
    answered = seed_dixit.ask("How many companies do BMW and Alibaba want to help?")
    assert "300" in answered.text

    refused = seed_dixit.ask("How many factories does BMW run in China?")
    assert not refused.answered


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        (
            "Donne-moi les chiffres : livraisons de BMW et objectif annuel de Dongfeng Renault",
            ("723 680", "400.000"),
        ),
        ("Pour faire quoi ECARX et BMW se sont-ils associés à Tencent ?", ("cloud", "plate-forme")),
    ],
)
def test_names_side_by_side_have_a_sentence_each(
    seed_dixit: Dixit, question: str, keys: tuple[str, ...]
) -> None:
    answer = seed_dixit.ask(question)

    assert len(answer.citations) == len(keys)
    for citation, key in zip(answer.citations, keys, strict=True):
        assert key in citation.quote


def test_a_name_in_the_article_of_neither_is_refused(seed_dixit: Dixit) -> None:
    assert not seed_dixit.ask("What did Geely and BMW sign with SAIC?").answered
