"""Refusals: where a name stands, how it is spelled, what may be said of it."""
