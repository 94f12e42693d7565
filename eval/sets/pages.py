"""How well an article is told from the debris around it, on saved pages marked by hand.

Each page is read twice: as HTML, and as the text that a reader copies from the browser. What is
kept in passages is compared with the lines marked as the article's, word by word, as bags of
words, after Kohlschütter, Fankhauser and Nejdl (2010). Lines that may be either are left out.

The last three pages of each site are for reporting, and so is one whole site whose look nothing
was tuned on.
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
"""Pages of each site, the first, on which rules may be tuned."""


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page: what it is made of, and what of it is the article."""

    site: str
    number: int
    html: bytes
    copied: str
    """The text as a browser copies it."""
    article: tuple[str, ...]
    either: tuple[str, ...]
    facts: Mapping[str, str | None]

    @property
    def half(self) -> str:
        """What it may be used for."""
        if self.site == UNSEEN:
            return "unseen site"
        return DEVELOPMENT if self.number <= _TO_TUNE else "test"


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of some pages, as shares of words, and facts found, as shares of those told."""

    view: str
    how: str
    group: str
    pages: int
    precision: float
    """Of the words kept, those that are the article's."""
    recall: float
    """Of the article's words, those kept."""
    marked: float
    """Of the debris's words, those that were left out."""
    facts: Mapping[str, tuple[int, int, int]]
    """For each: right, wrong or too many, told by the page."""


def read_pages(path: Path = SHIPPED) -> list[Page]:
    """The marked pages of a JSON Lines file."""
    pages = []
    for line in path.read_text("utf-8").splitlines():
        item = json.loads(line)
        pages.append(
            Page(
                site=item["site"],
                number=item["number"],
                html=item["html"].encode(item["encoding"]),
                copied=item["copied"],
                article=tuple(item["article"]),
                either=tuple(item["either"]),
                facts=item["facts"],
            )
        )
    return pages


def measure(pages: Sequence[Page]) -> Iterator[Kept]:
    """Both views of each group of pages, ours beside keeping all that is there."""
    groups = sorted({page.half for page in pages})
    with Worker(DEFAULT_LIMITS) as worker:
        for view in ("html", "copied"):
            read = [(page, _document(page, view, worker)) for page in pages]
            for group in groups:
                chosen = [(page, document) for page, document in read if page.half == group]
                yield _kept(view, "dixit", group, chosen, kept_lines)
                yield _kept(view, "all", group, chosen, _all_lines)


def kept_lines(document: Document) -> list[str]:
    """The blocks that may be in passages."""
    text = document.text
    return [text[block.start : block.end] for block in blocks_of(document) if not block.debris]


def failures(pages: Sequence[Page]) -> Iterator[str]:
    """Lines judged wrongly: `-` the article's but left out, `+` debris but kept; and facts."""
    with Worker(DEFAULT_LIMITS) as worker:
        for page in pages:
            for view in ("html", "copied"):
                document = _document(page, view, worker)
                where = f"{page.site} {page.number} {view}"
                if document is None:
                    yield f"{where}: cannot be read"
                    continue
                kept = Counter(map(_key, kept_lines(document)))
                wanted = Counter(map(_key, page.article))
                yield from (f"{where} - {line}" for line in (wanted - kept))
                extra = kept - wanted - Counter(map(_key, page.either))
                yield from (f"{where} + {line}" for line in extra)
                for fact in FACTS:
                    told, found = page.facts[fact], getattr(document, fact)
                    if not _alike(told, found):
                        yield f"{where} {fact}: {found!r}, not {told!r}"


def as_text(rows: Sequence[Kept]) -> Iterator[str]:
    """A table."""
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
    kept_words = right = wanted = found = debris = left = 0
    for page, document in read:
        kept = _bag(lines_of(document)) if document else Counter[str]()
        article, either = _bag(page.article), _bag(page.either)
        kept -= either - (article & either)
        kept_words += kept.total()
        right += (kept & article).total()
        wanted += article.total()
        found += (kept & article).total()
        around = _bag(page.copied.splitlines()) - article - either
        debris += around.total()
        left += (around - (kept - article)).total()
    facts = {fact: _fact(fact, read) for fact in FACTS}
    return Kept(
        view,
        how,
        group,
        len(read),
        right / max(1, kept_words),
        found / max(1, wanted),
        left / max(1, debris),
        facts,
    )


def _fact(fact: str, read: Sequence[tuple[Page, Document | None]]) -> tuple[int, int, int]:
    pairs = [
        (page.facts[fact], getattr(document, fact) if document else None) for page, document in read
    ]
    right = sum(told is not None and _alike(told, found) for told, found in pairs)
    wrong = sum(found is not None and not _alike(told, found) for told, found in pairs)
    return right, wrong, sum(told is not None for told, _ in pairs)


def _alike(told: str | None, found: str | None) -> bool:
    """The same but for case and kinds of apostrophes and blanks."""
    return fold(told or "") == fold(found or "")


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
