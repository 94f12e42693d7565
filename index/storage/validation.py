"""Validation of documents before they are stored: each must come back exactly as it went in."""

import json
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from dixit.index.errors import IndexStoreError
from dixit.index.manifest import EmbedderIdentity, check_embedder
from dixit.index.records import IndexedDocument, Span
from dixit.index.storage.store import Store
from dixit.index.text.names import is_unicode

_MAX_NAME_CHARS = 10_000
"""Longest name that can be filtered by."""


def check_entry(entry: IndexedDocument, dimension: int) -> None:
    """Check that a document can be stored without loss.

    Args:
        entry: the document with its passages, quotations and vectors.
        dimension: length of a vector of the index.

    Raises:
        ValueError: its name or a text is not Unicode, a span lies outside its text, its metadata
            is not JSON, or its vectors are not finite float32 of shape (passages, dimension).
    """
    for fault in _faults(entry, dimension):
        raise ValueError(f"{entry.document.source!r} cannot be stored: {fault}")


def put_documents(
    store: Store,
    generation: int,
    entries: Iterable[IndexedDocument],
    embedder: EmbedderIdentity,
    *,
    rebuild: bool,
    instead_of: Sequence[str],
) -> None:
    """Validate and store documents, within a transaction; see `SearchIndex.put_all`.

    Args:
        store: the store, within a transaction.
        generation: the generation that the transaction makes.
        entries: the documents.
        embedder: what made their vectors.
        rebuild: accept another embedder; `entries` must then replace every stored document.
        instead_of: names of documents to delete first.

    Raises:
        EmbedderMismatch: the stored vectors come from another embedder, and `rebuild` is False.
        IndexStoreError: `rebuild` is True, and stored documents are missing from `entries`.
        SourceUnknown: a name in `instead_of` is not that of a document.
        ValueError: a document fails `check_entry`.
    """
    stored = EmbedderIdentity.from_entries(store.manifest())
    if not rebuild:
        check_embedder(stored, embedder)
    if stored != embedder:
        store.set_manifest(embedder.as_entries())
    for source in instead_of:
        store.remove(source, generation)
    for entry in entries:
        check_entry(entry, embedder.dimension)
        store.put(entry, generation)
    if rebuild and (others := store.sources_unchanged_since(generation - 1)):
        raise IndexStoreError(
            f"{len(others)} articles were added in the meantime, {others[0]} among them, and "
            "nothing was changed: run `dixit index --rebuild` again."
        )


def _faults(entry: IndexedDocument, dimension: int) -> Iterator[str]:
    document = entry.document
    texts = [
        document.source,
        document.text,
        document.content_hash,
        document.language,
        entry.origin,
        entry.recipe,
        *(passage.language for passage in entry.passages),
        *(text for quotation in entry.quotations for text in (quotation.speaker, quotation.cue)),
    ]
    names = [document.publisher or "", *(quotation.speaker for quotation in entry.quotations)]
    if not all(_can_be_filtered_by(name) for name in (document.source, *names)):
        yield f"a name in it is longer than {_MAX_NAME_CHARS:,} characters or holds a NUL"
    optional = [document.title, document.published, document.publisher, document.author]
    optional.extend(quotation.role for quotation in entry.quotations)
    if not document.source or not all(is_unicode(text) for text in texts):
        yield "its name or one of its texts is not Unicode text"
    if not all(text is None or is_unicode(text) for text in optional):
        yield "its metadata is not Unicode text"
    spans = [passage.span for passage in entry.passages]
    spans += [quotation.span for quotation in entry.quotations]
    if not all(_lies_in(span, document.source, len(document.text)) for span in spans):
        yield "a place lies outside its text"
    if not _is_json(dict(document.metadata)):
        yield "its metadata is not what JSON can hold"
    expected = (len(entry.passages), dimension)
    if entry.vectors.shape != expected or entry.vectors.dtype != np.float32:
        yield (
            f"its vectors are {entry.vectors.dtype} of shape {entry.vectors.shape}, "
            f"not float32 of shape {expected}"
        )
    if not np.isfinite(entry.vectors).all():
        yield "some values of its vectors are no numbers"


def _can_be_filtered_by(name: object) -> bool:
    return not isinstance(name, str) or (len(name) <= _MAX_NAME_CHARS and "\0" not in name)


def _lies_in(span: Span, source: str, length: int) -> bool:
    return span.source == source and 0 <= span.start < span.end <= length


def _is_json(value: dict[str, object]) -> bool:
    try:
        encoded = json.dumps(value, allow_nan=False, ensure_ascii=False)
        return bool(is_unicode(encoded) and json.loads(encoded) == value)
    except (TypeError, ValueError, RecursionError):
        return False
