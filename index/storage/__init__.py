"""TODO index/storage."""
