"""One file a format: bytes to what they say. All but plain text are read in a worker process."""
