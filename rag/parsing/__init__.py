"""TODO rag/parsing."""
