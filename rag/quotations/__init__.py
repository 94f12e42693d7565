"""Who said what: words attributed to somebody, found in a document as data."""

from dixit.rag.quotations.find import find_quotations, quotations_in

__all__ = ["find_quotations", "quotations_in"]
