"""TODO eval/runs."""
