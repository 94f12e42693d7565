"""Documents that may hold a name, found through the word index."""

from collections.abc import Sequence

from dixit.index.filters import Filter
from dixit.index.records import Span
from dixit.index.search import changes
from dixit.index.search.bm25_queries import NamePattern
from dixit.index.search.rankings import Rankings
from dixit.index.storage import passages as stored
from dixit.index.storage.store import Store

_END = 2**62
"""Behind every text."""


def documents_with_name(
    store: Store,
    derived: Rankings,
    patterns: Sequence[NamePattern],
    k: int,
    where: Filter,
    *,
    fuzzy: bool,
) -> tuple[list[str], bool]:
    """At most `k` documents that may hold a name, and whether no other does.

    A document without passages has no words in the index, and so always may.

    Args:
        store: the stored documents.
        derived: the search indexes that follow the store.
        patterns: the forms of the name, word by word.
        k: the most documents.
        where: which passages count.
        fuzzy: whether a typing error in each longer word is forgiven.
    """
    ids = derived.words().search_name(patterns, k + 1, where, fuzzy=fuzzy)
    sources = stored.sources(store, ids)
    bare = changes.without_passages(store, where, k + 1)
    allowed = derived.allowed(where) if where else None
    fitting = [
        source
        for source in sources
        if allowed is None
        or any(i in allowed for i in stored.passages_over(store, Span(source, 0, _END)))
    ]
    complete = len(ids) <= k and len(fitting) + len(bare) <= k
    return (fitting[:k] + bare)[:k], complete
