"""Hybrid retrieval: dense and BM25 rankings, query expansion by translation, fusion."""
