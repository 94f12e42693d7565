"""The durable, searchable index: documents, passages, quotations, vectors, words."""
