"""Questions meet numbers and dates in any form: in words, in figures, grouped, scaled."""

from pathlib import Path

import pytest

from dixit import Dixit

ARTICLES = {
    "bridge.txt": (
        "The Tarn bridge\n\nBy Ida Moss, 14 May 2021\n\n"
        "The bridge of Ervoy closed on 12 May 2021 after a storm. Its repair costs 1.25 million "
        "euros. Twenty-four workers of the Delmas company repair it."
    ),
    "bridge_2022.txt": (
        "The bridge again\n\nBy Ida Moss, 2 June 2022\n\n"
        "The bridge of Ervoy opened again on 1 June 2022. The mayor of Ervoy cut a ribbon."
    ),
    "musee.txt": (
        "Le musée rouvre\n\nPar Paul Ferrand\n\n"
        "Le musée de Saint-Ablon a rouvert ses portes. Le retable du musée vaut 2 750 000 euros. "
        "Le musée emploie soixante-douze gardiens."
    ),
}


@pytest.fixture(scope="module")
def dixit(tmp_path_factory: pytest.TempPathFactory) -> Dixit:
    folder = tmp_path_factory.mktemp("numbers")
    articles = folder / "articles"
    articles.mkdir()
    for name, text in ARTICLES.items():
        Path(articles / name).write_text(text, "utf-8")
    dixit = Dixit(index=folder / "index")
    dixit.add([articles])
    return dixit


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Qu'est-ce qui vaut 2,75 millions d'euros au musée ?", "2 750 000 euros"),
        ("What costs 1,250,000 euros?", "1.25 million"),
        ("Which company has 24 workers on the bridge of Ervoy?", "Twenty-four workers"),
        ("Combien de gardiens le musée de Saint-Ablon emploie-t-il ?", "soixante-douze"),
        ("How many workers repair the bridge?", "Twenty-four workers"),
        ("What happened to the bridge on 12/05/2021?", "closed on 12 May 2021"),
        ("What happened to the bridge on May 12, 2021?", "closed on 12 May 2021"),
    ],
)
def test_a_number_is_met_in_another_form(dixit: Dixit, question: str, told: str) -> None:
    answer = dixit.ask(question)

    assert answer.answered
    assert told in answer.blocks[0].citations[0].quote


def test_a_number_that_no_article_has_is_not_met(dixit: Dixit) -> None:
    assert not dixit.ask("Qu'est-ce qui vaut 2,85 millions d'euros au musée ?").answered
