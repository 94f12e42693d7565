"""Asking a question set: run files, resuming, scores, summaries, comparisons."""
