"""Opening SQLite connections, with the functions that our statements call."""

import json
import sqlite3
from pathlib import Path

from dixit.index.filters import first_day, last_day
from dixit.index.storage.checksum import checksum
from dixit.index.text.fingerprints import fingerprints

_WAIT_S = 30.0
"""Seconds to wait for a lock of another connection."""


def connect(path: Path, options: str = "") -> sqlite3.Connection:
    """Open an SQLite connection in autocommit mode, with our functions registered.

    Args:
        path: the database file.
        options: query part of the SQLite URI (https://sqlite.org/uri.html), such as
            `"?mode=ro&immutable=1"`.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}{options}",
        timeout=_WAIT_S,
        isolation_level=None,
        check_same_thread=False,
        uri=True,
    )
    register_functions(connection)
    # Sorting must not need temporary files: the disk may be full.
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def wal_bytes(path: Path) -> int:
    """Size in bytes of the write-ahead log of a database; 0 if there is none."""
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size
    except OSError:
        return 0


def register_functions(connection: sqlite3.Connection) -> None:
    """Register the Python functions that SQL statements call."""
    connection.create_function("checksum", -1, checksum, deterministic=True)
    connection.create_function("code_points", 1, len, deterministic=True)
    connection.create_function("fingerprints", 1, _fingerprints_json, deterministic=True)
    connection.create_function("first_day", 1, first_day, deterministic=True)
    connection.create_function("last_day", 1, last_day, deterministic=True)


def _fingerprints_json(text: str) -> str:
    return json.dumps(fingerprints(text))
