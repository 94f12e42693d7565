"""Questions as people open them, asked of the five articles by the answerer without a model."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.rag.embedders.base import Embedder

SEEDS = Path(__file__).parents[3] / "seeds"
SAIC = "000_f43f25e133202a67.txt"


@pytest.fixture(scope="module")
def dixit(tmp_path_factory: pytest.TempPathFactory, hashed: Embedder) -> Iterator[Dixit]:
    opened = Dixit(tmp_path_factory.mktemp("plain") / "index", embedder=hashed)
    opened.add([SEEDS])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Est-ce que BMW travaille avec Alibaba ?", "Est-ce"),
        ("Existe-t-il un accord entre Geely et Tencent ?", "Existe"),
        ("Peut-on acheter une Renault sur Internet ?", "Peut"),
        ("Explique-moi le partenariat entre Geely et Tencent", "Explique"),
        ("Compare BMW et Audi", "Compare"),
        ("Bonjour, que dit Zu Sijie ?", "Bonjour"),
        ("Hello, what did Zu Sijie say?", "Hello"),
    ],
)
def test_the_opening_of_a_question_is_never_what_is_missing(
    dixit: Dixit, question: str, opening: str
) -> None:
    assert opening not in dixit.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "qu'a dit zu sijie ?",
        "what did zu sijie say?",
        "Bonjour, que dit Zu Sijie ?",
        "Qui a dit que SAIC et Audi ont signé un protocole d'accord ?",
    ],
)
def test_a_statement_is_found_and_cited_however_it_is_asked_for(
    dixit: Dixit, question: str
) -> None:
    answer = dixit.ask(question)

    assert answer.answered
    quotes = [c.quote for c in answer.citations if c.span.source == SAIC]
    assert any("SAIC et Audi ont signé un protocole d'accord" in quote for quote in quotes)


@pytest.mark.parametrize("question", ["qu'a dit zu sijie ?", "what did zu sijie say?"])
def test_a_speaker_in_small_letters_is_credited(dixit: Dixit, question: str) -> None:
    assert {citation.speaker for citation in dixit.ask(question).citations} == {"Zu Sijie"}
