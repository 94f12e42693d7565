"""A query to hits: by meaning, by words and by speaker, fused by reciprocal rank."""

from collections.abc import Iterable, Sequence

from index.filters import ANYTHING, Filter
from index.manifest import check_embedder
from index.records import Hit, Match, Quotation, Signals
from index.search_index import SearchIndex
from index.tokens import document_tokens, stop_words, words
from rag.embed import Embedder
from rag.fuse import reciprocal_rank_fusion
from rag.query import Query
from rag.settings import Settings
from rag.translate import translations

QUOTATION_WEIGHT = 1.0
"""Weight of "the asked speaker's words are here", beside the two searches' one in all."""

DENSE_WEIGHTS = {("fr", "fr"): 0.1, ("en", "en"): 0.4, ("en", "fr"): 0.35, ("fr", "en"): 0.35}
"""Weight of the ranking by meaning, by the language of the question and of the passage: the
default embedder reads English well, and French only through the words that the languages share.
Chosen on French questions over French passages, English over English, and English over French."""
OTHER_DENSE_WEIGHT = 0.3

TRANSLATIONS = 4
"""How many translations of a word are looked for."""
TRANSLATION_WORTH = 0.8
"""What the surest of them is worth beside the word itself."""


def retrieve(
    index: SearchIndex,
    embedder: Embedder,
    query: Query,
    k: int,
    settings: Settings,
    spoken: Sequence[Quotation] = (),
    where: Filter = ANYTHING,
) -> list[Hit]:
    """The `k` best passages for a query, among those that a filter lets by.

    `spoken` are the statements of the speaker asked about.

    Raises:
        EmbedderMismatch: the index was made with another embedder.
    """
    dense = by_meaning(index, embedder, query.text, settings.candidates, where)
    lexical = by_words(index, query.text, query.language, settings.candidates, where)
    over = (i for quotation in spoken for i in index.passages_over(quotation.span, where))
    said = list(dict.fromkeys(over))
    return fused(index, query.language, dense, lexical, said, k, settings.dense_weight)


def by_words(
    index: SearchIndex, text: str, language: str, k: int, where: Filter = ANYTHING
) -> list[Match]:
    """The ranking by BM25, in which the words of a question also meet those that translate them."""
    return index.matching(text, language, k, where, translated(text, language, index.languages()))


def translated(text: str, language: str, others: Iterable[str]) -> dict[str, float]:
    """The tokens of other languages that translate a question's, each with its worth beside it."""
    asked = [word for word in words(text) if word not in stop_words(language)]
    also: dict[str, float] = {}
    for other in others:
        if other == language:
            continue
        for stem in dict.fromkeys(s for word in asked for s in document_tokens(word, language)):
            found = translations(stem, language, other)
            best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:TRANSLATIONS]
            for token, sure in best:
                also[token] = max(also.get(token, 0.0), TRANSLATION_WORTH * min(1.0, sure + 0.3))
    return also


def by_meaning(
    index: SearchIndex, embedder: Embedder, text: str, k: int, where: Filter = ANYTHING
) -> list[Match]:
    """The ranking by cosine; none where the index is empty, and then nothing is loaded.

    Raises:
        EmbedderMismatch: the index was made with another embedder.
    """
    stored = index.embedder()
    if stored is None:
        return []
    check_embedder(stored, embedder.identity)
    return index.nearest(embedder.embed_query(text), k, where)


def fused(
    index: SearchIndex,
    language: str,
    dense: Sequence[Match],
    lexical: Sequence[Match],
    said: Sequence[int],
    k: int,
    dense_weight: float | None = None,
) -> list[Hit]:
    """Hits with every ranking's signals, best first, for a question in `language`.

    `dense_weight` is the weight of the ranking by meaning, 0 to 1; None leaves it to the languages.
    """
    languages = index.languages_of(match.passage_id for match in (*dense, *lexical))

    def weight(ranking: str, passage_id: int) -> float:
        if ranking == "said":
            return QUOTATION_WEIGHT
        pair = (language, languages.get(passage_id, ""))
        share = (
            DENSE_WEIGHTS.get(pair, OTHER_DENSE_WEIGHT) if dense_weight is None else dense_weight
        )
        return share if ranking == "dense" else 1 - share

    scores = reciprocal_rank_fusion(
        {
            "dense": [match.passage_id for match in dense],
            "words": [match.passage_id for match in lexical],
            "said": said,
        },
        weight,
    )
    passages = index.passages([passage_id for passage_id, _ in scores[:k]])
    dense_at = {match.passage_id: (rank, match.score) for rank, match in enumerate(dense, 1)}
    words_at = {match.passage_id: (rank, match.score) for rank, match in enumerate(lexical, 1)}

    def signals(passage_id: int) -> Signals:
        dense_rank, dense_score = dense_at.get(passage_id, (None, None))
        word_rank, word_score = words_at.get(passage_id, (None, None))
        return Signals(dense_rank, dense_score, word_rank, word_score, passage_id in said)

    return [Hit(passages[i], score, signals(i)) for i, score in scores[:k] if i in passages]
