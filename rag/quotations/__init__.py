"""Who said what: words attributed to somebody, found in a document as data."""

from dixit.rag.quotations.find import find_quotations

__all__ = ["find_quotations"]
