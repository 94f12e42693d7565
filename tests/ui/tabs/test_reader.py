"""What the reader shows of a place: its words where they stand now, or that they are gone."""

import re
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.rag.embedders.base import Embedder
from dixit.ui.strings.en import EN
from dixit.ui.tabs.reader import opened

QUOTE = "Le pont rouvrira en avril."
TEXT = f"Brissac. Le maire a déclaré : « {QUOTE} »\n"
UPDATE = "Mis à jour à midi.\n\n"


@pytest.fixture(scope="module")
def dixit(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Dixit:
    folder = tmp_path_factory.mktemp("reader")
    (folder / "news").mkdir()
    (folder / "news" / "pont.txt").write_text(UPDATE + TEXT, "utf-8")
    made = Dixit(Path(folder / "index"), embedder=embedder)
    made.add([folder / "news"])
    return made


def place(**parts: object) -> dict[str, object]:
    """The place of the quote in the text before its update."""
    start = TEXT.index(QUOTE)
    return {"source": "pont.txt", "start": start, "end": start + len(QUOTE), **parts}


def mark(shown: str) -> str | None:
    found = re.search(r'<mark id="cited"[^>]*>(.*?)</mark>', shown, re.S)
    return found and re.sub("<[^>]*>", "", found[1])


def test_words_that_moved_are_marked_and_told(dixit: Dixit) -> None:
    shown = opened(dixit, EN, place(quote=QUOTE))

    assert mark(shown) == QUOTE
    assert EN.moved in shown


def test_words_at_their_place_are_marked_and_nothing_is_told(dixit: Dixit) -> None:
    start = len(UPDATE) + TEXT.index(QUOTE)
    shown = opened(dixit, EN, place(quote=QUOTE, start=start))

    assert mark(shown) == QUOTE
    assert "moved" not in shown


def test_words_that_are_gone_are_told_and_nothing_is_marked(dixit: Dixit) -> None:
    shown = opened(dixit, EN, place(quote="Le pont <b> fermera."))

    assert mark(shown) is None
    assert EN.words_lost in shown
    assert "<blockquote" in shown and "Le pont &lt;b&gt; fermera." in shown


def test_an_article_that_is_gone_is_told_with_what_was_cited(dixit: Dixit) -> None:
    shown = opened(dixit, EN, place(source="gone.txt", quote=QUOTE))

    assert EN.gone.format(name="gone.txt") in shown
    assert QUOTE in shown


def test_an_address_that_was_made_for_another_text_marks_nothing(dixit: Dixit) -> None:
    shown = opened(dixit, EN, place(), made_for="0" * 12)

    assert mark(shown) is None
    assert EN.link_stale in shown


def test_words_are_not_said_to_be_gone_from_a_text_that_never_held_them(dixit: Dixit) -> None:
    unchanged = dixit.document("pont.txt").content_hash[:12]
    shown = opened(dixit, EN, place(quote="Le pont est vendu."), made_for=unchanged)

    assert mark(shown) is None
    assert EN.words_never in shown


def test_the_address_of_a_place_holds_its_words(dixit: Dixit) -> None:
    shown = opened(dixit, EN, place(quote=QUOTE))

    assert "quote=Le+pont+rouvrira+en+avril." in shown
