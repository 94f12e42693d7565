"""Tokens: what BM25 counts."""
