"""A name is found wherever it is stored, however it is written; or is known to stand nowhere."""

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from dixit.index.filters import Filter
from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import Document, IndexedDocument, Passage, Quotation, Span
from dixit.index.search_index import SearchIndex
from dixit.rag.answering.refusal.mentions import Looked, look_for
from dixit.rag.answering.refusal.misspelling import one_error_apart
from dixit.rag.dials import RefusalDials

IDENTITY = EmbedderIdentity("none", "0" * 64, 2)
HARBOUR = "The harbour reopened on Monday."

Store = Callable[..., None]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    opened = SearchIndex.open(tmp_path / "index", create=True)
    yield opened
    opened.close()


@pytest.fixture
def store(index: SearchIndex) -> Store:
    """Stores a document, of which only the first line, `HARBOUR`, is searched."""

    def put(
        beside: str = "",
        source: str = "a.txt",
        *,
        searched: bool = True,
        language: str = "en",
        quotations: tuple[Quotation, ...] = (),
        **known: str,
    ) -> None:
        text = f"{HARBOUR}\n\n{beside}"
        span = Span(source, 0, len(HARBOUR))
        passages = (Passage(span, HARBOUR, language),) if searched else ()
        vectors = np.full((len(passages), 2), 0.5**0.5, dtype=np.float32)
        document = Document(source, text, f"hash of {text}", language, **known)
        index.put(IndexedDocument(document, passages, quotations, vectors), IDENTITY)

    return put


def words(looked: Looked, index: SearchIndex) -> list[str]:
    """What stands at the places found in texts."""
    spans = [mention.span for mention in looked.mentions if mention.span is not None]
    return [index.document(span.source).text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Elon Musk", "Elon Musk"),
        ("Elon Musk", "ELON MUSK"),
        ("Elon Musk", "Elon Mu\u00adsk"),
        ("Elon Musk", "El\u200bon\u00a0Musk"),
        ("Elon Musk", "Elon Mus-\nk"),
        ("Étienne Béraud", unicodedata.normalize("NFD", "Étienne Béraud")),
        (unicodedata.normalize("NFD", "Étienne Béraud"), "Étienne Béraud"),
        ("Étienne Béraud", "ETIENNE BERAUD"),
        ("Etienne Beraud", "Étienne Béraud"),
        ("Anais Loewe", "Anaïs Lœwe"),
        ("Anaïs Lœwe", "ANAIS LOEWE"),
        ("Jutta Gross", "Jutta Groß"),
        ("Jean-Pierre Lorand", "Jean Pierre Lorand"),
        ("Jean Pierre Lorand", "Jean\u2011Pierre Lorand"),
        ("Alphabank", "Alpha Bank"),
        ("Alpha Bank", "Alphabank"),
        ("Alphabank", "Alpha-Bank"),
        ("Sean O'Brien", "Sean O’Brien"),
        ("J. K. Marlow", "J.K. Marlow"),
        ("Tartarin", "Tartarins"),
        ("Tartarins", "Tartarin"),
        ("Oger", "\uff2f\uff47\uff45\uff52"),
        ("12 500", "12.500"),
    ],
)
def test_print_makes_no_difference(
    index: SearchIndex, store: Store, asked: str, written: str
) -> None:
    store(f"Follow {written} here.")

    looked = look_for(asked, index)

    assert looked.in_full and not looked.absent
    assert words(looked, index) == [written]


@pytest.mark.parametrize("around", ["l’{}", "d'{}", "{}’s boat", "{}'s boat", "({})", "« {} »"])
def test_elision_and_possessives_are_no_part_of_a_name(
    index: SearchIndex, store: Store, around: str
) -> None:
    store(around.format("Antony"))

    assert words(look_for("Antony", index), index) == ["Antony"]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Elon Musk", "melon musket"),
        ("Elon Musk", "Elon. Musk stays."),
        ("Elon Musk", "Musk, then Elon"),
        ("Tartarine", "tarta rine"),
        ("2031", "20,31 and 12031"),
    ],
)
def test_other_words_are_not_the_name(
    index: SearchIndex, store: Store, asked: str, written: str
) -> None:
    store(written)

    assert not look_for(asked, index).in_full


@pytest.mark.parametrize(
    ("place", "known"),
    [
        ("title", {"title": "Elon Musk at sea"}),
        ("author", {"author": "Elon Musk"}),
        ("publisher", {"publisher": "The Élon-Musk Gazette"}),
        ("source", {"source": "elon_musk.txt"}),
    ],
)
def test_a_name_beside_the_text_is_found_there(
    index: SearchIndex, store: Store, place: str, known: dict[str, str]
) -> None:
    store(**known)

    (mention,) = look_for("Elon Musk", index).mentions

    assert (mention.place, mention.span) == (place, None)


def test_a_document_of_which_nothing_is_searched_is_looked_at(
    index: SearchIndex, store: Store
) -> None:
    store("Follow Elon Musk.", searched=False)

    assert words(look_for("Elon Musk", index), index) == ["Elon Musk"]


def test_a_name_that_stands_nowhere_is_absent(index: SearchIndex, store: Store) -> None:
    store("Follow us.")

    looked = look_for("Elon Musk", index)

    assert looked.absent
    assert not looked.mentions and not looked.near


def test_what_was_removed_or_replaced_is_not_found(index: SearchIndex, store: Store) -> None:
    store("Follow Elon Musk.")
    store("Follow Elon Musk.", "b.txt")
    assert len(look_for("Elon Musk", index).mentions) == 2

    store("Follow us.")
    index.remove("b.txt")

    assert look_for("Elon Musk", index).absent


def test_only_documents_let_by_are_looked_at(index: SearchIndex, store: Store) -> None:
    store("Follow us.")
    store("Follow Elon Musk.", "b.txt", language="fr")
    store("Follow Ann Vole.", "c.txt", searched=False)

    def absent(name: str, where: Filter) -> bool:
        return look_for(name, index, where).absent

    assert absent("Elon Musk", Filter(sources=frozenset({"a.txt"})))
    assert not absent("Elon Musk", Filter(sources=frozenset({"b.txt"})))
    assert absent("Elon Musk", Filter(languages=frozenset({"en"})))
    assert not absent("Elon Musk", Filter(languages=frozenset({"fr"})))
    assert absent("Ann Vole", Filter(sources=frozenset({"a.txt", "b.txt"})))
    assert not absent("Ann Vole", Filter(sources=frozenset({"c.txt"})))


def test_a_surname_alone_is_found_as_a_part(index: SearchIndex, store: Store) -> None:
    store("Follow Musk.")

    looked = look_for("Elon Musk", index)

    assert looked.found == "Musk"
    assert not looked.in_full and not looked.absent
    assert words(looked, index) == ["Musk"]


@pytest.mark.parametrize(
    ("written", "found"),
    [("Follow Jean Martin.", False), ("follow jean shorts.", False), ("So Jean left.", False),
     ("Then came Jean, late.", True)],
)  # fmt: skip
def test_a_first_name_counts_only_where_it_is_nobody_elses(
    index: SearchIndex, store: Store, written: str, found: bool
) -> None:
    store(written)

    assert (look_for("Jean Dupont", index).found == "Jean") == found


@pytest.mark.parametrize("asked", ["Tom Harkr", "Tom Harkker", "Tom Harkor", "Tom Hakrer"])
def test_a_typing_error_is_told_from_an_absent_name(
    index: SearchIndex, store: Store, asked: str
) -> None:
    store("Follow TOM HARKER. Tom Harker sails. Tom Harper too.")

    looked = look_for(asked, index)

    assert not looked.in_full
    assert "Tom Harker" in looked.near
    assert ("Tom Harper" in looked.near) == (asked == "Tom Harpr")


def test_two_names_one_error_away_are_both_told(index: SearchIndex, store: Store) -> None:
    store("Tom Harker and Tom Harper sail. Tom Harker rows.")

    assert look_for("Tom Harger", index).near == ("Tom Harker", "Tom Harper")


@pytest.mark.parametrize(
    ("asked", "written"),
    [("Musc", "Musk"), ("Tom Harker", "Tim Harker"), ("Tom Harkre", "Tim Harker"),
     ("Haarberr", "the harbour"), ("4812", "4813"), ("Tavell", "tavel")],
)  # fmt: skip
def test_a_short_word_two_errors_or_no_name_are_no_typing_error(
    index: SearchIndex, store: Store, asked: str, written: str
) -> None:
    store(f"See {written}.")

    assert look_for(asked, index).near == ()


def test_where_not_all_could_be_looked_at_nothing_is_absent(
    index: SearchIndex, store: Store
) -> None:
    for number in range(4):
        store("Elon sails. Later, Musk rows.", f"{number}.txt")

    looked = look_for("Elon Musk", index, dials=RefusalDials(documents=3))

    assert not looked.in_full
    assert not looked.whole and not looked.absent


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("harker", "harkr", True),
        ("harker", "harkers", True),
        ("harker", "barker", True),
        ("harker", "ahrker", True),
        ("harker", "harekr", True),
        ("harker", "harker", False),
        ("harker", "hraekr", False),
        ("harker", "harrk", False),
        ("abcd", "badc", False),
    ],
)
def test_one_error_is_a_letter_more_less_other_or_two_that_changed_places(
    one: str, other: str, apart: bool
) -> None:
    assert one_error_apart(one, other) == apart == one_error_apart(other, one)
