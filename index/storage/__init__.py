"""The SQLite store: schema, rows, checksums, locks, atomic files."""
