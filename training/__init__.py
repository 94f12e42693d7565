"""Training of the shipped word lists and of the embedder."""
