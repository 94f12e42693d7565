"""Sentence segmentation, against ends labelled by hand, beside other splitters.

The set has difficult texts in French and English in the style of news, each with at least one
ambiguous mark. Texts belong alternately to the development half and to the test half.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dixit.rag.parsing.sentences import sentences

SHIPPED = Path(__file__).parent / "sentence_ends.jsonl"
MARK = "¶"
"""The mark after the last character of each sentence."""

Splitter = Callable[[str, str], set[int]]
"""(text, language) to the end offset of each sentence, exclusive."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the ends of its sentences."""

    id: str
    language: str
    kind: str
    text: str
    ends: frozenset[int]


@dataclass(frozen=True, slots=True)
class Ends:
    """Figures of a splitter over a group of texts."""

    splitter: str
    group: str
    texts: int
    precision: float
    recall: float
    f1: float
    whole: float
    """The share of texts without an error."""


def read_marked(path: Path = SHIPPED) -> list[Marked]:
    """Read the labelled texts of a JSON Lines file."""
    marked = []
    for line in path.read_text("utf-8").splitlines():
        item = json.loads(line)
        *parts, _ = item["text"].split(MARK)
        ends, length = set(), 0
        for part in parts:
            length += len(part)
            ends.add(length)
        text = item["text"].replace(MARK, "")
        marked.append(Marked(item["id"], item["lang"], item["kind"], text, frozenset(ends)))
    return marked


def splitters() -> dict[str, Splitter]:
    """The splitters by name: ours, and those of other libraries if installed."""
    available: dict[str, Splitter] = {"dixit": _ours}
    if find_spec("pysbd"):
        available["pysbd"] = _by_pysbd
    if find_spec("sentencex"):
        available["sentencex"] = _by_sentencex
    return available


def measure(marked: Sequence[Marked]) -> Iterator[Ends]:
    """Compute precision, recall and F1 of sentence ends for each splitter and group.

    Args:
        marked: the labelled texts; those at even positions are the development half.
    """
    groups = {
        "development": marked[::2],
        "test": marked[1::2],
        "test, fr": [item for item in marked[1::2] if item.language == "fr"],
        "test, en": [item for item in marked[1::2] if item.language == "en"],
    }
    for name, split in splitters().items():
        for group, items in groups.items():
            if items:
                yield _score(name, group, items, split)


def failures(marked: Sequence[Marked], split: Splitter) -> Iterator[str]:
    """The texts with an error: `¶` is a right end, `¶-` a missed one, `¶+` a spurious one."""
    for item in marked:
        ends = split(item.text, item.language)
        if ends != item.ends:
            output, position = "", 0
            for end in sorted(ends | item.ends):
                kind = "" if end in ends & item.ends else ("-" if end in item.ends else "+")
                output += item.text[position:end] + MARK + kind
                position = end
            yield f"{item.id} ({item.kind}): {output!r}"


def as_text(rows: Sequence[Ends]) -> Iterator[str]:
    """The rows as a table."""
    yield f"{'':<12}{'':<14}{'texts':>6}{'precision':>11}{'recall':>8}{'F1':>7}{'whole':>7}"
    for row in rows:
        yield (
            f"{row.splitter:<12}{row.group:<14}{row.texts:>6}{row.precision:>11.3f}"
            f"{row.recall:>8.3f}{row.f1:>7.3f}{row.whole:>7.3f}"
        )


def _score(name: str, group: str, items: Sequence[Marked], split: Splitter) -> Ends:
    ends_found = [split(item.text, item.language) for item in items]
    hits = sum(len(ends & item.ends) for ends, item in zip(ends_found, items, strict=True))
    precision = hits / max(1, sum(map(len, ends_found)))
    recall = hits / sum(len(item.ends) for item in items)
    whole = sum(ends == item.ends for ends, item in zip(ends_found, items, strict=True)) / len(
        items
    )
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return Ends(name, group, len(items), precision, recall, f1, whole)


def _ours(text: str, _language: str) -> set[int]:
    return {end for _, end in sentences(text)}


@cache
def _pysbd(language: str) -> Any:
    # A dependency for development only.
    import pysbd  # noqa: PLC0415

    return pysbd.Segmenter(language=language, clean=False, char_span=True)


def _by_pysbd(text: str, language: str) -> set[int]:
    """Sadvilkar and Neumann, 2020, "PySBD: Pragmatic Sentence Boundary Disambiguation"."""
    return {
        span.start + len(text[span.start : span.end].rstrip())
        for span in _pysbd(language).segment(text)
        if text[span.start : span.end].strip()
    }


def _by_sentencex(text: str, language: str) -> set[int]:
    """sentencex, the splitter of Wikimedia's translation tools."""
    # A dependency for development only.
    import sentencex  # noqa: PLC0415

    ends, position = set(), 0
    for sentence in sentencex.segment(language, text):
        if stripped := sentence.strip():
            position = text.index(stripped, position) + len(stripped)
            ends.add(position)
    return ends
