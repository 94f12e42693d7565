"""The tables, as numbered steps, and what must hold of their rows.

Step N takes a database from version N - 1 to N.
A step that has been released is never edited; a change is a new step at the end.
"""

_FIRST = (
    "CREATE TABLE manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "INSERT INTO manifest VALUES ('generation', '0')",
    """CREATE TABLE documents (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL,
        text_hash TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        language TEXT NOT NULL,
        title TEXT,
        published TEXT,
        publisher TEXT,
        author TEXT,
        page_starts TEXT NOT NULL,
        origin TEXT NOT NULL,
        recipe TEXT NOT NULL
    )""",
    """CREATE TABLE passages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        language TEXT NOT NULL,
        vector BLOB NOT NULL,
        generation INTEGER NOT NULL
    )""",
    "CREATE INDEX passages_document ON passages (document_id)",
    "CREATE INDEX passages_generation ON passages (generation)",
    """CREATE TABLE quotations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        speaker TEXT NOT NULL,
        role TEXT,
        cue TEXT NOT NULL,
        direct INTEGER NOT NULL,
        speaker_start INTEGER,
        speaker_end INTEGER,
        role_start INTEGER,
        role_end INTEGER,
        cue_start INTEGER,
        cue_end INTEGER
    )""",
    "CREATE INDEX quotations_document ON quotations (document_id)",
    "CREATE TABLE removed (passage_id INTEGER PRIMARY KEY, generation INTEGER NOT NULL)",
    "CREATE INDEX removed_generation ON removed (generation)",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST,)

CHECKS: tuple[tuple[str, str], ...] = (
    (
        'SELECT source, start, "end" FROM documents JOIN '
        '(SELECT document_id, start, "end" FROM passages '
        'UNION ALL SELECT document_id, start, "end" FROM quotations) '
        'ON document_id = documents.id WHERE start < 0 OR start >= "end" OR "end" > length(text)',
        "{0}: {1}:{2} lies outside the text; index the file again",
    ),
    (
        "SELECT count(*) FROM passages WHERE length(vector) != 4 * "
        "(SELECT value FROM manifest WHERE key = 'embedder.dimension') HAVING count(*) > 0",
        "{0} passages have a vector of another dimension; run `dixit index --rebuild`",
    ),
)
"""Statements that find nothing in a whole store, and what each row that they find means."""
