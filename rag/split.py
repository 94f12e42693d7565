"""Documents to passages: whole sentences, sized by the embedder's own count of tokens."""

from collections.abc import Callable, Iterator, Sequence

from index.records import Document, Passage, Span
from index.tokens import words
from rag.sentences import blocks, sentences_in

RULES_VERSION = "1"

PASSAGE_TOKENS = 180
"""The most tokens in a passage, unless the embedder's window is smaller."""

CountTokens = Callable[[Sequence[str]], list[int]]


def split(document: Document, count_tokens: CountTokens, window: int) -> tuple[Passage, ...]:
    """Passages in order of place; each sentence that is not debris lies whole in one at least.

    A passage holds as many sentences as fit; the last one is repeated at the head of the next
    where it leaves room for more. A sentence that is itself too long is cut between words.
    """
    limit = min(PASSAGE_TOKENS, window)
    text = document.text
    return tuple(
        Passage(Span(document.source, start, end), text[start:end], document.language)
        for run in _runs(text)
        for start, end in _packed(text, run, count_tokens, limit)
    )


def _runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Sentences that follow one another with no debris between them."""
    run: list[tuple[int, int]] = []
    for start, end in blocks(text):
        if not is_debris(text[start:end]):
            run.extend(sentences_in(text, start, end))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _packed(
    text: str, run: list[tuple[int, int]], count_tokens: CountTokens, limit: int
) -> Iterator[tuple[int, int]]:
    """A run of sentences as passages that each fit the limit."""
    counts = count_tokens([text[start:end] for start, end in run])
    places = [
        piece
        for place, count in zip(run, counts, strict=True)
        for piece in _pieces(text, place, count, count_tokens, limit)
    ]
    sizes = counts if places == run else count_tokens([text[start:end] for start, end in places])
    first = 0
    while first < len(places):
        last, size = first, sizes[first]
        while last + 1 < len(places) and size + sizes[last + 1] <= limit:
            last += 1
            size += sizes[last]
        yield places[first][0], places[last][1]
        if last + 1 == len(places):
            return
        overlaps = last > first and sizes[last] + sizes[last + 1] <= limit
        first = last if overlaps else last + 1


def is_debris(block: str) -> bool:
    """Whether a line of its own says nothing: a button, a caption of one name, a code of digits."""
    count = len(words(block))
    letters = sum(character.isalpha() for character in block)
    ends_sentence = block.rstrip('»”") \u00a0').endswith((".", "!", "?", "…"))
    return letters < len(block) / 4 or (count < 4 and not (ends_sentence and count > 1))


def _pieces(
    text: str, place: tuple[int, int], count: int, count_tokens: CountTokens, limit: int
) -> list[tuple[int, int]]:
    """A sentence of `count` tokens cut in halves between words until each fits."""
    start, end = place
    if count <= limit or end - start < 2:
        return [place]
    middle = (start + end) // 2
    cut = text.rfind(" ", start + 1, middle + 1)
    cut = cut if cut > start else text.find(" ", middle, end - 1)
    cut = cut if start < cut < end else middle
    following = cut + 1 if text[cut].isspace() and cut + 1 < end else cut
    halves = [(start, cut), (following, end)]
    counts = count_tokens([text[first:last] for first, last in halves])
    return [
        piece
        for half, size in zip(halves, counts, strict=True)
        for piece in _pieces(text, half, size, count_tokens, limit)
    ]
