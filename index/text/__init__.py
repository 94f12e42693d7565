"""TODO index/text."""
