"""TODO rag/lang."""
