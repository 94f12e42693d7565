"""The learned models that ship, but for the embedder: boosted trees, and a cross-encoder.

The cross-encoder reads a passage for a question, and judges a statement by a premise.
"""
