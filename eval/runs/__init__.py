"""Runs of question sets: run files, resumption, scores, summaries, comparisons."""
