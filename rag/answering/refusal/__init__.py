"""TODO rag/answering/refusal."""
