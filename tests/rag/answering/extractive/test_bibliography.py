"""Questions about an article itself are answered with the line that tells."""

import pytest

from dixit import Dixit

XINHUA = "003_cba7c51000020ebe.txt"
XIAOMI = "004_80ff63828710eb3d.txt"


@pytest.mark.parametrize(
    ("question", "source", "told"),
    [
        ("Quand l'article sur Renault et Alibaba a-t-il été publié ?", XINHUA, "2018-03-09"),
        ("When was the article on Renault and Alibaba published?", XINHUA, "2018-03-09"),
        ("Qui est l'auteur de l'article sur Renault et Xiaomi ?", XIAOMI, "Pierpaolo Figuccia"),
        ("Who wrote the XiaomiToday article?", XIAOMI, "Pierpaolo Figuccia"),
    ],
)
def test_the_line_that_tells_is_cited(
    seed_dixit: Dixit, question: str, source: str, told: str
) -> None:
    answer = seed_dixit.ask(question)

    (citation,) = answer.citations
    assert citation.span.source == source
    assert told in citation.quote
    assert len(citation.quote) < 80


@pytest.mark.parametrize(
    "question",
    [
        "Qui est l'auteur de l'article sur Tesla ?",
        "Quand BMW publiera-t-il ses comptes ?",
        "Who wrote the article about Audi and SAIC?",
    ],
)
def test_what_no_line_tells_is_not_told(seed_dixit: Dixit, question: str) -> None:
    assert "Figuccia" not in seed_dixit.ask(question).text
    assert "Publié" not in seed_dixit.ask(question).text
