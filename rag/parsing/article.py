"""A document parsed once, for all that reads it: chunking, quotations, answering."""

from collections import Counter
from functools import cached_property

from dixit.index.records import Document
from dixit.index.text.tokens import document_tokens
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
        self._parts: dict[str, Layout] = {}

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the text in order, white space left out."""
        return blocks_in(self.document, self.layout)

    @cached_property
    def tokens(self) -> Counter[str]:
        """The tokens that the text is found by, each with how often it stands there."""
        return Counter(document_tokens(self.document.text, self.document.language))

    def part(self, text: str) -> Layout:
        """The layout of a passage of the article, read by itself."""
        if text not in self._parts:
            self._parts[text] = Layout(text)
        return self._parts[text]
