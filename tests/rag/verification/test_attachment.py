"""What a statement joins must be joined where it is cited: numbers, actors, negations, speakers."""

import pytest

from dixit import Dixit
from dixit.index.records import Span
from dixit.rag.checking.alignment import align
from dixit.rag.checking.judgement import RuleJudge

BMW, GEELY = "002_ea5efa2bf7cf5482.txt", "001_66826098bebb6ec7.txt"
ALIBABA, XIAOMI, AUDI = (
    "003_cba7c51000020ebe.txt",
    "004_80ff63828710eb3d.txt",
    "000_f43f25e133202a67.txt",
)


def verdict(dixit: Dixit, statement: str, language: str, source: str, words: str) -> str:
    """Against the stored passage that holds some words."""
    document = dixit.document(source)
    at = document.text.index(words)
    passages = [h.passage.span for h in dixit.search(words, 40) if h.source == source]
    passage = next((p for p in passages if p.start <= at < p.end), Span(source, at, at + 300))
    return align(
        statement,
        passage,
        document,
        language=language,
        cited_language=document.language,
        judge=RuleJudge(shared=0.5),
        quotations=dixit.quotations(source=source),
    ).verdict


@pytest.mark.parametrize(
    ("statement", "language", "source", "words"),
    [
        ("At least 20 companies will be given office space.", "en", BMW, "fourniront des bureaux"),
        ("In 2018 ECARX signed a cooperation agreement.", "en", GEELY, "En 2019, ECARX"),
        ("Audi will provide the technologies.", "en", AUDI, "SAIC fournira"),
        ("Renault has never worked with Geely before.", "en", XIAOMI, "ayant déjà collaboré"),
        ("SAIC refuse de fournir les technologies.", "fr", AUDI, "SAIC fournira"),
        ("Cyril Abiteboul denied that China had become stronger.", "en", ALIBABA, "Cyril Abit"),
        (
            "Cyril Abiteboul said he was happy to work with Renault Sport Formula One Team.",
            "en",
            ALIBABA,
            "Nous sommes heureux",
        ),
    ],
)
def test_what_belongs_to_something_else_proves_nothing(
    seed_dixit: Dixit, statement: str, language: str, source: str, words: str
) -> None:
    assert verdict(seed_dixit, statement, language, source, words) not in ("verbatim", "supported")


@pytest.mark.parametrize(
    ("statement", "language", "source", "words"),
    [
        ("At least 30 companies will be given office space.", "en", BMW, "fourniront des bureaux"),
        ("In 2019 ECARX signed a cooperation agreement.", "en", GEELY, "En 2019, ECARX"),
        ("SAIC will provide the technologies.", "en", AUDI, "SAIC fournira"),
        (
            "Cyril Abiteboul said that China had become stronger as a strategic market.",
            "en",
            ALIBABA,
            "Cyril Abit",
        ),
        (
            "Geely signed a partnership agreement with Tencent.",
            "en",
            GEELY,
            "Le groupe chinois Geely",
        ),
    ],
)
def test_what_belongs_together_does(
    seed_dixit: Dixit, statement: str, language: str, source: str, words: str
) -> None:
    assert verdict(seed_dixit, statement, language, source, words) == "supported"
