"""Retrieval benchmarks, ablations, speed and scale."""
