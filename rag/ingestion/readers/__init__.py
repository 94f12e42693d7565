"""Readers: one file per format. All formats except plain text are read in a worker process."""
