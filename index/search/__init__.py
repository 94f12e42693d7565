"""The derived indexes: BM25 with tantivy, dense vectors with FAISS, and how they catch up."""
