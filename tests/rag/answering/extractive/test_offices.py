"""Questions for whoever holds an office, and for the words of somebody known by their office."""

from collections.abc import Iterator

import pytest

from dixit import Dixit
from dixit.rag.embedders.base import Embedder

ARTICLES = {
    "port.txt": (
        "Le port de Nantes agrandit ses quais. "
        "Anne Morel, présidente du port de Nantes, a déclaré : « Les travaux dureront deux ans. » "
        "Karim Sadi, directeur technique du port de Nantes, a précisé : « Les grues "
        "arriveront en mars. »"
    ),
    "museum.txt": (
        "The Harwell Museum reopens on Friday. Its roof was rebuilt in oak. Ruth Okafor, chief "
        "executive of the Harwell Museum, said: “We kept every beam that could be saved.”"
    ),
}


@pytest.fixture(scope="module")
def dixit(tmp_path_factory: pytest.TempPathFactory, hashed: Embedder) -> Iterator[Dixit]:
    folder = tmp_path_factory.mktemp("offices")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    opened = Dixit(folder / "index", embedder=hashed)
    opened.add([folder / name for name in ARTICLES])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("Qui préside le port de Nantes ?", "Anne Morel"),
        ("Who is the president of the port de Nantes?", "Anne Morel"),
        ("Qui est le directeur technique du port de Nantes ?", "Karim Sadi"),
        ("Who runs the Harwell Museum?", "Ruth Okafor"),
        ("Qui dirige le Harwell Museum ?", "Ruth Okafor"),
    ],
)
def test_who_holds_an_office_is_told_by_the_words_beside_the_name(
    dixit: Dixit, question: str, holder: str
) -> None:
    answer = dixit.ask(question)

    (citation,) = answer.citations
    assert holder in citation.quote
    (focus,) = citation.focus
    marked = dixit.document(citation.span.source).text[focus.start : focus.end]
    assert marked.startswith(holder)
    assert marked.endswith(("Nantes", "Museum"))


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("Who is Anne Morel?", "présidente du port de Nantes"),
        ("What is Karim Sadi's job?", "directeur technique"),
        ("Quelle est la fonction de Ruth Okafor ?", "chief executive"),
    ],
)
def test_the_office_of_somebody_is_told(dixit: Dixit, question: str, office: str) -> None:
    (citation,) = dixit.ask(question).citations

    assert office in citation.quote


def test_the_citation_ends_where_the_holder_begins_to_speak(dixit: Dixit) -> None:
    (citation,) = dixit.ask("Qui préside le port de Nantes ?").citations

    assert citation.quote.endswith("a déclaré")


@pytest.mark.parametrize(
    "question",
    [
        "Who is the finance director of the Harwell Museum?",
        "Qui est le directeur commercial du port de Nantes ?",
        "Que dit le directeur commercial du port de Nantes ?",
        "What did the curator of the Harwell Museum say?",
    ],
)
def test_an_office_that_nobody_is_said_to_hold_is_refused(dixit: Dixit, question: str) -> None:
    answer = dixit.ask(question)

    assert not answer.answered
    assert not answer.citations


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("What did the head of the Harwell Museum say?", "Ruth Okafor"),
        ("Que dit la présidente du port de Nantes ?", "Anne Morel"),
        ("What did the technical director of the port de Nantes say?", "Karim Sadi"),
    ],
)
def test_the_words_of_an_office_are_those_of_its_holder(
    dixit: Dixit, question: str, speaker: str
) -> None:
    answer = dixit.ask(question)

    assert [citation.speaker for citation in answer.citations] == [speaker]
