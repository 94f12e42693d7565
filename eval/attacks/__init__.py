"""TODO eval/attacks."""
