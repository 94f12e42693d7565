"""Retrieval baselines by other libraries."""
