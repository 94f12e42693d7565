"""Small documents and vectors for the index's tests; no model is needed here."""

import zlib

import numpy as np

from index.manifest import EmbedderIdentity
from index.records import Document, IndexedDocument, Passage, Quotation, Span, Vectors
from index.tokens import words

DIMENSION = 16
IDENTITY = EmbedderIdentity("hashed-words", "0" * 64, DIMENSION)


def vector(text: str) -> Vectors:
    """A unit vector from a text's words: texts that share words lie near each other."""
    row = np.full(DIMENSION, 1e-3, dtype=np.float32)
    for word in words(text):
        row[zlib.crc32(word.encode()) % DIMENSION] += 1
    unit: Vectors = row / np.linalg.norm(row)
    return unit


def entry(source: str, text: str, origin: str = "") -> IndexedDocument:
    """A document whose lines are its passages, the first word of each its speaker."""
    document = Document(
        source, text, "hash of " + text, "fr", title="Un titre", published="2021-01"
    )
    passages: list[Passage] = []
    position = 0
    for line in text.splitlines(keepends=True):
        if stripped := line.strip():
            start = position + line.index(stripped)
            span = Span(source, start, start + len(stripped))
            passages.append(Passage(span, stripped, "fr"))
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
