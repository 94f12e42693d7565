"""The index's one door: documents go in whole, are found, replaced, and gone."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dixit.index.errors import (
    EmbedderMismatch,
    IndexDamaged,
    IndexMissing,
    IndexStoreError,
    SchemaMismatch,
    SourceUnknown,
)
from dixit.index.manifest import EmbedderIdentity
from dixit.index.search_index import SearchIndex
from tests.index.conftest import Opener
from tests.index.samples import DIMENSION, IDENTITY, entry, same, vector

NEWS = "Marie annonce un accord.\nPaul parle de Renault et d'Alibaba.\n"
SPORT = "Léa gagne la course.\n"


def by_words(index: SearchIndex, text: str) -> list[str]:
    matches = index.search_text(text, "fr", 10)
    passages = index.passages(match.passage_id for match in matches)
    return [passages[match.passage_id].text for match in matches]


def by_meaning(index: SearchIndex, text: str, k: int = 1) -> list[str]:
    matches = index.search_vector(vector(text), k)
    passages = index.passages(match.passage_id for match in matches)
    return [passages[match.passage_id].text for match in matches]


def test_a_document_comes_back_as_it_went_in(index: SearchIndex) -> None:
    put = entry("news.txt", NEWS, origin="/press/news.txt")
    index.put(put, IDENTITY)

    assert index.document("news.txt") == put.document
    assert same(index.stored_document("news.txt"), put)
    assert index.quotations() == list(put.quotations)
    (stored,) = index.documents()
    assert (stored.source, stored.origin, stored.recipe) == ("news.txt", "/press/news.txt", "r1")
    assert (stored.passages, stored.quotations, stored.characters) == (2, 2, len(NEWS))


def test_passages_are_found_by_words_and_by_meaning_at_their_places(index: SearchIndex) -> None:
    index.put(entry("news.txt", NEWS), IDENTITY)
    index.put(entry("sport.txt", SPORT), IDENTITY)

    assert by_words(index, "accords") == ["Marie annonce un accord."]
    assert by_meaning(index, "la course de Léa") == ["Léa gagne la course."]
    (match,) = index.search_text("Alibaba", "en", 10)
    passage = index.passages([match.passage_id])[match.passage_id]
    assert NEWS[passage.span.start : passage.span.end] == passage.text
    assert passage.language == "fr"
    assert index.passages_over(passage.span) == [match.passage_id]


def test_the_cosines_of_chosen_passages_are_told_and_of_none_that_are_gone(
    index: SearchIndex,
) -> None:
    index.put(entry("news.txt", NEWS), IDENTITY)
    index.put(entry("sport.txt", SPORT), IDENTITY)
    asked = vector("la course de Léa")
    nearest = {match.passage_id: match.score for match in index.search_vector(asked, 10)}
    (gone,) = (match.passage_id for match in index.search_text("course", "fr", 10))

    assert index.cosines(asked, nearest) == pytest.approx(nearest)
    index.remove("sport.txt")
    assert index.cosines(asked, [gone]) == {}
    assert index.cosines(asked, []) == {}


def test_a_passage_is_found_by_its_title_which_it_does_not_hold(index: SearchIndex) -> None:
    index.put(entry("news.txt", NEWS), IDENTITY)

    assert sorted(by_words(index, "Quel titre ?")) == sorted(NEWS.splitlines())
    assert by_words(index, "le titre où l'on parle d'Alibaba")[0] == NEWS.splitlines()[1]


def test_a_replaced_document_leaves_nothing_of_the_old_one(index: SearchIndex) -> None:
    index.put(entry("news.txt", NEWS), IDENTITY)
    by_words(index, "accord")
    index.put(entry("news.txt", SPORT), IDENTITY)

    assert by_words(index, "accord") == []
    assert by_words(index, "course") == ["Léa gagne la course."]
    assert by_meaning(index, "Marie annonce un accord", k=5) == ["Léa gagne la course."]
    assert [quotation.speaker for quotation in index.quotations()] == ["Léa"]
    assert index.verify() == []


def test_a_removed_document_is_gone_from_everywhere(index: SearchIndex) -> None:
    index.put(entry("news.txt", NEWS), IDENTITY)
    index.put(entry("sport.txt", SPORT), IDENTITY)
    index.remove("news.txt")

    assert [document.source for document in index.documents()] == ["sport.txt"]
    assert by_words(index, "accord Alibaba") == []
    assert by_meaning(index, "accord", k=9) == ["Léa gagne la course."]
    with pytest.raises(SourceUnknown, match=r"news\.txt"):
        index.document("news.txt")
    with pytest.raises(SourceUnknown, match=r"news\.txt"):
        index.remove("news.txt")


def test_two_documents_of_the_same_text_are_both_found(index: SearchIndex) -> None:
    index.put(entry("a.txt", SPORT), IDENTITY)
    index.put(entry("b.txt", SPORT), IDENTITY)

    matches = index.search_text("course", "fr", 10)
    passages = index.passages(match.passage_id for match in matches)
    assert {passage.span.source for passage in passages.values()} == {"a.txt", "b.txt"}


def test_a_document_that_cannot_be_stored_whole_is_not_stored_at_all(index: SearchIndex) -> None:
    index.put(entry("news.txt", NEWS), IDENTITY)
    whole = entry("news.txt", SPORT + NEWS)
    lacking = replace(whole, vectors=whole.vectors[:1])
    with pytest.raises(ValueError, match="vectors"):
        index.put(lacking, IDENTITY)

    assert index.document("news.txt").text == NEWS
    assert by_words(index, "accord") == ["Marie annonce un accord."]
    assert index.verify() == []


def test_what_one_writes_another_who_has_it_open_finds(index: SearchIndex, reopen: Opener) -> None:
    index.put(entry("news.txt", NEWS), IDENTITY)
    reader = reopen()
    assert by_words(reader, "accord") == ["Marie annonce un accord."]
    index.put(entry("sport.txt", SPORT), IDENTITY)
    index.remove("news.txt")

    assert by_words(reader, "accord") == []
    assert by_meaning(reader, "course") == ["Léa gagne la course."]


def test_what_was_stored_is_there_when_opened_again(index: SearchIndex, reopen: Opener) -> None:
    index.put(entry("news.txt", NEWS), IDENTITY)
    index.catch_up()
    index.close()
    again = reopen()

    assert again.embedder() == IDENTITY
    assert by_words(again, "accord") == ["Marie annonce un accord."]
    assert by_meaning(again, "Marie annonce un accord") == ["Marie annonce un accord."]


def test_another_embedder_is_refused_by_both_names_and_the_way_out(index: SearchIndex) -> None:
    index.put(entry("news.txt", NEWS), IDENTITY)
    other = EmbedderIdentity("another", "1" * 64, DIMENSION)
    with pytest.raises(EmbedderMismatch, match=r"hashed-words.*another.*dixit index --rebuild"):
        index.put(entry("sport.txt", SPORT), other)

    assert [document.source for document in index.documents()] == ["news.txt"]


def test_a_rebuild_takes_on_another_embedder_in_one_step(index: SearchIndex) -> None:
    index.put(entry("news.txt", NEWS), IDENTITY)
    by_meaning(index, "accord")
    wide = EmbedderIdentity("wide", "2" * 64, 2 * DIMENSION)
    narrow = entry("news.txt", NEWS)
    rows = np.hstack([narrow.vectors, narrow.vectors]) / np.float32(np.sqrt(2))
    index.put_all([replace(narrow, vectors=rows)], wide, rebuild=True)

    assert index.embedder() == wide
    assert len(index.search_vector(rows[0], 5)) == 2
    assert index.verify() == []


def test_a_rebuild_that_leaves_a_document_out_changes_nothing(index: SearchIndex) -> None:
    index.put(entry("news.txt", NEWS), IDENTITY)
    index.put(entry("sport.txt", SPORT), IDENTITY)
    new = EmbedderIdentity("new", "3" * 64, DIMENSION)
    with pytest.raises(IndexStoreError, match=r"sport\.txt"):
        index.put_all([entry("news.txt", NEWS)], new, rebuild=True)

    assert index.embedder() == IDENTITY
    assert len(index.documents()) == 2
    assert by_meaning(index, "course") == ["Léa gagne la course."]


def test_a_folder_without_an_index_is_told_and_not_made(folder: Path) -> None:
    with pytest.raises(IndexMissing, match="dixit index"):
        SearchIndex.open(folder)

    assert not folder.exists()


def test_a_newer_schema_is_refused(index: SearchIndex, folder: Path) -> None:
    index.close()
    with sqlite3.connect(folder / "dixit.sqlite") as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(SchemaMismatch, match=r"999.*upgrade"):
        SearchIndex.open(folder)


def test_a_file_that_is_no_database_is_refused(folder: Path) -> None:
    folder.mkdir()
    (folder / "dixit.sqlite").write_text("not a database, whatever its name says" * 100)
    with pytest.raises(IndexDamaged, match="damaged"):
        SearchIndex.open(folder)


def test_verify_tells_of_a_text_that_was_tampered_with(index: SearchIndex, folder: Path) -> None:
    index.put(entry("news.txt", NEWS), IDENTITY)
    assert index.verify() == []
    with sqlite3.connect(folder / "dixit.sqlite") as connection:
        connection.execute("UPDATE texts SET text = replace(text, 'accord', 'refus')")

    assert any("news.txt" in problem for problem in index.verify())


def test_verify_tells_of_a_place_outside_its_text(index: SearchIndex, folder: Path) -> None:
    index.put(entry("news.txt", NEWS), IDENTITY)
    with sqlite3.connect(folder / "dixit.sqlite") as connection:
        connection.execute('UPDATE quotations SET "end" = 9999')

    assert any("9999" in problem for problem in index.verify())
