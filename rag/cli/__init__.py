"""TODO rag/cli."""
