"""References of a draft: the citations that it already gives, and the articles that they name.

Three forms are read: a place as Dixit prints it, "[000_x.txt 2569:3225]", a web address, and the
title of an article in quotation marks, italics or brackets. "[1]" is read where the draft has a
line "[1] 000_x.txt 2569:3225", as `dixit ask` prints it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dixit.index.filters import ANYTHING
from dixit.index.text.tokens import fold, words
from dixit.rag.checking.records import Reference
from dixit.rag.retrieval.articles import Library

_PLACE = re.compile(r"\[(?P<source>[^\[\]\n]{1,300}?)\s+(?P<start>\d{1,12}):(?P<end>\d{1,12})\]")
_LISTED = re.compile(
    r"^[ \t]*\[\^?(?P<number>\d{1,4})\]:?[ \t]+(?P<source>\S[^\n]{0,300}?)[ \t]+"
    r"(?P<start>\d{1,12}):(?P<end>\d{1,12})[^\n]*$",
    re.MULTILINE,
)
_NUMBER = re.compile(r"\[\^?(?P<number>\d{1,4})\]")
_ADDRESS = re.compile(
    r"(?:\]\(|<)?(?P<url>https?://[^\s<>()\[\]«»“”\"]*[^\s<>()\[\]«»“”\".,;:!?])[)>]?"
)
_TITLED = re.compile(
    r"«\s*(?P<a>[^«»\n]+?)\s*»|“(?P<b>[^“”\n]+)”|\"(?P<c>[^\"\n]+)\"|\((?P<d>[^()\n]+)\)"
    r"|\[(?P<e>[^\[\]\n]+)\]|(?<![*\w])\*(?P<f>[^*\n]+)\*(?![*\w])|_(?P<g>[^_\n]+)_"
)


@dataclass(frozen=True, slots=True)
class _Named:
    """What names the articles of an index, by their folded titles and their addresses."""

    titles: Mapping[str, str]
    addresses: Mapping[str, str]


def references(
    draft: str, library: Library, *, title_words: int, documents: int
) -> list[Reference]:
    """Return the citations that a draft gives, in order, none within another.

    Args:
        draft: The draft.
        library: The index.
        title_words: Fewest words of a title by which an article is meant.
        documents: Most documents that are read for their address.
    """
    listed: dict[str, Reference] = {}
    found: list[Reference] = []
    for match in _LISTED.finditer(draft):
        listed[match["number"]] = _placed(match)
        found.append(Reference(*match.span(), None))
    found += [_placed(match) for match in _PLACE.finditer(draft)]
    for match in _NUMBER.finditer(draft):
        if match["number"] in listed:
            meant = listed[match["number"]]
            found.append(Reference(*match.span(), meant.source, meant.place))
    named = _named(library, documents if "://" in draft else 0)
    for match in _ADDRESS.finditer(draft):
        found.append(Reference(*match.span(), named.addresses.get(_bare(match["url"]))))
    for match in _TITLED.finditer(draft):
        title = _folded(match[match.lastgroup or 0])
        if title in named.titles and len(title.split()) >= title_words:
            found.append(Reference(*match.span(), named.titles[title]))
    return _apart(found)


def _placed(match: re.Match[str]) -> Reference:
    """Return the reference to a place; whether there is one is seen when it is looked up."""
    return Reference(*match.span(), match["source"], (int(match["start"]), int(match["end"])))


def _named(library: Library, documents: int) -> _Named:
    """Return the titles of all articles, and the addresses of the first `documents`."""
    summaries = library.documents(ANYTHING)
    titles = {_folded(one.title): one.source for one in reversed(summaries) if one.title}
    addresses = {}
    for one in summaries[:documents]:
        url = library.document(one.source).metadata.get("url")
        if isinstance(url, str):
            addresses[_bare(url)] = one.source
    return _Named(titles, addresses)


def _apart(found: Sequence[Reference]) -> list[Reference]:
    """Return references in order; of two that overlap, the longer one."""
    kept: list[Reference] = []
    for one in sorted(found, key=lambda r: (r.start - r.end, r.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda r: r.start)


def _folded(title: str) -> str:
    """Return a title as words parted by spaces, without case, accents and marks."""
    return " ".join(words(title))


def _bare(url: str) -> str:
    """Return a web address without its scheme, "www." and the slash at its end."""
    return fold(url).partition("://")[2].removeprefix("www.").rstrip("/")
