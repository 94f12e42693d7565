"""TODO rag/verification."""
