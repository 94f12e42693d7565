"""Whatever version made an index, it opens whole, or says in a sentence why it does not."""

import json
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from dixit.index.errors import SchemaMismatch
from dixit.index.search_index import SearchIndex
from dixit.index.storage.schema import MIGRATIONS
from tests.index.samples import IDENTITY, entry, same, vector

NEWS = entry("news.txt", "Marie annonce un accord.\nPaul se tait, à Élancourt.", "/press/news.txt")
SPORT = entry("sport.txt", "Léa gagne la course.")


def oldest(path: Path) -> None:
    """A database as schema 1 kept it, written by nothing but SQL."""
    with sqlite3.connect(path) as database:
        for statement in MIGRATIONS[0]:
            database.execute(statement)
        database.execute("PRAGMA user_version = 1")
        manifest = {"index_id": "f00d", **IDENTITY.as_entries()}
        database.executemany("INSERT INTO manifest VALUES (?, ?)", manifest.items())
        database.execute("UPDATE manifest SET value = 2 WHERE key = 'generation'")
        for number, put in enumerate((NEWS, SPORT), start=1):
            document = put.document
            database.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    document.source,
                    document.text,
                    sha256(document.text.encode()).hexdigest(),
                    document.content_hash,
                    document.language,
                    document.title,
                    document.published,
                    document.publisher,
                    document.author,
                    json.dumps(document.page_starts),
                    put.origin,
                    put.recipe,
                ),
            )
            for passage, row in zip(put.passages, put.vectors, strict=True):
                database.execute(
                    'INSERT INTO passages (document_id, start, "end", language, vector, '
                    "generation) VALUES (?, ?, ?, ?, ?, ?)",
                    (number, passage.span.start, passage.span.end, "fr", row.tobytes(), number),
                )
            for said in put.quotations:
                database.execute(
                    'INSERT INTO quotations (document_id, start, "end", speaker, role, cue, '
                    "direct, speaker_start, speaker_end) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        number,
                        said.span.start,
                        said.span.end,
                        said.speaker,
                        said.role,
                        said.cue,
                        said.direct,
                        said.span.start,
                        said.span.start + 1,
                    ),
                )
    database.close()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    oldest(tmp_path / "dixit.sqlite")
    return tmp_path


def contents(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "dixit.sqlite") as database:
        return list(database.iterdump())


def without_metadata(text: str) -> str:
    return text.replace(repr(NEWS.document.metadata), "{}")


def test_an_index_of_the_oldest_schema_opens_with_all_that_was_in_it(old: Path) -> None:
    index = SearchIndex.open(old)

    assert index.verify() == []
    assert index.embedder() == IDENTITY
    for put in (NEWS, SPORT):
        kept = index.stored_document(put.document.source)
        assert without_metadata(repr(put)) == repr(kept)
    assert [m.passage_id for m in index.search_text("accord", "fr", 5)] == [1]
    assert index.search_vector(vector("Léa gagne la course."), 1)[0].passage_id == 3
    index.close()


def test_a_migrated_index_takes_changes_as_a_new_one_does(old: Path) -> None:
    index = SearchIndex.open(old)
    index.put(NEWS, IDENTITY)
    index.remove("sport.txt")

    assert same(index.stored_document("news.txt"), NEWS)
    assert [m.passage_id for m in index.search_text("accord course", "fr", 5)] == [4]
    assert index.verify() == []
    index.close()


@pytest.mark.parametrize("done", range(1, len(MIGRATIONS[1])))
def test_a_schema_that_is_half_migrated_is_refused_and_left_as_it_is(old: Path, done: int) -> None:
    with sqlite3.connect(old / "dixit.sqlite") as database:
        database.create_function("checksum", -1, lambda *_: 0)
        database.create_function("code_points", 1, len)
        for statement in MIGRATIONS[1][:done]:
            database.execute(statement)
    database.close()
    before = contents(old)

    with pytest.raises(SchemaMismatch, match="open a backup"):
        SearchIndex.open(old)
    assert contents(old) == before


def test_tables_that_are_not_of_their_version_are_refused(old: Path) -> None:
    with sqlite3.connect(old / "dixit.sqlite") as database:
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    database.close()

    with pytest.raises(SchemaMismatch, match="its tables are not that schema's"):
        SearchIndex.open(old)


@pytest.mark.parametrize("version", [len(MIGRATIONS) + 1, 999, -1])
def test_a_schema_that_is_not_known_is_refused(old: Path, version: int) -> None:
    with sqlite3.connect(old / "dixit.sqlite") as database:
        database.execute(f"PRAGMA user_version = {version}")
    database.close()

    with pytest.raises(SchemaMismatch, match=f"{version}.*upgrade"):
        SearchIndex.open(old)
