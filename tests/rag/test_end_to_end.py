"""The main job: who said what, in both languages, over the five articles."""

import pytest

from dixit import Dixit
from dixit.rag.question.follow_up import Turn

SAIC = "000_f43f25e133202a67.txt"
GEELY = "001_66826098bebb6ec7.txt"
RENAULT_ALIBABA = "003_cba7c51000020ebe.txt"
RENAULT_XIAOMI = "004_80ff63828710eb3d.txt"

STATEMENTS = [
    ("Zu Sijie", "Vice-président et Ingénieur en chef du groupe SAIC", SAIC,
     ["SAIC et Audi ont signé un protocole d'accord.",
      "Notre objectif est de mettre en place un partenariat gagnant-gagnant pour les deux "
      "parties"]),
    ("Jürgen Rittersberger", "membre du Directoire d'AUDI AG", SAIC,
     ["Audi a mis en place un plan d'électrification ambitieux"]),
    ("An Conghui", "président du Geely Holding Group", GEELY,
     ["nous devons être ouverts à la coopération, au développement conjoint et aux innovations",
      "nous sommes impatients d’assumer notre responsabilité envers la société"]),
    ("Yu Wei", "directeur général de Tmall Auto", RENAULT_ALIBABA,
     ["ce qui signifie un vaste espace d'opportunités dans la coopération entre Renault et Tmall",
      "Nous sommes heureux de collaborer avec Renault Sport Formula One Team"]),
    ("Liu Bo", "directeur du marché de Tmall", RENAULT_ALIBABA,
     ["les deux parties mettraient l'accent sur les services Internet intelligents"]),
    ("Cyril Abiteboul", "directeur général de Renault Sport Racing", RENAULT_ALIBABA,
     ["la Chine s'était renforcée en tant que marché d'importance stratégique"]),
    ("François Provost", "directeur des achats et de la coopération chez Renault", RENAULT_XIAOMI,
     ["de Meo avait eu des conversations importantes avec des leaders de l'industrie"]),
]  # fmt: skip


@pytest.mark.parametrize(("speaker", "role", "source", "words"), STATEMENTS)
@pytest.mark.parametrize(
    ("language", "question"), [("en", "what did {} say?"), ("fr", "Qu'a dit {} ?")]
)
def test_a_speakers_words_are_quoted_attributed_and_cited(
    seed_dixit: Dixit,
    language: str,
    question: str,
    speaker: str,
    role: str,
    source: str,
    words: list[str],
) -> None:
    answer = seed_dixit.ask(question.format(speaker))

    assert answer.answered
    assert answer.language == language
    assert {citation.speaker for citation in answer.citations} == {speaker}
    assert {citation.span.source for citation in answer.citations} == {source}
    assert role in answer.blocks[0].text
    quotes = "\n".join(citation.quote for citation in answer.citations)
    for said in words:
        assert said in quotes
        assert said in answer.text


def test_every_citation_is_the_documents_own_characters(seed_dixit: Dixit) -> None:
    asked = [question.format(s[0]) for s in STATEMENTS for question in ("Qu'a dit {} ?",)]
    asked += ["Combien de véhicules BMW a-t-elle livrés l'année dernière ?"]
    for question in asked:
        for block in seed_dixit.ask(question).blocks:
            assert block.citations
            for citation in block.citations:
                text = seed_dixit.document(citation.span.source).text
                assert text[citation.span.start : citation.span.end] == citation.quote
                assert citation.quote in block.text


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What did Elon Musk say?", "Elon Musk"),
        ("Qu'a dit Elon Musk ?", "Elon Musk"),
        ("What did Elon Musk say about BMW?", "Elon Musk"),
        ("What did Zu Sijie say about Tesla?", "Tesla"),
        ("Quelle est la capitale de la Mongolie ?", "Mongolie"),
        ("What did Lei Jun say?", "Lei Jun"),
        ("Que pense Liu Bo de Tencent ?", "Liu Bo"),
    ],
)
def test_what_the_articles_do_not_say_is_refused(
    seed_dixit: Dixit, question: str, named: str
) -> None:
    answer = seed_dixit.ask(question)

    assert not answer.answered
    assert not answer.citations
    assert named in answer.text
    assert answer.nearest


def test_of_two_who_are_asked_about_the_silent_one_is_named(seed_dixit: Dixit) -> None:
    answer = seed_dixit.ask("Qu'ont dit Zu Sijie et Lei Jun ?")

    assert {citation.speaker for citation in answer.citations} == {"Zu Sijie"}
    assert "Lei Jun" in answer.blocks[-1].text


@pytest.mark.parametrize(
    "question",
    [
        "Qui a dit que SAIC et Audi ont signé un protocole d'accord ?",
        "Qui a parlé d'un partenariat gagnant-gagnant ?",
    ],
)
def test_who_said_it_is_answered_by_the_statement(seed_dixit: Dixit, question: str) -> None:
    answer = seed_dixit.ask(question)

    assert {citation.speaker for citation in answer.citations} == {"Zu Sijie"}


def test_a_fact_is_answered_with_the_sentence_that_holds_it(seed_dixit: Dixit) -> None:
    answer = seed_dixit.ask("Combien de véhicules BMW et MINI ont été livrés ?")

    assert answer.answered
    assert "723 680 véhicules" in answer.blocks[0].text
    assert answer.citations[0].span.source == "002_ea5efa2bf7cf5482.txt"


def test_a_follow_up_question_leans_on_the_one_before(seed_dixit: Dixit) -> None:
    first = seed_dixit.ask("Qu'a dit An Conghui ?")
    then = seed_dixit.ask(
        "Et que dit-il de Tencent ?", history=[Turn("Qu'a dit An Conghui ?", first)]
    )

    assert then.answered
    assert {citation.speaker for citation in then.citations} == {"An Conghui"}
    assert "Tencent" in then.text


def test_a_streamed_answer_grows_into_the_whole_one(seed_dixit: Dixit) -> None:
    question = "Qu'a dit Yu Wei ?"
    partial = list(seed_dixit.stream(question))

    assert [len(answer.blocks) for answer in partial] == [1, 2, 3]
    assert partial[-1].blocks == seed_dixit.ask(question).blocks


def test_search_finds_by_words_and_by_meaning_together(seed_dixit: Dixit) -> None:
    hits = seed_dixit.search("numérisation de la production automobile", k=5)

    assert len(hits) == 5
    assert hits[0].source == GEELY
    assert hits[0].signals.word_rank is not None
    assert hits[0].signals.dense_rank is not None
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_part_of_a_name_without_its_accents_finds_the_speaker(seed_dixit: Dixit) -> None:
    assert {q.speaker for q in seed_dixit.quotations("rittersberger")} == {"Jürgen Rittersberger"}
    assert {q.speaker for q in seed_dixit.quotations("francois provost")} == {"François Provost"}
    assert {q.speaker for q in seed_dixit.quotations("de meo")} == {"Luca de Meo"}
    assert not seed_dixit.quotations("Elon Musk")
