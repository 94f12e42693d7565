"""Queries for the word index, made of terms and never parsed."""

from collections.abc import Collection, Iterable, Sequence

import tantivy

from dixit.index.filters import Filter, first_day, last_day

NamePattern = Sequence[Collection[str]]
"""A name as words, folded: for each of its words the forms in which it may stand."""
_NEARLY_FROM = 5
"""Letters of a word in which a typing error is forgiven."""


def term(schema: tantivy.Schema, token: str, worth: float) -> tantivy.Query:
    """Passages that hold a token, their score multiplied by its worth."""
    query = tantivy.Query.term_query(schema, "words", token, "freq")
    return query if worth == 1.0 else tantivy.Query.boost_query(query, worth)


def any_of(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    """What one of the queries finds; nothing where there are none."""
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


def name_query(
    schema: tantivy.Schema, patterns: Iterable[NamePattern], *, fuzzy: bool = False
) -> tantivy.Query:
    """Documents in which a form of each word of one of the patterns stands, wherever that is.

    `fuzzy` forgives a typing error in each longer word: a letter more, less or other, or two that
    changed places.
    """
    return any_of(
        tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, any_of(_told(schema, form, fuzzy) for form in forms))
             for forms in reading]
        )
        for reading in patterns
        if reading
    )  # fmt: skip


def _told(schema: tantivy.Schema, form: str, fuzzy: bool) -> tantivy.Query:
    if fuzzy and len(form) >= _NEARLY_FROM and form.isalpha():
        return tantivy.Query.fuzzy_term_query(schema, "told", form, 1)
    return tantivy.Query.term_query(schema, "told", form, "basic")
