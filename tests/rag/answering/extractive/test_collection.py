"""Questions about the collection are answered from all that is stored, and exactly."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dixit import Dixit
from dixit.index.filters import Filter
from dixit.rag.dials import DEFAULT
from dixit.rag.embedders.base import Embedder
from dixit.rag.records import Answer

PORT = (
    "Le port de Vallon rouvre après la tempête\n\n"
    "Publié le 2024-05-02\n\n"
    "Le port de Vallon a rouvert lundi matin après trois semaines de travaux sur la jetée nord. "
    "Les pêcheurs de Vallon ont repris la mer avec une quarantaine de bateaux. "
    "La région a payé les deux tiers des travaux de la jetée, soit quatre millions d'euros. "
    "« La jetée tiendra cinquante ans », a déclaré Anne Morel, maire de Vallon. "
    "Mme Morel a ajouté : « Les pêcheurs n'ont plus rien à craindre de l'hiver. » "
    "Le marché aux poissons reprendra samedi prochain sur le quai sud.\n"
)
LIBRARY = (
    "Harwell library opens on Sundays\n\n"
    "Published on 14 June 2024\n\n"
    "The library of Harwell will open on Sundays from September, the council decided on Tuesday. "
    "Two new librarians will be hired to run the reading rooms during the weekend. "
    "“Students asked us for this for years,” said Ruth Okafor, head of the library. "
    "The council hopes that Sunday opening will bring ten thousand more visitors each year.\n"
)
FERRY = (
    "La traversée vers l'île coûtera plus cher\n\n"
    "La compagnie du ferry de Vallon augmente ses tarifs de huit pour cent cet été. "
    "La traversée vers l'île coûtera désormais douze euros pour un adulte, au départ du quai sud. "
    "Les habitants de l'île garderont leur tarif réduit pendant toute la saison.\n"
)
TEXTS = {
    "001_port.txt": PORT,
    "002_library.txt": LIBRARY,
    "003_ferry.txt": FERRY,
    "copy.txt": PORT,
}


@pytest.fixture(scope="module")
def dixit(tmp_path_factory: pytest.TempPathFactory, hashed: Embedder) -> Iterator[Dixit]:
    folder = tmp_path_factory.mktemp("press")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    opened = Dixit(tmp_path_factory.mktemp("index") / "index", embedder=hashed)
    opened.add([folder])
    yield opened
    opened.close()


def cited(answer: Answer) -> list[tuple[str, str]]:
    """Each citation's source and quote, which must stand where it says."""
    for citation in answer.citations:
        start, end = citation.span.start, citation.span.end
        assert TEXTS[citation.span.source][start:end] == citation.quote
    return [(citation.span.source, citation.quote) for citation in answer.citations]


def plain(text: str) -> str:
    """A text with plain spaces in the place of no-break ones."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def heading(answer: Answer) -> str:
    """What an answer opens with."""
    return plain(answer.blocks[0].text)


def test_the_articles_that_mention_a_name_are_counted_and_each_is_cited(dixit: Dixit) -> None:
    answer = dixit.ask("Combien d'articles parlent de Vallon ?")

    assert answer.answered
    assert heading(answer) == "3 articles mentionnent « Vallon ». Soit 9 mentions en tout."
    assert {source for source, _ in cited(answer)} == {"001_port.txt", "003_ferry.txt", "copy.txt"}
    assert all("Vallon" in quote for _, quote in cited(answer))


def test_mentions_are_counted_and_equal_sentences_are_told_once(dixit: Dixit) -> None:
    block = dixit.ask("Which articles mention Vallon?").blocks[1]

    assert block.text.startswith("001_port.txt (4 mentions) and copy.txt (4 mentions): Le port")
    assert [citation.span.source for citation in block.citations] == ["001_port.txt", "copy.txt"]


def test_a_sentence_of_the_text_is_shown_before_its_heading(dixit: Dixit) -> None:
    quotes = [quote for _, quote in cited(dixit.ask("Which articles mention Harwell?"))]

    (quote,) = quotes
    assert quote.startswith("The library of Harwell will open on Sundays")


def test_case_accents_and_plurals_make_no_difference(dixit: Dixit) -> None:
    answer = dixit.ask("quels articles parlent des pecheur ?")

    assert heading(answer) == ("2 articles mentionnent « pecheur ». Soit 4 mentions en tout.")


def test_names_joined_by_and_must_both_be_mentioned(dixit: Dixit) -> None:
    answer = dixit.ask("Combien d'articles mentionnent Vallon et l'île ?")

    assert heading(answer) == "1 article mentionne « Vallon » et « île »."
    assert {source for source, _ in cited(answer)} == {"003_ferry.txt"}


def test_words_that_stand_apart_are_said_to(dixit: Dixit) -> None:
    answer = dixit.ask("Quels articles parlent des tarifs du ferry ?")

    assert heading(answer) == "1 article contient ces mots, séparément : « tarifs » et « ferry »."


def test_a_name_that_no_article_mentions_is_counted_as_none(dixit: Dixit) -> None:
    answer = dixit.ask("How many articles mention Zanzibar?")

    assert answer.answered
    assert plain(answer.text) == "No article mentions “Zanzibar” in its text."


def test_a_name_one_letter_off_is_asked_back(dixit: Dixit) -> None:
    answer = dixit.ask("How many articles mention Harwel?")

    assert (
        plain(answer.text) == "No article mentions “Harwel” in its text.\n\nDid you mean Harwell?"
    )


def test_a_count_that_could_not_be_finished_is_said_to_be_at_least(
    dixit: Dixit, hashed: Embedder
) -> None:
    few = replace(DEFAULT, collection=replace(DEFAULT.collection, documents=2))
    hasty = Dixit(dixit.status().index, embedder=hashed, dials=few)
    answer = hasty.ask("Combien d'articles parlent de Vallon ?")
    hasty.close()

    assert heading(answer) == "Au moins 2 articles mentionnent « Vallon »."


def test_a_count_is_of_the_articles_that_a_filter_lets_by(dixit: Dixit) -> None:
    english = Filter(languages=frozenset({"en"}))

    assert dixit.ask("Combien d'articles ?", where=english).text == (
        "Les filtres retiennent 1 article."
    )
    assert heading(dixit.ask("Combien d'articles parlent de Vallon ?", where=english)) == (
        "Aucun article ne mentionne « Vallon » dans son texte parmi les articles consultés."
    )


def test_the_collection_is_counted_with_its_copies(dixit: Dixit) -> None:
    answer = dixit.ask("How many articles are there?")

    assert plain(answer.text) == (
        "The collection holds 4 articles.\n\nOf these, 1 article with the same content as another."
    )
    assert answer.confidence == 1.0


def test_who_speaks_most_is_told_with_a_statement_of_each(dixit: Dixit) -> None:
    answer = dixit.ask("Qui parle le plus ?")
    first, *others = (plain(block.text) for block in answer.blocks[1:])

    # The copy of the article says nothing new.
    assert first.startswith("Anne Morel : 2 déclarations relevées. Anne Morel (maire")
    assert any(text.startswith("Ruth Okafor : 1 déclaration relevée.") for text in others)
    assert len(answer.citations) == len(others) + 1


@pytest.mark.parametrize(
    ("question", "language", "head"),
    [
        ("bonjour", "fr", "Bonjour."),
        ("Merci beaucoup !", "fr", "Avec plaisir."),
        ("Que peux-tu faire ?", "fr", "Dixit répond"),
        ("hello", "en", "Hello."),
        ("thank you", "en", "You’re welcome."),
        ("What can you do?", "en", "Dixit answers"),
    ],
)
def test_a_greeting_is_answered_as_one(
    dixit: Dixit, question: str, language: str, head: str
) -> None:
    answer = dixit.ask(question)

    assert answer.answered and answer.language == language and not answer.citations
    assert plain(answer.text).startswith(head)


def test_a_greeting_ahead_of_a_question_is_passed_over(dixit: Dixit) -> None:
    (citation, _) = dixit.ask("Bonjour, que dit Anne Morel de la jetée ?").citations

    assert citation.quote == "La jetée tiendra cinquante ans"


@pytest.mark.parametrize(
    ("question", "head", "sources"),
    [
        (
            "Quoi de neuf depuis le 3 mai 2024 ?",
            "1 article daté depuis le 3 mai 2024.",
            ["002_library.txt"],
        ),
        (
            "What is new since May 2024?",
            "3 articles dated since May 2024.",
            ["002_library.txt", "001_port.txt", "copy.txt"],
        ),
        ("What's new since June?", "1 article dated since June 2024.", ["002_library.txt"]),
        ("What is new since 2025?", "No article is dated since 2025.", []),
        (
            "Quoi de neuf ?",
            "Les articles datés les plus récents :",
            ["002_library.txt", "001_port.txt", "copy.txt"],
        ),
    ],
)
def test_what_is_new_is_told_latest_first(
    dixit: Dixit, question: str, head: str, sources: list[str]
) -> None:
    answer = dixit.ask(question)

    assert heading(answer) == head
    assert [source for source, _ in cited(answer)] == sources
    assert "1 article" in answer.blocks[-1].text  # The ferry's has no date.


def test_a_date_that_cannot_be_read_is_said_so(dixit: Dixit) -> None:
    answer = dixit.ask("What is new since the storm?")

    assert heading(answer).startswith("The date “storm” was not understood.")
