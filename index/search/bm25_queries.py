"""Tantivy queries, built from terms. Text is never parsed, so no character is an operator."""

from collections.abc import Collection, Iterable, Sequence

import tantivy

from dixit.index.filters import Filter, first_day, last_day
from dixit.index.search.bm25_fields import DOCUMENT_WORDS, TOKENS

NamePattern = Sequence[Collection[str]]
"""A name as a sequence of words, each with the folded forms that it may take.

`[{"jean"}, {"dupont", "duponts"}]` matches a document that contains "jean" and one of the others.
"""
_FUZZY_FROM = 5
"""Fewest letters of a word in which a typing error is allowed."""


def term_query(schema: tantivy.Schema, token: str, weight: float) -> tantivy.Query:
    """Passages that contain a token; their BM25 score is multiplied by `weight`."""
    query = tantivy.Query.term_query(schema, TOKENS, token, "freq")
    return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)


def any_of(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    """The union of some queries; matches nothing if there are none."""
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def filtered(query: tantivy.Query, conditions: Iterable[tantivy.Query]) -> tantivy.Query:
    """A query restricted to what meets all conditions, which do not change its scores."""
    narrowing = [tantivy.Query.const_score_query(condition, 0.0) for condition in conditions]
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, clause) for clause in (query, *narrowing)]
    )


def conditions(schema: tantivy.Schema, where: Filter) -> list[tantivy.Query]:
    """The conditions of a filter, as one query each; a passage must meet all of them."""
    fields = {
        "source": where.sources,
        "language": where.languages,
        "publisher": where.publishers,
        "speaker": where.speakers,
    }
    clauses = [
        tantivy.Query.term_set_query(schema, field, sorted(values))
        if values
        else tantivy.Query.empty_query()
        for field, values in fields.items()
        if values is not None
    ]
    unsigned = tantivy.FieldType.Unsigned
    if where.published_from is not None:
        since = first_day(where.published_from)
        clauses.append(tantivy.Query.range_query(schema, "last_day", unsigned, since, None))
    if where.published_until is not None:
        until = last_day(where.published_until)
        clauses.append(tantivy.Query.range_query(schema, "first_day", unsigned, None, until))
    return clauses


def name_query(
    schema: tantivy.Schema, patterns: Iterable[NamePattern], *, fuzzy: bool = False
) -> tantivy.Query:
    """Documents that contain every word of one of the patterns, anywhere.

    Args:
        schema: the fields of the index.
        patterns: alternative ways to write the name.
        fuzzy: allow a Damerau-Levenshtein distance of 1 in each word of 5 letters or more: a
            letter inserted, deleted or replaced, or two neighbours swapped.
    """
    return any_of(
        tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, any_of(_word_query(schema, form, fuzzy) for form in forms))
             for forms in pattern]
        )
        for pattern in patterns
        if pattern
    )  # fmt: skip


def _word_query(schema: tantivy.Schema, form: str, fuzzy: bool) -> tantivy.Query:
    if fuzzy and len(form) >= _FUZZY_FROM and form.isalpha():
        return tantivy.Query.fuzzy_term_query(schema, DOCUMENT_WORDS, form, 1)
    return tantivy.Query.term_query(schema, DOCUMENT_WORDS, form, "basic")
