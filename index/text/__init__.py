"""Tokenization for BM25, and lookup of similar names."""
