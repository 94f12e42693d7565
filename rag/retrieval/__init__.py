"""TODO rag/retrieval."""
