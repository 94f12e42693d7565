"""TODO eval/sets."""
