"""Sentence ends found beside those marked by hand, by our rules and by other splitters.

The set holds hard cases in French and English, news in style, each with at least one trap. Items
are dealt in turn to a half to tune on and a half to report on.
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
"""Stands after the last character of each sentence."""

Splitter = Callable[[str, str], set[int]]
"""The offsets after each sentence's last character, of a text in a language."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and where its sentences end."""

    id: str
    language: str
    kind: str
    text: str
    ends: frozenset[int]


@dataclass(frozen=True, slots=True)
class Ends:
    """How well a splitter finds the ends of some texts."""

    splitter: str
    group: str
    texts: int
    precision: float
    recall: float
    f1: float
    whole: float
    """Texts in which every end is found and none too many."""


def read_marked(path: Path = SHIPPED) -> list[Marked]:
    """The marked texts of a JSON Lines file."""
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
    """Ours, and those of other libraries that are installed."""
    found: dict[str, Splitter] = {"dixit": _ours}
    if find_spec("pysbd"):
        found["pysbd"] = _by_pysbd
    if find_spec("sentencex"):
        found["sentencex"] = _by_sentencex
    return found


def measure(marked: Sequence[Marked]) -> Iterator[Ends]:
    """Each splitter on each half and each language."""
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
    """Each text that is split wrongly: `¶` a right end, `¶-` a missed one, `¶+` one too many."""
    for item in marked:
        found = split(item.text, item.language)
        if found != item.ends:
            shown, last = "", 0
            for end in sorted(found | item.ends):
                kind = "" if end in found & item.ends else ("-" if end in item.ends else "+")
                shown += item.text[last:end] + MARK + kind
                last = end
            yield f"{item.id} ({item.kind}): {shown!r}"


def as_text(rows: Sequence[Ends]) -> Iterator[str]:
    """A table."""
    yield f"{'':<12}{'':<14}{'texts':>6}{'precision':>11}{'recall':>8}{'F1':>7}{'whole':>7}"
    for row in rows:
        yield (
            f"{row.splitter:<12}{row.group:<14}{row.texts:>6}{row.precision:>11.3f}"
            f"{row.recall:>8.3f}{row.f1:>7.3f}{row.whole:>7.3f}"
        )


def _score(name: str, group: str, items: Sequence[Marked], split: Splitter) -> Ends:
    found = [split(item.text, item.language) for item in items]
    right = sum(len(ends & item.ends) for ends, item in zip(found, items, strict=True))
    precision = right / max(1, sum(map(len, found)))
    recall = right / sum(len(item.ends) for item in items)
    whole = sum(ends == item.ends for ends, item in zip(found, items, strict=True)) / len(items)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return Ends(name, group, len(items), precision, recall, f1, whole)


def _ours(text: str, _language: str) -> set[int]:
    return {end for _, end in sentences(text)}


@cache
def _pysbd(language: str) -> Any:
    # Imported when first needed: only those who develop Dixit have it.
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
    """The splitter of Wikimedia's translation tools."""
    # Imported when first needed, as above.
    import sentencex  # noqa: PLC0415

    ends, position = set(), 0
    for sentence in sentencex.segment(language, text):
        if stripped := sentence.strip():
            position = text.index(stripped, position) + len(stripped)
            ends.add(position)
    return ends
