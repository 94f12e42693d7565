"""The database schema, as numbered migrations.

Migration N takes a database from version N - 1 to N (`PRAGMA user_version`), in one transaction.
Never edit a released migration; add a new one at the end.

Migrations may call `checksum(...)`, `code_points(text)` and `fingerprints(text)`, which
`connection.py` registers.
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

# Long values (texts, vectors) move to tables of their own, so that scans of the other columns read
# fewer pages. Every row gets a checksum. Every state gets a random token, since two copies of a
# database could reach the same number.
_SECOND = (
    "CREATE TABLE states (generation INTEGER PRIMARY KEY, token TEXT NOT NULL)",
    "INSERT INTO states SELECT CAST(value AS INTEGER), lower(hex(randomblob(16))) "
    "FROM manifest WHERE key = 'generation'",
    "DELETE FROM manifest WHERE key IN ('generation', 'index_id')",
    "ALTER TABLE manifest ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0",
    "UPDATE manifest SET checksum = checksum(key, value)",
    """CREATE TABLE texts (
        document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
        text TEXT NOT NULL
    )""",
    "INSERT INTO texts SELECT id, text FROM documents",
    "ALTER TABLE documents ADD COLUMN metadata TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE documents ADD COLUMN characters INTEGER NOT NULL DEFAULT 0",
    "UPDATE documents SET characters = code_points(text)",
    "ALTER TABLE documents DROP COLUMN text",
    "ALTER TABLE documents ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0",
    "UPDATE documents SET checksum = checksum(source, text_hash, characters, content_hash, "
    "language, title, published, publisher, author, page_starts, metadata, origin, recipe)",
    """CREATE TABLE vectors (
        passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
        vector BLOB NOT NULL,
        checksum INTEGER NOT NULL
    )""",
    "INSERT INTO vectors SELECT id, vector, checksum(vector) FROM passages ORDER BY id",
    "ALTER TABLE passages DROP COLUMN vector",
    "ALTER TABLE passages ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0",
    'UPDATE passages SET checksum = checksum(document_id, start, "end", language, generation)',
    "CREATE INDEX passages_language ON passages (language)",
    "ALTER TABLE quotations ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0",
    'UPDATE quotations SET checksum = checksum(document_id, start, "end", speaker, role, cue, '
    "direct, speaker_start, speaker_end, role_start, role_end, cue_start, cue_end)",
    "CREATE INDEX quotations_speaker ON quotations (speaker)",
)

# Copies of a text are found by its fingerprints. What was removed for good is remembered.
_THIRD = (
    """CREATE TABLE fingerprints (
        hash INTEGER NOT NULL,
        document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
        PRIMARY KEY (hash, document_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX fingerprints_document ON fingerprints (document_id)",
    "INSERT INTO fingerprints SELECT value, document_id FROM texts, json_each(fingerprints(text))",
    "CREATE INDEX documents_text_hash ON documents (text_hash)",
    """CREATE TABLE kept_away (
        source TEXT PRIMARY KEY,
        origin TEXT NOT NULL,
        text_hash TEXT NOT NULL,
        checksum INTEGER NOT NULL
    ) WITHOUT ROWID""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND, _THIRD)
"""SQL statements of each migration; their number is the current schema version."""
