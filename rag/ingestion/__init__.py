"""TODO rag/ingestion."""
