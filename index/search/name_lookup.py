"""Finding the documents that contain a name, through the BM25 index."""

from collections.abc import Sequence

from dixit.index.filters import Filter
from dixit.index.records import Span
from dixit.index.search import filter_sql
from dixit.index.search.bm25_queries import NamePattern
from dixit.index.search.rankings import Rankings
from dixit.index.storage import passages
from dixit.index.storage.store import Store

_MAX_OFFSET = 2**62
"""An offset beyond the end of every text."""


def documents_with_name(
    store: Store,
    rankings: Rankings,
    patterns: Sequence[NamePattern],
    k: int,
    where: Filter,
    *,
    fuzzy: bool,
) -> tuple[list[str], bool]:
    """Names of at most `k` documents that may contain a name anywhere, in passages or outside.

    A document without passages is not in the BM25 index, and therefore always returned.

    Args:
        store: the store.
        rankings: the search indexes that follow it.
        patterns: alternative ways to write the name, see `NamePattern`.
        k: most documents to return.
        where: only documents with a passage that matches.
        fuzzy: allow one typing error in each longer word.

    Returns:
        The names, and whether they are complete: no other document contains the name.
    """
    ids = rankings.bm25().search_name(patterns, k + 1, where, fuzzy=fuzzy)
    sources = passages.sources(store, ids)
    unindexed = filter_sql.without_passages(store, where, k + 1)
    allowed = rankings.allowed(where) if where else None
    matching = [
        source
        for source in sources
        if allowed is None
        or any(i in allowed for i in passages.passages_over(store, Span(source, 0, _MAX_OFFSET)))
    ]
    complete = len(ids) <= k and len(matching) + len(unindexed) <= k
    return (matching[:k] + unindexed)[:k], complete
