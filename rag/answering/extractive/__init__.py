"""Answers in the sentences of the articles; no model is needed."""
