"""Questions to the word index, made of terms: no character of a question is an operator."""

from collections.abc import Iterable

import tantivy

from index.filters import Filter, first_day, last_day


def term(schema: tantivy.Schema, token: str, worth: float) -> tantivy.Query:
    """A token of a passage; its part in the score is multiplied by its worth."""
    query = tantivy.Query.term_query(schema, "words", token, "freq")
    return query if worth == 1.0 else tantivy.Query.boost_query(query, worth)


def any_of(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    """A query that one of several must hold for; their scores add up."""
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def narrowed(query: tantivy.Query, conditions: Iterable[tantivy.Query]) -> tantivy.Query:
    """A query that all conditions must hold for; they add nothing to a score."""
    narrowing = [tantivy.Query.const_score_query(condition, 0.0) for condition in conditions]
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, clause) for clause in (query, *narrowing)]
    )


def conditions(schema: tantivy.Schema, where: Filter) -> list[tantivy.Query]:
    """A filter's conditions, all of which must hold."""
    asked = {
        "source": where.sources,
        "language": where.languages,
        "publisher": where.publishers,
        "speaker": where.speakers,
    }
    clauses = [
        tantivy.Query.term_set_query(schema, field, sorted(values))
        if values
        else tantivy.Query.empty_query()
        for field, values in asked.items()
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
