"""TODO rag/question."""
