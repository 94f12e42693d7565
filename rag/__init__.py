"""From articles to cited answers: ingestion, retrieval, answering and verification."""
