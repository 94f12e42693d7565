"""Quotations: statements in a document with their speakers, offices and cues."""

from dixit.rag.quotations.find import find_quotations, quotations_in

__all__ = ["find_quotations", "quotations_in"]
