"""A query to hits: by meaning, by words and by speaker, their scores fused."""

from collections.abc import Iterable, Sequence

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
from dixit.rag.retrieval.fusion import weighted_sum
from dixit.rag.settings import Settings


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
    """The `k` best passages for a query, among those that a filter lets by.

    `spoken` are the statements of the speaker asked about.

    Raises:
        EmbedderMismatch: the index was made with another embedder.
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
    """The ranking by BM25, in which the words of a question also meet those that translate them."""
    also = translated(text, language, index.languages(), dials)
    return index.search_text(text, language, k, where, also)


def translated(
    text: str, language: str, others: Iterable[str], dials: SearchDials = DEFAULT.search
) -> dict[str, dict[str, float]]:
    """By language the tokens that translate a question's, each with its worth beside it."""
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
    """A question as a vector; None where the index is empty, and then nothing is loaded.

    Raises:
        EmbedderMismatch: the index was made with another embedder.
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
    """The `k` best hits of all rankings, each with its signals.

    A passage found by its words, or for who speaks in it, is judged by its meaning all the same.

    Args:
        index: what the rankings are of.
        vector: the question's, from which `dense` came.
        dense: the ranking by cosine.
        lexical: the ranking by BM25.
        said: passages with words of the speaker asked about.
        k: how many hits.
        dense_weight: the weight of meaning, 0 to 1; words have the rest.
        dials: the weight of who speaks.
    """
    cosines = {match.passage_id: match.score for match in dense}
    bm25 = {match.passage_id: match.score for match in lexical}
    unjudged = (bm25.keys() | set(said)) - cosines.keys()
    if vector is not None and unjudged:
        cosines |= index.cosines(vector, sorted(unjudged))
    scores = weighted_sum(
        {"dense": cosines, "words": bm25, "said": dict.fromkeys(said, 1.0)},
        {"dense": dense_weight, "words": 1 - dense_weight, "said": dials.quotation_weight},
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
