"""What a page tells machines of its article: the objects of its JSON-LD.

The vocabulary is that of https://schema.org/Article. A page that is filled in by scripts, or shown
in part, may hold its article there alone.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from dixit.rag.ingestion.readers.iso_dates import iso_date

_KINDS = ("Article", "Posting", "Report", "Review")
"""What the names of the kinds of articles end with: "NewsArticle", "BlogPosting"."""
_DEEPEST = 6
"""How deep objects are searched for an article."""
_TAG = "<"


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """An article as a page describes it; empty or None for what it does not tell."""

    headline: str = ""
    body: str = ""
    author: str = ""
    publisher: str = ""
    published: str | None = None
    """ISO 8601, to the minute at most."""


def linked_article(tree: etree._Element) -> LinkedArticle:
    """The article that a page describes; of several, the one with the longest body."""
    found = (
        _article(value)
        for script in tree.iter("script")
        if (script.get("type") or "").partition(";")[0].strip().casefold() == "application/ld+json"
        for value in _objects(_parsed(script.text or ""))
        if _is_article(value)
    )
    return max(found, key=lambda article: len(article.body), default=LinkedArticle())


def _parsed(script: str) -> object:
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: object, depth: int = 0) -> Iterator[dict[str, object]]:
    """The objects within a value, outermost first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _objects(one, depth + 1)


def _is_article(value: dict[str, object]) -> bool:
    kinds = value.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(_KINDS) for kind in named)


def _article(value: dict[str, object]) -> LinkedArticle:
    return LinkedArticle(
        headline=_text(value.get("headline") or value.get("name")),
        body=_body(value.get("articleBody")),
        author=_named(value.get("author")),
        publisher=_named(value.get("publisher")),
        published=iso_date(_text(value.get("datePublished"))),
    )


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _body(value: object) -> str:
    """The paragraphs of a body, a line each; one with elements in it is no plain text."""
    if not isinstance(value, str) or _TAG in value:
        return ""
    lines = (" ".join(line.split()) for line in value.splitlines())
    return "\n".join(line for line in lines if line)


def _named(value: object) -> str:
    """The name of a person or organisation, or of several."""
    several = value if isinstance(value, list) else [value]
    names = (_text(one.get("name") if isinstance(one, dict) else one) for one in several)
    return ", ".join(name for name in names if name and "://" not in name)
