"""Refusals: where a name occurs, how it may be spelt, and what can be said about it."""
