"""A document parsed once, for all that reads it: chunking, quotations, answering."""

from functools import cached_property

from dixit.index.records import Document
from dixit.rag.parsing.boilerplate import Block, blocks_in
from dixit.rag.parsing.layout import Layout


class Article:
    """A document with the layout of its text and its blocks, boilerplate told apart.

    Args:
        document: the document.
        layout: that of its text, where it was made already; else it is made when first asked for.
    """

    def __init__(self, document: Document, layout: Layout | None = None) -> None:
        self.document = document
        self.layout = layout or Layout(document.text)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the text in order, white space left out."""
        return blocks_in(self.document, self.layout)
