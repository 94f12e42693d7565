"""Removal of boilerplate, on saved web pages labelled by hand.

Each page is read in two views: as HTML, and as the text that a browser copies. The words kept in
passages are compared with the words of the lines labelled as the article, as bags of words
(Kohlschütter, Fankhauser and Nejdl, 2010, "Boilerplate Detection Using Shallow Text Features").
Lines labelled as either are ignored.

The first four pages of each site are development data, the others test data. One site is unseen:
nothing was tuned on any of its pages.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dixit.index.records import Document
from dixit.index.text.tokens import fold, words
from dixit.rag.ingestion.loader import articles_in
from dixit.rag.ingestion.readers.extracts import Unreadable
from dixit.rag.ingestion.readers.worker import DEFAULT_LIMITS, Worker
from dixit.rag.parsing.article import Article
from dixit.rag.parsing.boilerplate import blocks_of

SHIPPED = Path(__file__).parent / "pages.jsonl"
UNSEEN = "regional-daily"
DEVELOPMENT = "development"
FACTS = ("title", "author", "publisher", "published")
_TO_TUNE = 4
"""The number of development pages of each site."""


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page with its labels."""

    site: str
    number: int
    html: bytes
    copied: str
    """The text of the page as a browser copies it."""
    article: tuple[str, ...]
    either: tuple[str, ...]
    facts: Mapping[str, str | None]

    @property
    def half(self) -> str:
        """The part of the set: development, test or unseen site."""
        if self.site == UNSEEN:
            return "unseen site"
        return DEVELOPMENT if self.number <= _TO_TUNE else "test"


@dataclass(frozen=True, slots=True)
class Kept:
    """The figures of a group of pages: shares of words, and counts of metadata."""

    view: str
    how: str
    group: str
    pages: int
    precision: float
    """Words of the article among the words kept, over the words kept."""
    recall: float
    """Words of the article that were kept, over the words of the article."""
    marked: float
    """Words of the boilerplate that were left out, over the words of the boilerplate."""
    facts: Mapping[str, tuple[int, int, int]]
    """By field: (right, wrong or spurious, given by the page)."""


def read_pages(path: Path = SHIPPED) -> list[Page]:
    """Read the labelled pages of a JSON Lines file."""
    pages = []
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        pages.append(
            Page(
                site=record["site"],
                number=record["number"],
                html=record["html"].encode(record["encoding"]),
                copied=record["copied"],
                article=tuple(record["article"]),
                either=tuple(record["either"]),
                facts=record["facts"],
            )
        )
    return pages


def measure(pages: Sequence[Page]) -> Iterator[Kept]:
    """Measure each group of pages in both views, with the baseline "all" that keeps every line.

    Args:
        pages: the labelled pages.

    Yields:
        The figures of the product and of the baseline, for each view and group.
    """
    groups = sorted({page.half for page in pages})
    with Worker(DEFAULT_LIMITS) as worker:
        for view in ("html", "copied"):
            documents = [(page, _document(page, view, worker)) for page in pages]
            for group in groups:
                members = [(page, document) for page, document in documents if page.half == group]
                yield _kept(view, "dixit", group, members, kept_lines)
                yield _kept(view, "all", group, members, _all_lines)


def kept_lines(document: Document) -> list[str]:
    """The blocks of a document that are not boilerplate."""
    text = document.text
    return [text[block.start : block.end] for block in blocks_of(document) if not block.debris]


def failures(pages: Sequence[Page]) -> Iterator[str]:
    """List the errors: `-` article left out, `+` boilerplate kept, and wrong metadata."""
    with Worker(DEFAULT_LIMITS) as worker:
        for page in pages:
            for view in ("html", "copied"):
                document = _document(page, view, worker)
                where = f"{page.site} {page.number} {view}"
                if document is None:
                    yield f"{where}: cannot be read"
                    continue
                kept = Counter(map(_key, kept_lines(document)))
                expected = Counter(map(_key, page.article))
                yield from (f"{where} - {line}" for line in (expected - kept))
                surplus = kept - expected - Counter(map(_key, page.either))
                yield from (f"{where} + {line}" for line in surplus)
                for fact in FACTS:
                    label, value = page.facts[fact], getattr(document, fact)
                    if not _alike(label, value):
                        yield f"{where} {fact}: {value!r}, not {label!r}"


def as_text(rows: Sequence[Kept]) -> Iterator[str]:
    """The rows as a table."""
    yield (
        f"{'':<8}{'':<7}{'':<13}{'pages':>6}{'precision':>11}{'recall':>8}{'left out':>10}   "
        + "".join(f"{fact:>12}" for fact in FACTS)
    )
    for row in rows:
        facts = "".join(f"{f'{r}-{w} of {t}':>12}" for r, w, t in row.facts.values())
        yield (
            f"{row.view:<8}{row.how:<7}{row.group:<13}{row.pages:>6}{row.precision:>11.3f}"
            f"{row.recall:>8.3f}{row.marked:>10.3f}   {facts if row.how == 'dixit' else ''}"
        )


def _kept(
    view: str,
    how: str,
    group: str,
    read: Sequence[tuple[Page, Document | None]],
    lines_of: Callable[[Document], list[str]],
) -> Kept:
    kept_words = correct = expected = recalled = boilerplate_words = removed = 0
    for page, document in read:
        bag = _bag(lines_of(document)) if document else Counter[str]()
        article, either = _bag(page.article), _bag(page.either)
        bag -= either - (article & either)
        kept_words += bag.total()
        correct += (bag & article).total()
        expected += article.total()
        recalled += (bag & article).total()
        boilerplate = _bag(page.copied.splitlines()) - article - either
        boilerplate_words += boilerplate.total()
        removed += (boilerplate - (bag - article)).total()
    facts = {fact: _fact(fact, read) for fact in FACTS}
    return Kept(
        view,
        how,
        group,
        len(read),
        correct / max(1, kept_words),
        recalled / max(1, expected),
        removed / max(1, boilerplate_words),
        facts,
    )


def _fact(fact: str, read: Sequence[tuple[Page, Document | None]]) -> tuple[int, int, int]:
    pairs = [
        (page.facts[fact], getattr(document, fact) if document else None) for page, document in read
    ]
    right = sum(label is not None and _alike(label, value) for label, value in pairs)
    wrong = sum(value is not None and not _alike(label, value) for label, value in pairs)
    return right, wrong, sum(label is not None for label, _ in pairs)


def _alike(label: str | None, value: str | None) -> bool:
    """Equality without regard to case, accents, apostrophes and spaces."""
    return fold(label or "") == fold(value or "")


def _document(page: Page, view: str, worker: Worker) -> Document | None:
    name, data = ("a.html", page.html) if view == "html" else ("a.txt", page.copied.encode())
    try:
        (article,) = articles_in(name, data, worker)
    except (Unreadable, ValueError):
        return None
    return article.document if isinstance(article, Article) else None


def _all_lines(document: Document) -> list[str]:
    return document.text.splitlines()


def _bag(lines: Sequence[str]) -> Counter[str]:
    return Counter(word for line in lines for word in words(line))


def _key(line: str) -> str:
    return " ".join(line.split())
