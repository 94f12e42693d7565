"""TODO rag/quotations/grammar."""
