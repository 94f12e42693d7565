"""Measures of a question: one rule each, computed from the run file alone."""
