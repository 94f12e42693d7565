"""TODO rag/answering/extractive."""
