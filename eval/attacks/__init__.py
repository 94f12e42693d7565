"""Attacks on the check: false statements and planted instructions."""
