"""Quotations: statements in a document with their speakers, offices and cues."""

from dixit.rag.quotations.find import RULES_VERSION, find_quotations

__all__ = ["RULES_VERSION", "find_quotations"]
