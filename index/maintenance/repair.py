"""Repair of a damaged database: intact documents are copied to a new one, the others are named."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from dixit.index.errors import IndexDamaged
from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import IndexedDocument
from dixit.index.storage import integrity
from dixit.index.storage.atomic import sync
from dixit.index.storage.database import Database
from dixit.index.storage.kept_away import KeptAway, keep_away, kept_away
from dixit.index.storage.lock import Lock, unwritable_error
from dixit.index.storage.paths import (
    DATABASE,
    WRITER_LOCK,
    check_not_empty,
    check_there,
    remove_database,
)
from dixit.index.storage.store import Store


@dataclass(frozen=True, slots=True)
class Repair:
    """Result of a repair."""

    problems: tuple[str, ...]
    """One sentence for each problem found; empty if there was none."""
    kept: int
    """Number of intact documents."""
    lost: tuple[str, ...] = ()
    """Names of the damaged documents, as far as they could be read; their files must be indexed
    again."""
    set_aside: str | None = None
    """Path of a copy of the damaged database; None if the database was intact."""

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit repair --json`."""
        return {
            "problems": list(self.problems),
            "kept": self.kept,
            "lost": list(self.lost),
            "set_aside": self.set_aside,
        }


def repair_database(folder: Path, wait_s: float) -> Repair:
    """Replace a damaged database by one that holds its intact documents, under the writer lock.

    The damaged file is kept as `dixit.sqlite.damaged-N`. The new one takes its place atomically.

    Args:
        folder: the index folder.
        wait_s: seconds to wait for another process that writes.

    Raises:
        IndexMissing: the folder holds no database.
        SchemaMismatch: the tables are not those of this version.
        IndexBusy: another process still writes after the wait.
        IndexStoreError: the folder cannot be read or written.
    """
    check_there(folder)
    try:
        with Lock(folder / WRITER_LOCK, wait_s).hold():
            return _repair(folder / DATABASE)
    except OSError as error:
        raise unwritable_error(folder, error) from error


def _repair(path: Path) -> Repair:
    repaired = path.with_name(f"{path.name}.aside")
    remove_database(repaired)
    kept, lost = 0, list[str]()
    try:
        check_not_empty(path)
        database = Database.open(path)
    except IndexDamaged as error:
        problems = [str(error)]
        Database.open(repaired, to_write=True).close()
    else:
        try:
            store = Store(database)
            problems = integrity.problems(store)
            if not problems:
                return Repair((), len(store.documents()))
            kept, lost = _copy(store, repaired)
        finally:
            database.close()
    set_aside = next(
        name
        for number in count(1)
        if not (name := path.with_name(f"{path.name}.damaged-{number}")).exists()
    )
    for ending in ("", "-wal"):
        damaged = path.with_name(path.name + ending)
        if damaged.exists():
            shutil.copy2(damaged, set_aside.with_name(set_aside.name + ending))
    for ending in ("-wal", "-shm"):  # SQLite would apply them to the new file.
        path.with_name(path.name + ending).unlink(missing_ok=True)
    repaired.replace(path)
    sync(path.parent)
    return Repair(tuple(problems), kept, tuple(sorted(lost)), str(set_aside))


def _copy(store: Store, path: Path) -> tuple[int, list[str]]:
    """Copy the intact documents to a new database: their number, and the names of the others."""
    kept, lost = 0, list[str]()
    database = Database.open(path, to_write=True)
    try:
        copy = Store(database)
        with database.transaction() as generation:
            embedder = _embedder(store)
            for entry in _entries(store):
                if isinstance(entry, str):
                    lost.append(entry)
                    continue
                # The manifest is damaged: an unknown embedder forces a rebuild before an addition.
                embedder = embedder or EmbedderIdentity("unknown", "", entry.vectors.shape[1])
                copy.put(entry, generation)
                kept += 1
            if embedder is not None:
                copy.set_manifest(embedder.as_entries())
            keep_away(copy, _kept_away(store))
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        database.close()
    return kept, lost


def _embedder(store: Store) -> EmbedderIdentity | None:
    try:
        return EmbedderIdentity.from_entries(store.manifest())
    except IndexDamaged:
        return None


def _kept_away(store: Store) -> list[KeptAway]:
    """The articles removed for good; if one row is damaged, none is certain."""
    try:
        return kept_away(store)
    except IndexDamaged:
        return []


def _entries(store: Store) -> Iterator[IndexedDocument | str]:
    """Every document by ascending id; its name alone if it is damaged."""
    last = 0
    for newest in (
        "SELECT seq FROM sqlite_sequence WHERE name = 'documents'",
        "SELECT max(id) FROM documents",
    ):
        try:
            last = max([last, *(row[0] or 0 for row in store.database.fetch_all(newest))])
        except IndexDamaged:
            continue
    for document_id in range(1, last + 1):
        name = f"document {document_id}"
        try:
            rows = store.database.fetch_all(
                "SELECT source FROM documents WHERE id = ?", (document_id,)
            )
            if rows:
                name = str(rows[0][0])
                yield store.stored_document_by_id(document_id)
        except IndexDamaged:
            yield name
