"""Checking a draft: each of its statements against the articles."""
