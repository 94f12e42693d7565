"""TODO rag/answering/generative."""
