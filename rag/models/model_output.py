"""What the cross-encoder gives for two texts: numbers for each token."""

from dataclasses import dataclass

from dixit.rag.embedders.onnx_graph import Numbers

COLUMNS = ("start", "end", "sentence", "none", "supported", "contradicted", "unsaid")
"""What is told of each token, in the order of the numbers."""
START, END, SENTENCE, NONE, SUPPORTED = range(5)


@dataclass(frozen=True, slots=True)
class ModelOutput:
    """Numbers for the tokens of two texts that were read as one.

    Attributes:
        numbers: shape (tokens, len(COLUMNS)); the first token stands for the whole.
        first: (start, end) of the first text's tokens.
        second: the same of the second text.
        offsets: (start, end) of each token in its own text, in characters.
    """

    numbers: Numbers
    first: tuple[int, int]
    second: tuple[int, int]
    offsets: list[tuple[int, int]]

    def tokens_of(self, start: int, end: int) -> list[int]:
        """The tokens of a place in the second text.

        Args:
            start: its first character.
            end: behind its last one.
        """
        return [
            at
            for at in range(*self.second)
            if self.offsets[at][0] < end and start < self.offsets[at][1]
        ]
