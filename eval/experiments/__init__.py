"""TODO eval/experiments."""
