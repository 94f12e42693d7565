"""Verification of a statement against the text that it cites."""
