"""Ingestion: finds files, reads and chunks them, and stores them in the index."""
