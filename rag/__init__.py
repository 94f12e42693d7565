"""The pipeline from articles to cited answers."""
