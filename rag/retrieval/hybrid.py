"""Hybrid retrieval: rankings by dense vectors, BM25 and speaker, fused to one."""

from collections.abc import Iterable, Mapping, Sequence

from dixit.index.filters import ANYTHING, Filter
from dixit.index.manifest import check_embedder
from dixit.index.records import Hit, Match, Quotation, Signals, Vectors
from dixit.index.search_index import SearchIndex
from dixit.index.text.tokens import document_tokens, query_tokens, stop_words, words
from dixit.rag.dials import DEFAULT, SearchDials
from dixit.rag.embedders.base import Embedder
from dixit.rag.lang.quantities import in_figures
from dixit.rag.lang.translation import translations
from dixit.rag.question.query import Query
from dixit.rag.retrieval.fusion import Spread, weighted_sum
from dixit.rag.settings import Settings

SPREADS: Mapping[str, Spread] = {
    "dense": "from least",
    "words": "from zero",
    "said": "from zero",
}
"""Where the scale of each ranking starts. A cosine of 0 means nothing for a model whose cosines all
lie between .7 and .9; a BM25 of 0 means that no word is met."""


def retrieve(
    index: SearchIndex,
    embedder: Embedder,
    query: Query,
    k: int,
    settings: Settings,
    spoken: Sequence[Quotation] = (),
    where: Filter = ANYTHING,
    dials: SearchDials = DEFAULT.search,
) -> list[Hit]:
    """Return the `k` best passages for a query.

    Args:
        index: The index.
        embedder: The embedder that the index was built with.
        query: The query.
        k: Maximum number of hits.
        settings: The settings: number of candidates and weight of the dense ranking.
        spoken: Quotations of the speaker that the question asks about.
        where: Filter on the passages.

    Returns:
        Hits, best first.

    Raises:
        EmbedderMismatch: The index was built with another embedder.
    """
    vector = question_vector(index, embedder, query.text)
    dense = [] if vector is None else index.search_vector(vector, settings.candidates, where)
    counted = in_figures(query.text, query.language, small=False)
    asked = query.text if counted == query.text else f"{query.text} {counted}"
    lexical = by_words(index, asked, query.language, settings.candidates, where, dials)
    over = (i for quotation in spoken for i in index.passages_over(quotation.span, where))
    said = list(dict.fromkeys(over))
    return fused(index, vector, dense, lexical, said, k, settings.dense_weight, dials)


def by_words(
    index: SearchIndex,
    text: str,
    language: str,
    k: int,
    where: Filter = ANYTHING,
    dials: SearchDials = DEFAULT.search,
) -> list[Match]:
    """Return the BM25 ranking of a text and its translations into the index's languages.

    Args:
        index: The index.
        text: The query text.
        language: Its language code.
        k: Maximum number of matches.
        where: Filter on the passages.
        dials: How many translations are used, and their weight.
    """
    also = translated(text, language, index.languages(), dials)
    return index.search_text(text, language, k, where, also)


def translated(
    text: str, language: str, others: Iterable[str], dials: SearchDials = DEFAULT.search
) -> dict[str, dict[str, float]]:
    """Return translations of a text's terms by target language, each token with its weight.

    Args:
        text: The query text.
        language: Its language code.
        others: Target languages; the text's own is skipped.
        dials: How many translations are used, and their weight.
    """
    others = list(others)
    asked = [word for word in words(text) if word not in stop_words(language)]
    stems = dict.fromkeys(stem for word in asked for stem in document_tokens(word, language))
    as_asked = set(query_tokens(text, language, others))
    also: dict[str, dict[str, float]] = {}
    for other in others:
        if other == language:
            continue
        worths = also[other] = {}
        for stem in stems:
            found = translations(stem, language, other)
            best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[: dials.translations]
            for token, sure in best:
                worth = dials.translation * min(1.0, sure + dials.translation_sure)
                if token not in as_asked:
                    worths[token] = max(worths.get(token, 0.0), worth)
    return also


def question_vector(index: SearchIndex, embedder: Embedder, text: str) -> Vectors | None:
    """Return the unit vector of a question, shape (dimension,); None for an empty index.

    Args:
        index: The index.
        embedder: The embedder.
        text: The question.

    Raises:
        EmbedderMismatch: The index was built with another embedder.
    """
    stored = index.embedder()
    if stored is None:
        return None
    check_embedder(stored, embedder.identity)
    return embedder.embed_query(text)


def fused(
    index: SearchIndex,
    vector: Vectors | None,
    dense: Sequence[Match],
    lexical: Sequence[Match],
    said: Sequence[int],
    k: int,
    dense_weight: float,
    dials: SearchDials = DEFAULT.search,
) -> list[Hit]:
    """Return the `k` best hits of all rankings, with their signals.

    Passages from the BM25 and speaker rankings get their cosine too.

    Args:
        index: The index.
        vector: Unit vector of the question; None for an empty index.
        dense: Ranking by cosine.
        lexical: Ranking by BM25.
        said: Passages with quotations of the requested speaker.
        k: Maximum number of hits.
        dense_weight: Weight of the dense ranking, 0 to 1; BM25 has the rest.
        dials: The weight of a quotation of the requested speaker.
    """
    cosines = {match.passage_id: match.score for match in dense}
    bm25 = {match.passage_id: match.score for match in lexical}
    unjudged = (bm25.keys() | set(said)) - cosines.keys()
    if vector is not None and unjudged:
        cosines |= index.cosines(vector, sorted(unjudged))
    scores = weighted_sum(
        {"dense": cosines, "words": bm25, "said": dict.fromkeys(said, 1.0)},
        {"dense": dense_weight, "words": 1 - dense_weight, "said": dials.quotation_weight},
        SPREADS,
    )
    passages = index.passages([passage_id for passage_id, _ in scores[:k]])
    dense_at = {match.passage_id: rank for rank, match in enumerate(dense, 1)}
    words_at = {match.passage_id: rank for rank, match in enumerate(lexical, 1)}
    return [
        Hit(
            passages[i],
            score,
            Signals(dense_at.get(i), cosines.get(i), words_at.get(i), bm25.get(i), i in said),
        )
        for i, score in scores[:k]
        if i in passages
    ]
