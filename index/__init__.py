"""A persistent search index over documents: BM25 and vector search, on SQLite.

Only `search_index`, `records`, `filters`, `manifest` and `errors` are meant for other packages.
The index knows no files and no models: callers bring texts, spans and vectors.
"""
