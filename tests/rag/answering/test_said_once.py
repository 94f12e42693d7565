"""The same text under several names is said once, with all its references."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dixit import Dixit, Filter
from dixit.rag.embedders.base import Embedder
from dixit.rag.records import Answer

SEEDS = Path(__file__).parents[3] / "seeds"
SAIC = sorted(SEEDS.glob("*.txt"))[0].read_text("utf-8")
AGENCY = """Le port de Brest restera fermé jusqu'à lundi, a annoncé la préfecture dimanche soir.

La tempête a couché trois grues et coupé la route de la digue, selon les services de l'État.

"Personne ne doit approcher des quais avant que les grues ne soient relevées", a déclaré Anne \
Morel, préfète du Finistère, devant la presse réunie à la capitainerie.

Les travaux coûteront quatre millions d'euros et dureront six semaines, d'après le département.

Quarante navires attendent au large depuis samedi matin, dont deux pétroliers venus de Norvège.
"""
OWN = """Brest coupée du large

Notre envoyé a suivi les équipes qui travaillent de nuit sur la digue depuis trois jours.

"""


@pytest.fixture
def dixit(tmp_path: Path, embedder: Embedder) -> Iterator[Dixit]:
    made = Dixit(tmp_path / "index", embedder=embedder)
    yield made
    made.close()


def stored(dixit: Dixit, folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    dixit.add([folder])


def cited(answer: Answer) -> list[list[str]]:
    """The articles that each block with citations cites, sorted."""
    return [
        sorted(citation.span.source for citation in block.citations)
        for block in answer.blocks
        if block.citations
    ]


@pytest.mark.parametrize(
    "question",
    [
        "What did Zu Sijie say?",
        "Qu'a dit Jürgen Rittersberger ?",
        "Que prévoit le protocole d'accord stratégique dans un premier temps ?",
    ],
)
def test_three_names_of_one_text_are_three_references_of_one_answer(
    dixit: Dixit, tmp_path: Path, question: str
) -> None:
    texts = {"a.txt": SAIC, "b.txt": SAIC, "c.txt": f"{SAIC}\nLire aussi: autre chose"}
    stored(dixit, tmp_path / "news", texts)
    answer = dixit.ask(question)

    assert answer.answered
    assert all(block == ["a.txt", "b.txt", "c.txt"] for block in cited(answer))
    texts_said = [block.text for block in answer.blocks]
    assert len(set(texts_said)) == len(texts_said)
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        text = dixit.document(citation.span.source).text
        assert text[citation.span.start : citation.span.end] == citation.quote


def test_the_text_of_an_agency_in_two_papers_is_cited_from_both(
    dixit: Dixit, tmp_path: Path
) -> None:
    shorter = AGENCY.partition("Les travaux")[0]
    stored(dixit, tmp_path / "news", {"agency.txt": AGENCY, "paper.txt": OWN + shorter})

    assert dixit.copies("agency.txt") == ["paper.txt"]
    assert dixit.copy_groups() == [["agency.txt", "paper.txt"]]
    assert cited(dixit.ask("Que dit Anne Morel ?")) == [["agency.txt", "paper.txt"]]
    assert cited(dixit.ask("Combien coûteront les travaux ?")) == [["agency.txt"]]


def test_a_copy_that_gives_the_words_to_somebody_else_is_no_reference(
    dixit: Dixit, tmp_path: Path
) -> None:
    other = AGENCY.replace("Anne Morel, préfète", "Paul Vial, préfet")
    stored(dixit, tmp_path / "news", {"agency.txt": AGENCY, "wrong.txt": other})

    assert dixit.copies("agency.txt") == ["wrong.txt"]
    assert cited(dixit.ask("Que dit Anne Morel ?")) == [["agency.txt"]]


def test_a_copy_that_a_filter_leaves_out_is_no_reference(dixit: Dixit, tmp_path: Path) -> None:
    stored(dixit, tmp_path / "news", {"a.txt": AGENCY, "b.txt": AGENCY})
    only = dixit.ask("Que dit Anne Morel ?", where=Filter(sources=frozenset({"b.txt"})))

    assert cited(only) == [["b.txt"]]


def test_of_the_articles_counted_those_of_one_mailbox_are_not_of_one_text(
    dixit: Dixit, tmp_path: Path
) -> None:
    rows = "".join(f'"Le texte numéro {number} sur Brest."\n' for number in range(4))
    (tmp_path / "table.csv").write_text(f"text\n{rows}", "utf-8")
    dixit.add([tmp_path / "table.csv"])
    blocks = dixit.ask("Combien d'articles y a-t-il ?").blocks

    assert [block.text for block in blocks] == ["La collection compte 4 articles."]
