"""What a text is made of: paragraphs, lines and their looks, sentences, quoted words, each once.

Cutting sentences is the dear part of reading. Metadata, boilerplate, chunking and quotation finding
ask for the same ones, and get them from one `Layout`.
"""

from functools import cached_property

from dixit.rag.parsing.line_shapes import Line, lines_in
from dixit.rag.parsing.quotation_marks import Quoted, quoted_in
from dixit.rag.parsing.sentences import blocks, sentences_in

Place = tuple[int, int]
"""Start and end, in characters of the text."""


class Layout:
    """A text, and what was read off it so far.

    Two threads that share one may both do the same reading; what they read is the same.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._sentences: dict[Place, tuple[Place, ...]] = {}
        self._quoted: dict[Place, tuple[Quoted, ...]] = {}

    @cached_property
    def paragraphs(self) -> tuple[Place, ...]:
        """Each paragraph, heading or line of its own, in order."""
        return tuple(blocks(self.text))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The paragraphs with what their words and shape tell, in order."""
        return lines_in(self.text, self.paragraphs)

    @cached_property
    def all_sentences(self) -> tuple[Place, ...]:
        """The sentences of every paragraph, in order."""
        return tuple(
            place for start, end in self.paragraphs for place in self.sentences(start, end)
        )

    def sentences(self, start: int, end: int) -> tuple[Place, ...]:
        """The sentences of one block.

        Args:
            start: offset of the block's first character.
            end: offset after its last one.
        """
        place = (start, end)
        if place not in self._sentences:
            self._sentences[place] = sentences_in(self.text, start, end)
        return self._sentences[place]

    def quoted(self, start: int, end: int) -> tuple[Quoted, ...]:
        """The outermost words between quotation marks of one block, in order.

        Args:
            start: offset of the block's first character.
            end: offset after its last one.
        """
        place = (start, end)
        if place not in self._quoted:
            self._quoted[place] = tuple(quoted_in(self.text, start, end))
        return self._quoted[place]

    def sentence_around(self, start: int, end: int) -> Place:
        """The sentences that hold a place, from the head of its first line to the end of its last.

        Args:
            start: offset of the place's first character.
            end: offset after its last one.
        """
        first = self.text.rfind("\n", 0, start) + 1
        last = self.text.find("\n", end)
        places = self.sentences(first, last if last >= 0 else len(self.text))
        return (
            max((at for at, _ in places if at <= start), default=start),
            min((to for _, to in places if to >= end), default=end),
        )
