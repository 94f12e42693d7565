"""Reported speech is shown as reported; only the article's own marks make words somebody's."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.index.records import Document
from dixit.rag.answering.extractive.statements import statement_block
from dixit.rag.embedders.base import Embedder
from dixit.rag.lang.detection import language_of
from dixit.rag.messages import elided
from dixit.rag.parsing.article import Article
from dixit.rag.quotations import quotations_in
from dixit.rag.records import Block
from dixit.rag.verification.entailment import verdict
from tests.rag.running import run

MARKS = re.compile(r"[«»“”\"]")
FRENCH = (
    "Le port de Brenac\n\n"
    "La maire de Brenac, Hélène Tardieu, craint que la hausse ne ruine les pêcheurs. "
    "Selon l'armateur Luc Ferrand, il faudra attendre dix ans pour un nouveau quai. "
    "Les travaux coûteront cher, a annoncé Antony Roux, directeur du chantier. "
    "Claire Morvan a affirmé que le quai serait « le plus long du pays » et qu'il serait beau.\n"
)
ENGLISH = (
    "Harbour news\n\n"
    "The mayor of Brennick, Marta Kovel, fears that the rise will ruin the fishermen. "
    "According to the shipowner Olaf Brandt, a new quay will take ten years. "
    "The works will be expensive, said Tom Harker, the site manager. "
    "Ines Duarte told the council that the quay would be “the longest in the country”.\n"
)


def shown(text: str, language: str) -> list[Block]:
    """Each reported statement of a text as an answer in a language gives it."""
    article = Article(Document("a.txt", text, "", language_of(text)))
    found = quotations_in(article)
    assert found
    return [
        statement_block(1, quotation, language, article)
        for quotation in found
        if not quotation.direct
    ]


def block_of(text: str, language: str, word: str) -> Block:
    (block,) = [block for block in shown(text, language) if word in block.text]
    return block


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (
            "ruine",
            "Selon l’article, Hélène Tardieu (maire de Brenac) craint que la hausse ne ruine les "
            "pêcheurs.",
        ),
        (
            "dix ans",
            "Selon l’article, Luc Ferrand (armateur) estime qu’il faudra attendre dix ans pour un "
            "nouveau quai.",
        ),
        (
            "Les travaux",
            "L’article rapporte\u202f: Les travaux coûteront cher, a annoncé Antony Roux, "
            "directeur du chantier.",
        ),
        (
            "plus long",
            "Selon l’article, Claire Morvan a affirmé que le quai serait « le plus long du pays » "
            "et qu'il serait beau.",
        ),
    ],
)
def test_french_words_are_introduced_as_french_print_does(word: str, expected: str) -> None:
    text = block_of(FRENCH, "fr", word).text

    assert text == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (
            "ruin",
            "According to the article, Marta Kovel (mayor of Brennick) fears that the rise will "
            "ruin the fishermen.",
        ),
        (
            "ten years",
            "According to the article, Olaf Brandt (shipowner) said that a new quay will take ten "
            "years.",
        ),
        (
            "expensive",
            "The article reports: The works will be expensive, said Tom Harker, the site manager.",
        ),
        (
            "longest",
            "According to the article, Ines Duarte told the council that the quay would be “the "
            "longest in the country”.",
        ),
    ],
)
def test_english_words_are_introduced_as_english_print_does(word: str, expected: str) -> None:
    text = block_of(ENGLISH, "en", word).text

    assert text == expected


@pytest.mark.parametrize("text", [FRENCH, ENGLISH])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_marks_but_the_articles_own_stand_around_reported_words(
    text: str, language: str
) -> None:
    for block in shown(text, language):
        (citation,) = block.citations
        assert citation.direct is False
        assert citation.quote == text[citation.span.start : citation.span.end]
        assert citation.quote in block.text
        assert MARKS.findall(block.text) == MARKS.findall(citation.quote)


def test_a_verb_that_says_more_than_said_is_not_translated_by_it() -> None:
    assert " said that " not in block_of(FRENCH, "en", "ruine").text
    assert " said that le quai" in block_of(FRENCH, "en", "plus long").text


def test_a_sentence_that_holds_its_own_frame_is_shown_as_the_articles() -> None:
    text = (
        "Une ligne de plus\n\nCe dialogue pourrait ouvrir une ligne qui, selon Antony Roux, est "
        "essentielle pour la vallée, qui doit choisir entre deux tracés.\n"
    )
    (block,) = shown(text, "fr")

    assert block.text.startswith("L’article rapporte\u202f: Ce dialogue pourrait")
    assert block.text.count("Antony Roux") == 1


def test_whom_a_pronoun_means_is_named_with_the_articles_sentence() -> None:
    text = (
        "Au conseil\n\n« Le quai est prêt », a dit Antony Roux. Les bateaux reviendront au "
        "printemps, a-t-il ajouté.\n"
    )
    (block,) = shown(text, "fr")

    assert block.text == (
        "L’article rapporte ces propos d’Antony Roux\u202f: Les bateaux reviendront au printemps, "
        "a-t-il ajouté."
    )


def test_a_participle_is_put_as_a_verb() -> None:
    text = (
        "Harbour news\n\nMarta Kovel said the quay was ready, adding that the boats would come "
        "back in spring.\n"
    )
    told = [block.text for block in shown(text, "en")]

    assert "According to the article, Marta Kovel said the quay was ready." in told
    assert not any("Kovel adding" in text for text in told)


@pytest.mark.parametrize(
    ("word", "following", "written"),
    [
        ("de", "Antony", "d’"),
        ("de", "Luca de Meo", "de "),
        ("que", "il pleut", "qu’"),
        ("que", "hier soir", "qu’"),
        ("que", "onze bateaux", "que "),
        ("que", "les bateaux", "que "),
    ],
)
def test_small_words_are_elided(word: str, following: str, written: str) -> None:
    assert elided(word, following) == written


@pytest.fixture
def harbour(tmp_path: Path, embedder: Embedder) -> Iterator[Dixit]:
    """An index of the two articles."""
    (tmp_path / "fr.txt").write_text(FRENCH, "utf-8")
    (tmp_path / "en.txt").write_text(ENGLISH, "utf-8")
    dixit = Dixit(tmp_path / "index", embedder=embedder)
    dixit.add([tmp_path / "fr.txt", tmp_path / "en.txt"])
    yield dixit
    dixit.close()


def test_an_answer_tells_reported_words_from_quoted_ones(harbour: Dixit, seed_dixit: Dixit) -> None:
    (reported,) = harbour.ask("What does Marta Kovel say about the rise?").citations
    assert reported.as_dict()["direct"] is False
    (quoted,) = seed_dixit.ask("What did Zu Sijie say?").citations
    assert quoted.as_dict()["direct"] is True
    for citation in seed_dixit.ask("Combien de véhicules BMW ont été livrés ?").citations:
        assert citation.as_dict()["direct"] is None


def test_an_answer_read_back_still_knows_what_is_reported(harbour: Dixit) -> None:
    answer = harbour.ask("What does Marta Kovel say about the rise?")
    record = json.loads(json.dumps(answer.as_dict()))

    assert harbour.restored(record).citations == answer.citations


def test_what_is_reported_proves_what_it_is_shown_with(harbour: Dixit) -> None:
    answer = harbour.ask("Que dit Claire Morvan du quai ?")
    (block,) = answer.blocks
    (citation,) = block.citations

    judged = verdict(
        block.text,
        citation.quote,
        language="fr",
        cited_language="fr",
        cited_speaker=citation.speaker,
        about_speaker=citation.role or "",
    )
    assert judged in ("verbatim", "supported")


def test_the_command_line_puts_no_marks_around_reported_words(
    harbour: Dixit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    harbour.close()
    index = str(tmp_path / "index")
    assert run("ask", "What does Marta Kovel say about the rise?", "--index", index) == 0
    printed = capsys.readouterr().out
    assert "According to the article, Marta Kovel" in printed
    assert "(reported)" in printed
    assert "verbatim" not in printed
    assert not MARKS.search(printed)

    assert run("ask", "Que dit Hélène Tardieu de la hausse ?", "--index", index) == 0
    assert "(rapporté)" in capsys.readouterr().out

    assert run("quotes", "--speaker", "Kovel", "--index", index) == 0
    assert not MARKS.search(capsys.readouterr().out)
