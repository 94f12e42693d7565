"""Documents to passages: whole sentences, sized by the embedder's own count of tokens."""

from collections.abc import Callable, Iterator, Sequence

from dixit.index.records import Document, Passage, Span
from dixit.rag.lang.detection import passage_language
from dixit.rag.parsing.article import Article
from dixit.rag.parsing.layout import Layout, Place

PASSAGE_TOKENS = 120
"""The most tokens in a passage, unless the embedder's window is smaller."""

_LEAD_SHARE = 4
"""The part of the window, one in so many, that a title may take."""

CountTokens = Callable[[Sequence[str]], list[int]]


def split(
    article: Article, count_tokens: CountTokens, window: int, most: int = PASSAGE_TOKENS
) -> tuple[Passage, ...]:
    """Passages in order of place; each sentence that is not debris lies whole in one at least.

    A passage holds as many sentences as fit, and those of one quotation together; the last one
    is repeated at the head of the next where it leaves room for more. What is itself too long is
    cut: a quotation between its sentences, a sentence between its words. No passage reaches over
    debris.

    Args:
        article: the document to cut.
        count_tokens: the embedder's count of the tokens of some texts.
        window: the most tokens that the embedder reads, with the title before a passage.
        most: the most tokens in a passage, where the window leaves room for so many.
    """
    document = article.document
    in_front = count_tokens([lead(document, count_tokens, window)])[0]
    limit = max(1, min(most, window - in_front))
    text = document.text
    return tuple(
        Passage(
            Span(document.source, start, end),
            text[start:end],
            passage_language(text[start:end], document.language),
        )
        for run in _runs(article)
        for start, end in _packed(text, run, count_tokens, limit)
    )


def lead(document: Document, count_tokens: CountTokens, window: int) -> str:
    """What is put before each passage when it is embedded: the title, unless it is a long one.

    On nDCG@10 of the vectors alone it is worth .033 for English questions over French (PIAF),
    .010 for French ones, and nothing for English over English (XQuAD).
    """
    title = f"{document.title}\n" if document.title else ""
    return title if count_tokens([title])[0] <= window / _LEAD_SHARE else ""


def _runs(article: Article) -> Iterator[list[list[Place]]]:
    """Sentences that follow one another with no debris between them, those of a quotation tied."""
    run: list[list[Place]] = []
    for block in article.blocks:
        if not block.debris:
            run.extend(_tied(article.layout, block.start, block.end))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _tied(layout: Layout, start: int, end: int) -> list[list[Place]]:
    """The sentences of a block, in groups that no quotation reaches out of."""
    marks = iter(layout.quoted(start, end))
    mark = next(marks, None)
    groups: list[list[Place]] = []
    within = False
    for place in layout.sentences(start, end):
        if within:
            groups[-1].append(place)
        else:
            groups.append([place])
        while mark is not None and mark.close <= place[1]:
            mark = next(marks, None)
        within = mark is not None and mark.open < place[1]
    return groups


def _packed(
    text: str, run: list[list[Place]], count_tokens: CountTokens, limit: int
) -> Iterator[Place]:
    """A run of sentences as passages that each fit the limit."""
    places = list(_fitting(text, run, count_tokens, limit))
    sizes = count_tokens([text[start:end] for start, end in places])
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


def _fitting(
    text: str, run: list[list[Place]], count_tokens: CountTokens, limit: int
) -> Iterator[Place]:
    """Groups that fit as one place each; the others sentence by sentence, or piece by piece."""
    groups = [(group[0][0], group[-1][1]) for group in run]
    counts = count_tokens([text[start:end] for start, end in groups])
    for group, whole, count in zip(run, groups, counts, strict=True):
        if count <= limit:
            yield whole
            continue
        sizes = count_tokens([text[start:end] for start, end in group])
        for place, size in zip(group, sizes, strict=True):
            yield from _pieces(text, place, size, count_tokens, limit)


def _pieces(
    text: str, place: Place, count: int, count_tokens: CountTokens, limit: int
) -> list[Place]:
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
