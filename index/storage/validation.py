"""What may be put into the index: nothing that could not come back as it went in."""

import json
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from dixit.index.errors import IndexStoreError
from dixit.index.manifest import EmbedderIdentity, check_embedder
from dixit.index.records import IndexedDocument, Span
from dixit.index.storage.store import Store
from dixit.index.text.names import is_unicode

_LONGEST = 10_000
"""Characters of a name by which a search may be narrowed."""


def check_entry(entry: IndexedDocument, dimension: int) -> None:
    """Refuse a document that cannot be stored whole.

    Raises:
        ValueError: its name or a text is not Unicode, a place lies outside its text, its metadata
            is not JSON, or its vectors are not `dimension` finite float32 for each passage.
    """
    for wrong in _wrong(entry, dimension):
        raise ValueError(f"{entry.document.source!r} cannot be stored: {wrong}")


def put_documents(
    store: Store,
    generation: int,
    entries: Iterable[IndexedDocument],
    embedder: EmbedderIdentity,
    *,
    rebuild: bool,
    instead_of: Sequence[str],
) -> None:
    """Put documents `instead_of` others, within a transaction; see `SearchIndex.put_all`.

    Raises:
        EmbedderMismatch: the vectors are another embedder's than those stored.
        IndexStoreError: documents are put `anew`, and others are stored as well.
        SourceUnknown: a document to be replaced is not there.
        ValueError: a document cannot be stored whole, see `check_entry`.
    """
    before = EmbedderIdentity.from_entries(store.manifest())
    if not rebuild:
        check_embedder(before, embedder)
    if before != embedder:
        store.set_manifest(embedder.as_entries())
    for source in instead_of:
        store.remove(source, generation)
    for entry in entries:
        check_entry(entry, embedder.dimension)
        store.put(entry, generation)
    if rebuild and (left := store.sources_unchanged_since(generation - 1)):
        raise IndexStoreError(
            f"{len(left)} articles came meanwhile, {left[0]} among them, and nothing was "
            "changed: run `dixit index --rebuild` again."
        )


def _wrong(entry: IndexedDocument, dimension: int) -> Iterator[str]:
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
    if not all(_can_be_asked_for(name) for name in (document.source, *names)):
        yield f"a name in it is longer than {_LONGEST:,} characters or holds a NUL"
    more = [document.title, document.published, document.publisher, document.author]
    more.extend(quotation.role for quotation in entry.quotations)
    if not document.source or not all(is_unicode(text) for text in texts):
        yield "its name or one of its texts is not Unicode text"
    if not all(text is None or is_unicode(text) for text in more):
        yield "what is told of it is not Unicode text"
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


def _can_be_asked_for(name: object) -> bool:
    return not isinstance(name, str) or (len(name) <= _LONGEST and "\0" not in name)


def _lies_in(span: Span, source: str, length: int) -> bool:
    return span.source == source and 0 <= span.start < span.end <= length


def _is_json(value: dict[str, object]) -> bool:
    try:
        written = json.dumps(value, allow_nan=False, ensure_ascii=False)
        return bool(is_unicode(written) and json.loads(written) == value)
    except (TypeError, ValueError, RecursionError):
        return False
