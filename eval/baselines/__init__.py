"""TODO eval/baselines."""
