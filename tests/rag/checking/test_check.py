"""A draft against the articles: what its statements are proven, contradicted or left by."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.index.errors import SourceUnknown
from dixit.index.search_index import SearchIndex
from dixit.rag.checking.check import MAX_CHARACTERS, Checker
from dixit.rag.checking.evidence import Evidence
from dixit.rag.checking.judgement import Probabilities
from dixit.rag.checking.records import CheckedStatement, Premise
from dixit.rag.dials import DEFAULT
from dixit.rag.embedders.base import Embedder
from dixit.rag.errors import DraftError
from dixit.rag.retrieval.articles import Articles
from dixit.rag.settings import Settings

AUDI, GEELY, BMW, ALIBABA, XIAOMI = (
    "000_f43f25e133202a67.txt",
    "001_66826098bebb6ec7.txt",
    "002_ea5efa2bf7cf5482.txt",
    "003_cba7c51000020ebe.txt",
    "004_80ff63828710eb3d.txt",
)
TITLE = "La coopération entre Renault et Alibaba passe à la vitesse supérieure"
SAID = "Notre objectif est de mettre en place un partenariat gagnant-gagnant pour les deux parties"


def checked(dixit: Dixit, draft: str, *sources: str) -> CheckedStatement:
    """The one statement of a draft."""
    (statement,) = dixit.check(draft, sources or None).statements
    return statement


@pytest.mark.parametrize(
    ("draft", "verdict", "source"),
    [
        (f"« {SAID} », a déclaré Zu Sijie.", "verbatim", AUDI),
        (f'"{SAID}", a déclaré Zu Sijie.', "verbatim", AUDI),
        (f"« {SAID} », a déclaré Luca de Meo.", "wrong_speaker", AUDI),
        ("« Notre objectif est de gagner de l'argent », a déclaré Zu Sijie.", "unsupported", None),
        (
            "Selon An Conghui, l’industrie automobile mondiale est confrontée à de profonds "
            "changements.",
            "supported",
            GEELY,
        ),
        (
            "Selon Luca de Meo, l’industrie automobile mondiale est confrontée à de profonds "
            "changements.",
            "wrong_speaker",
            GEELY,
        ),
        (
            "Selon Luca de Meo, l’industrie automobile mondiale est confrontée à de profonds "
            "changements à Oslo.",
            "unsupported",
            None,
        ),
        (
            "L'année dernière, le constructeur allemand a livré un total de 700 000 véhicules BMW "
            "et MINI.",
            "contradicted",
            BMW,
        ),
        (
            "L'année dernière, le constructeur allemand a livré un total de 723\u202f680 véhicules "
            "BMW et MINI.",
            "supported",
            BMW,
        ),
        ("SAIC et Audi ont signé un protocole d’accord.", "verbatim", AUDI),
        ("Geely a signé un accord de partenariat avec Tencent.", "supported", GEELY),
        ("Geely owns Volvo Cars and a stake in Daimler.", "supported", GEELY),
        ("Renault a vendu 12 millions de voitures en Islande en 2031.", "unsupported", None),
    ],
)
def test_a_statement_has_a_verdict_and_the_sentence_that_decides(
    seed_dixit: Dixit, draft: str, verdict: str, source: str | None
) -> None:
    statement = checked(seed_dixit, draft)

    assert statement.verdict == verdict
    if source is not None:
        (citation,) = statement.citations
        assert citation.span.source == source
        assert citation.verdict == verdict
        text = seed_dixit.document(source).text
        assert citation.quote == text[citation.span.start : citation.span.end]


def test_a_sentence_left_out_of_a_long_one_is_no_contradiction(seed_dixit: Dixit) -> None:
    """The article goes on "... jamais enregistré": the draft says less, not the opposite."""
    statement = checked(
        seed_dixit, "L'année dernière, BMW a livré un total de 723 680 véhicules en Chine."
    )

    assert statement.verdict != "contradicted"


def test_another_name_with_another_number_is_another_fact(seed_dixit: Dixit) -> None:
    statement = checked(
        seed_dixit, "L'année dernière, Audi a livré un total de 600 000 véhicules BMW et MINI."
    )

    assert statement.verdict == "unsupported"


def test_each_clause_of_a_sentence_has_its_own_verdict(seed_dixit: Dixit) -> None:
    draft = "Geely a signé un accord de partenariat avec Tencent, et BMW a fermé trois usines."

    first, second = seed_dixit.check(draft).statements

    assert (first.verdict, second.verdict) == ("supported", "unsupported")
    assert draft[first.start : first.end] == "Geely a signé un accord de partenariat avec Tencent"
    assert draft[second.start : second.end] == "et BMW a fermé trois usines."


def test_words_of_another_article_than_the_chosen_ones_are_of_a_wrong_source(
    seed_dixit: Dixit,
) -> None:
    statement = checked(seed_dixit, f"« {SAID} », a déclaré Zu Sijie.", GEELY, BMW)

    assert statement.verdict == "wrong_source"
    assert statement.citations[0].span.source == AUDI


def test_only_the_chosen_articles_prove(seed_dixit: Dixit) -> None:
    draft = "Geely a signé un accord de partenariat avec Tencent."

    assert checked(seed_dixit, draft, GEELY).verdict == "supported"
    assert checked(seed_dixit, draft, ALIBABA).verdict == "unsupported"


@pytest.mark.parametrize(
    ("reference", "verdict"),
    [
        (f"[{GEELY} 1:296]", "supported"),
        (f"[{ALIBABA} 1:296]", "wrong_source"),
        (f"[{GEELY} 1:99999999]", "wrong_source"),
        ("[nothing.txt 1:296]", "wrong_source"),
        ("(https://example.org/unknown)", "supported"),
        (f"(« {TITLE} »)", "wrong_source"),
    ],
)
def test_a_citation_of_the_draft_is_checked_at_its_place(
    seed_dixit: Dixit, reference: str, verdict: str
) -> None:
    draft = f"Geely a signé un accord de partenariat avec Tencent {reference}."

    statement = checked(seed_dixit, draft)

    assert statement.verdict == verdict
    assert statement.text == draft
    assert statement.citations[0].span.source == GEELY


def test_the_title_of_an_article_sends_to_that_article(seed_dixit: Dixit) -> None:
    draft = f"Renault coopère avec Alibaba (« {TITLE} »)."

    statement = checked(seed_dixit, draft)

    assert statement.verdict == "supported"
    assert statement.citations[0].span.source == ALIBABA


def test_an_answer_of_dixit_is_read_with_its_numbered_places(seed_dixit: Dixit) -> None:
    answer = seed_dixit.ask("Qu'a dit Zu Sijie ?")
    (citation,) = answer.citations
    place = f"{citation.span.source} {citation.span.start}:{citation.span.end}"

    found = seed_dixit.check(f"« {SAID} », a dit Zu Sijie [1].\n\n[1] {place} (verbatim)\n")

    assert [one.verdict for one in found.statements] == ["verbatim", None]


def test_greetings_questions_and_opinions_are_left_unmarked(seed_dixit: Dixit) -> None:
    draft = "Bonjour à tous,\n\nQue fera Renault ? Je pense que l'accord est bon. Merci."

    statements = seed_dixit.check(draft).statements

    assert [one.verdict for one in statements] == [None] * 4
    assert not any(one.citations for one in statements)


def test_the_same_place_keeps_its_number(seed_dixit: Dixit) -> None:
    draft = f"« {SAID} », a déclaré Zu Sijie. Geely a signé un accord de partenariat avec Tencent. "

    numbers = [c.number for one in seed_dixit.check(draft * 2).statements for c in one.citations]

    assert numbers == [1, 2, 1, 2]


def test_statements_come_one_by_one(seed_dixit: Dixit) -> None:
    checking = seed_dixit.checking("Renault a vendu une usine. " * 2_000)

    assert next(checking).text == "Renault a vendu une usine."


class Agreeing:
    """A judge that believes everything."""

    def judge(
        self, statement: str, language: str, premises: Sequence[Premise]
    ) -> list[Probabilities]:
        return [Probabilities(0.9, 0.1, 0.0) for _ in premises]


@pytest.mark.parametrize(
    ("draft", "least", "verdict"),
    [
        ("Geely et Tencent sont des partenaires de longue date.", 0.5, "supported"),
        ("Geely et Tencent sont des partenaires de longue date.", 0.95, "unsupported"),
        ("Geely et Tencent sont partenaires depuis 37 ans.", 0.5, "unsupported"),
        ("Geely et Carrefour sont des partenaires de longue date.", 0.5, "unsupported"),
        ("Geely et Tencent sont « des amis pour la vie ».", 0.5, "unsupported"),
        (f"« {SAID} », a déclaré Luca de Meo.", 0.5, "wrong_speaker"),
    ],
)
def test_a_judge_decides_on_meaning_and_never_over_the_exact_checks(
    seed_index: Path, embedder: Embedder, draft: str, least: float, verdict: str
) -> None:
    dials = replace(DEFAULT, checking=replace(DEFAULT.checking, supported=least))
    index = SearchIndex.open(seed_index)
    evidence = Evidence(index, embedder, Settings(), Articles(index), dials)
    (statement,) = Checker(evidence, Agreeing()).check(draft)
    index.close()

    assert statement.verdict == verdict


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        ("", "The draft is empty"),
        (" \n\t… ", "The draft is empty"),
        ("a\udcffb", "not Unicode"),
        ("mot " * (MAX_CHARACTERS // 4 + 1), "check it in parts"),
    ],
)
def test_a_draft_that_cannot_be_checked_is_refused(
    seed_dixit: Dixit, draft: str, told: str
) -> None:
    with pytest.raises(DraftError, match=told):
        seed_dixit.check(draft)


def test_a_source_that_is_not_in_the_index_is_an_error(seed_dixit: Dixit) -> None:
    with pytest.raises(SourceUnknown, match=r"nothing\.txt"):
        seed_dixit.check("Renault a vendu une usine.", ["nothing.txt"])


def test_the_statements_of_a_draft_are_those_that_are_checked(
    seed_index: Path, embedder: Embedder
) -> None:
    dixit = Dixit(settings=Settings(index=seed_index, reader="none"), embedder=embedder)
    draft = (
        f"Bonjour,\n\n« {SAID} », a déclaré Zu Sijie [{AUDI} 0:90]. Le pont est fermé depuis lundi "
        "matin, et la mairie cherche une solution pour les riverains. Qu'en pensez-vous ?"
    )
    announced = dixit.statements(draft)
    found = dixit.check(draft).statements

    assert [(one.start, one.end) for one in announced] == [(one.start, one.end) for one in found]
    assert [one.is_claim for one in announced] == [one.verdict is not None for one in found]
    with pytest.raises(DraftError):
        dixit.statements(" ")
