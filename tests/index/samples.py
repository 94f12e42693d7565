"""Small documents and vectors for the index's tests; no model is needed here."""

import zlib
from dataclasses import replace

import numpy as np

from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import Document, IndexedDocument, Passage, Quotation, Span, Vectors
from dixit.index.search.dense_ivf import IvfConfig
from dixit.index.text.tokens import words

DIMENSION = 16
IDENTITY = EmbedderIdentity("hashed-words", "0" * 64, DIMENSION)
BASE_AT_ONCE = IvfConfig(
    min_vectors=1, lists_per_sqrt=1, probe_share=1, min_changes=0, change_share=0
)
"""An IVF index on disk from the first vector on, rebuilt after every change, all lists probed."""


def vector(text: str) -> Vectors:
    """A unit vector from a text's words: texts that share words lie near each other."""
    row = np.full(DIMENSION, 1e-3, dtype=np.float32)
    for word in words(text):
        row[zlib.crc32(word.encode()) % DIMENSION] += 1
    unit: Vectors = row / np.linalg.norm(row)
    return unit


def entry(
    source: str,
    text: str,
    origin: str = "",
    *,
    language: str = "fr",
    publisher: str | None = None,
    published: str | None = "2021-01",
) -> IndexedDocument:
    """A document whose lines are its passages, the first word of each its speaker."""
    document = Document(
        source,
        text,
        "hash of " + text,
        language,
        title="Un titre",
        published=published,
        publisher=publisher,
        metadata={"rubrique": "autos", "pages": [1, 2]},
    )
    passages: list[Passage] = []
    position = 0
    for line in text.splitlines(keepends=True):
        if stripped := line.strip():
            start = position + line.index(stripped)
            span = Span(source, start, start + len(stripped))
            passages.append(Passage(span, stripped, language))
        position += len(line)
    quotations = tuple(
        Quotation(
            span=p.span,
            quote=p.text,
            speaker=p.text.split()[0],
            cue="dit",
            direct=number % 2 == 0,
            role="maire",
            speaker_span=Span(source, p.span.start, p.span.start + 1),
            cue_span=None,
        )
        for number, p in enumerate(passages)
    )
    rows = np.array([vector(p.text) for p in passages], dtype=np.float32).reshape(-1, DIMENSION)
    return IndexedDocument(document, tuple(passages), quotations, rows, origin, "r1")


def same(one: IndexedDocument, other: IndexedDocument) -> bool:
    """Whether two documents are the same, to the last bit of their vectors."""
    nothing = np.zeros((0, 0), dtype=np.float32)
    return (
        repr(replace(one, vectors=nothing)) == repr(replace(other, vectors=nothing))
        and one.vectors.tobytes() == other.vectors.tobytes()
    )


def article(number: int, version: int = 0) -> IndexedDocument:
    """One of many documents, which differ from each other and from version to version."""
    places = ("Lyon", "Paris", "Lille", "Brest", "Nantes")
    people = ("Marie", "Paul", "Léa", "Zoé", "Ana")
    lines = [
        f"{people[(number + line) % 5]} annonce l'accord {number} version {version} à "
        f"{places[(number * 3 + line) % 5]}, point {line}."
        for line in range(2 + (number + version) % 4)
    ]
    return entry(f"d{number:03}.txt", "\n".join(lines), origin=f"/press/d{number:03}.txt")
