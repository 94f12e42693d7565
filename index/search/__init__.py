"""TODO index/search."""
