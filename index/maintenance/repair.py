"""A damaged database made sound again: what is whole is kept, and what is not is named."""

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
    """What a repair found and did."""

    problems: tuple[str, ...]
    """What was wrong, one sentence each; none where all was whole."""
    kept: int
    """Documents that are whole."""
    lost: tuple[str, ...] = ()
    """Names of those that are not, as far as they could be read: index their files again."""
    set_aside: str | None = None
    """Where the damaged database lies now; None where nothing that is stored was damaged."""

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit repair --json`."""
        return {
            "problems": list(self.problems),
            "kept": self.kept,
            "lost": list(self.lost),
            "set_aside": self.set_aside,
        }


def repair_database(folder: Path, wait_s: float) -> Repair:
    """Put a sound database in place of a damaged one, while nobody else writes.

    The damaged one is set aside, byte for byte. The sound one takes its place in one rename.

    Raises:
        IndexMissing: there is none.
        SchemaMismatch: the tables are not those that this version knows.
        IndexStoreError: it cannot be read or written, and not for damage.
    """
    check_there(folder)
    try:
        with Lock(folder / WRITER_LOCK, wait_s).hold():
            return _repaired(folder / DATABASE)
    except OSError as error:
        raise unwritable_error(folder, error) from error


def _repaired(path: Path) -> Repair:
    aside = path.with_name(f"{path.name}.aside")
    remove_database(aside)
    kept, lost = 0, list[str]()
    try:
        check_not_empty(path)
        database = Database.open(path)
    except IndexDamaged as error:
        problems = [str(error)]
        Database.open(aside, to_write=True).close()
    else:
        try:
            store = Store(database)
            problems = integrity.problems(store)
            if not problems:
                return Repair((), len(store.documents()))
            kept, lost = _copy(store, aside)
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
    for ending in ("-wal", "-shm"):  # They would be taken for the sound one's.
        path.with_name(path.name + ending).unlink(missing_ok=True)
    aside.replace(path)
    sync(path.parent)
    return Repair(tuple(problems), kept, tuple(sorted(lost)), str(set_aside))


def _copy(store: Store, path: Path) -> tuple[int, list[str]]:
    """Put what is whole into a new database: how many documents, and the names of the others."""
    kept, lost = 0, list[str]()
    database = Database.open(path, to_write=True)
    try:
        copy = Store(database)
        with database.transaction() as generation:
            embedder = _embedder(store)
            for found in _entries(store):
                if isinstance(found, str):
                    lost.append(found)
                    continue
                # Vectors of nobody knows what: to be made anew before another is added.
                embedder = embedder or EmbedderIdentity("unknown", "", found.vectors.shape[1])
                copy.put(found, generation)
                kept += 1
            if embedder is not None:
                copy.set_manifest(embedder.as_entries())
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        database.close()
    return kept, lost


def _embedder(store: Store) -> EmbedderIdentity | None:
    try:
        return EmbedderIdentity.from_entries(store.manifest())
    except IndexDamaged:
        return None


def _entries(store: Store) -> Iterator[IndexedDocument | str]:
    """Each document by number, whole; its name where it is not."""
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
