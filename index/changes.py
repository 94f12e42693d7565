"""What one transaction changes of the documents."""

from collections.abc import Iterable, Sequence

from index.admission import check_entry
from index.errors import IndexStoreError
from index.manifest import EmbedderIdentity, check_embedder
from index.records import IndexedDocument
from index.store import Store


def put_all(
    store: Store,
    generation: int,
    entries: Iterable[IndexedDocument],
    embedder: EmbedderIdentity,
    anew: bool,
    instead_of: Sequence[str],
) -> None:
    """Put several documents instead of others; see `SearchIndex.put_all`."""
    before = EmbedderIdentity.from_entries(store.manifest())
    if not anew:
        check_embedder(before, embedder)
    if before != embedder:
        store.set_manifest(embedder.as_entries())
    for source in instead_of:
        store.remove(source, generation)
    for entry in entries:
        check_entry(entry, embedder.dimension)
        store.put(entry, generation)
    if anew and (left := store.untouched_since(generation - 1)):
        raise IndexStoreError(
            f"{len(left)} articles came meanwhile, {left[0]} among them, and nothing was "
            "changed: run `dixit index --rebuild` again."
        )
