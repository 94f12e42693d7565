"""The check behind the tab: statements as they come, chosen articles, files with drafts."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from dixit import Dixit
from dixit.rag.embedders.base import Embedder
from dixit.rag.errors import ReadError
from dixit.rag.settings import Settings
from dixit.ui.checked_draft import CheckedDraft
from dixit.ui.languages import LANGUAGES
from dixit.ui.strings.en import EN
from dixit.ui.strings.fr import FR
from dixit.ui.tabs.checking import MOST_CHARACTERS, checking, text_of

AUDI, GEELY = "000_f43f25e133202a67.txt", "001_66826098bebb6ec7.txt"
SAID = "Notre objectif est de mettre en place un partenariat gagnant-gagnant pour les deux parties"
DRAFT = (
    f"Bonjour,\n\n« {SAID} », a déclaré Zu Sijie. « {SAID} », a déclaré Luca de Meo.\n\n"
    "La tour Eiffel a été repeinte en vert par des ouvriers venus de Lyon. Qu'en pensez-vous ?"
)


@pytest.fixture(scope="module")
def dixit(seed_index: Path, embedder: Embedder) -> Iterator[Dixit]:
    """Dixit over the five articles, which judges by rules."""
    opened = Dixit(settings=Settings(index=seed_index, reader="none"), embedder=embedder)
    yield opened
    opened.close()


def whole(dixit: Dixit, text: str, *sources: str) -> CheckedDraft:
    """A draft once it is checked."""
    *_, last = checking(dixit, text, sources or None, EN)
    assert isinstance(last, CheckedDraft)
    return last


def refused(dixit: Dixit, text: str, language: str = "en") -> str:
    """Why a text is not checked."""
    (last,) = checking(dixit, text, None, LANGUAGES[language])
    assert isinstance(last, str)
    return last


def test_the_statements_are_known_before_they_are_checked(dixit: Dixit) -> None:
    first, *_ = checking(dixit, DRAFT, None, EN)

    assert isinstance(first, CheckedDraft)
    assert (first.state, len(first.claims), first.checked) == ("running", 3, ())
    assert first.waiting == first.claims


def test_the_last_has_the_verdicts_that_the_command_line_gives(dixit: Dixit) -> None:
    last = whole(dixit, DRAFT)

    assert last.check == dixit.check(DRAFT)
    verdicts = [one.verdict for one in last.proven_or_not]
    assert verdicts == ["verbatim", "wrong_speaker", "unsupported"]
    assert last.waiting == ()


def test_only_the_chosen_articles_are_checked_against(dixit: Dixit) -> None:
    chosen = whole(dixit, f"« {SAID} », a déclaré Zu Sijie.", GEELY)
    (statement,) = chosen.proven_or_not

    assert statement.verdict == "wrong_source"
    assert [citation.span.source for citation in statement.citations] == [AUDI]


def test_an_article_removed_since_it_was_chosen_is_named(dixit: Dixit) -> None:
    *_, told = checking(dixit, DRAFT, [GEELY, "gone.txt"], EN)

    assert isinstance(told, str)
    assert EN.gone.format(name="gone.txt") in told


@pytest.mark.parametrize("text", ["", " \n", "…!"])
def test_an_empty_text_is_refused_in_the_pages_language(dixit: Dixit, text: str) -> None:
    assert "The draft is empty" in refused(dixit, text)
    assert "Le texte est vide\u202f: collez le texte" in refused(dixit, text, "fr")


def test_a_text_that_is_too_long_is_refused_and_not_cut(dixit: Dixit) -> None:
    text = "Le pont rouvrira. " * (MOST_CHARACTERS // 18 + 1)

    assert f"{len(text):,} characters" in refused(dixit, text)
    assert "50\u202f000 au plus" in refused(dixit, text, "fr")


def test_without_an_index_the_page_says_how_to_make_one(tmp_path: Path, embedder: Embedder) -> None:
    empty = Dixit(settings=Settings(index=tmp_path / "none", reader="none"), embedder=embedder)

    assert "dixit index FOLDER" in refused(empty, DRAFT)


def test_a_draft_is_read_from_text_markdown_and_word(dixit: Dixit, tmp_path: Path) -> None:
    for name in ("draft.txt", "draft.md", "draft.MD"):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + DRAFT.encode())
        assert text_of(tmp_path / name, dixit, EN) == DRAFT
    written = docx.Document()
    for paragraph in DRAFT.split("\n\n"):
        written.add_paragraph(paragraph)
    written.save(str(tmp_path / "draft.docx"))

    text = text_of(tmp_path / "draft.docx", dixit, EN)
    assert text.split("\n") == DRAFT.split("\n\n")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.exe", b"MZ", "a.exe ne peut pas être ouvert\u202f: type de fichier non pris en charge"),
        ("a.docx", b"PK broken", "a.docx ne peut pas être ouvert\u202f: "),
        ("a.txt", b"Le pont. " * 9_000, "a.txt\u202f: Le texte compte 81\u202f000 caractères"),
    ],
)
def test_a_file_that_holds_no_draft_is_named_with_the_reason(
    dixit: Dixit, tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError) as error:
        text_of(tmp_path / name, dixit, FR)

    assert str(error.value).startswith(told)
    assert str(tmp_path) not in str(error.value)
