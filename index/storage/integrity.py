"""Integrity checks of the database: SQLite's own, checksums, and constraints between rows."""

import json

from dixit.index.errors import IndexDamaged
from dixit.index.storage.rows import text_hash
from dixit.index.storage.store import Store
from dixit.index.text.fingerprints import fingerprints

_CHECKS: tuple[tuple[str, str], ...] = (
    (
        "SELECT source FROM documents LEFT JOIN texts ON document_id = id "
        "WHERE document_id IS NULL ORDER BY source",
        "{0}: its text is missing",
    ),
    (
        'SELECT source, start, "end" FROM documents JOIN '
        '(SELECT document_id, start, "end" FROM passages '
        'UNION ALL SELECT document_id, start, "end" FROM quotations) '
        'ON document_id = documents.id WHERE start < 0 OR start >= "end" OR "end" > characters',
        "{0}: the place {1}:{2} lies outside its text",
    ),
    (
        "SELECT DISTINCT source FROM documents JOIN passages ON document_id = documents.id "
        "LEFT JOIN vectors ON passage_id = passages.id WHERE passage_id IS NULL "
        "OR vectors.checksum != checksum(vector) OR length(vector) != 4 * "
        "(SELECT value FROM manifest WHERE key = 'embedder.dimension') ORDER BY source",
        "{0}: the vectors of its passages are missing or have changed",
    ),
    (
        "SELECT DISTINCT source FROM documents JOIN passages ON document_id = documents.id "
        "WHERE passages.checksum != "
        'checksum(document_id, start, "end", passages.language, generation) ORDER BY source',
        "{0}: the places of its passages have changed",
    ),
    (
        "SELECT DISTINCT source FROM documents JOIN quotations ON document_id = documents.id "
        "WHERE quotations.checksum != checksum(document_id, start, "
        '"end", speaker, role, cue, direct, speaker_start, speaker_end, role_start, role_end, '
        "cue_start, cue_end) ORDER BY source",
        "{0}: its quotations have changed",
    ),
    (
        "SELECT source FROM documents WHERE checksum != checksum(source, text_hash, characters, "
        "content_hash, language, title, published, publisher, author, page_starts, metadata, "
        "origin, recipe) ORDER BY source",
        "{0}: its metadata has changed",
    ),
    (
        "SELECT source FROM kept_away WHERE checksum != checksum(source, origin, text_hash) "
        "ORDER BY source",
        "{0}, which was removed for good: what is remembered of it has changed",
    ),
    (
        "SELECT key FROM manifest WHERE checksum != checksum(key, value) ORDER BY key",
        "the manifest's entry {0} has changed",
    ),
    (
        "SELECT count(*) FROM removed JOIN passages ON id = passage_id HAVING count(*) > 0",
        "{0} passages that are there are marked as removed",
    ),
    (
        "SELECT count(*) FROM passages "
        "WHERE generation > (SELECT max(generation) FROM states) HAVING count(*) > 0",
        "{0} passages are of a change that never was",
    ),
)
"""(statement, message): each row that the statement returns is one problem, formatted into the
message."""


def problems(store: Store) -> list[str]:
    """Check everything that is stored; reads the whole database.

    Args:
        store: the store, within a snapshot.

    Returns:
        One sentence for each problem; empty if there is none.
    """
    database = store.database
    try:
        checked = [row[0] for row in database.fetch_all("PRAGMA integrity_check")]
        faults = [" ".join(fault.split()) for fault in checked if fault != "ok"]
        orphans = {row[0] for row in database.fetch_all("PRAGMA foreign_key_check")}
        faults += [f"rows of {table} belong to nothing that is there" for table in sorted(orphans)]
        for source, text, digest, stored in database.iterate(
            "SELECT source, text, text_hash, (SELECT json_group_array(hash) "
            "FROM (SELECT hash FROM fingerprints WHERE document_id = documents.id ORDER BY hash)) "
            "FROM documents JOIN texts ON document_id = id ORDER BY source"
        ):
            if text_hash(text) != digest:
                faults.append(f"{source}: its text has changed")
            elif json.loads(stored) != fingerprints(text):
                faults.append(f"{source}: the fingerprints of its text have changed")
        for statement, message in _CHECKS:
            faults.extend(message.format(*row) for row in database.fetch_all(statement))
    except IndexDamaged as error:
        return [str(error)]
    return [f"{database.path}: {fault}; run `dixit repair`" for fault in faults]
