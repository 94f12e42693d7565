"""Files into the index: finding, reading, chunking, indexing."""
