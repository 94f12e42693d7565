"""The fields of the BM25 index, and how a passage fills them."""

import tantivy

from dixit.index.filters import first_day, last_day
from dixit.index.search.changes import PassageText
from dixit.index.text.tokens import document_tokens

TOKENS = "words"
"""Field of the stemmed tokens that BM25 scores, with their frequencies."""
DOCUMENT_WORDS = "told"
"""Field of every folded word of a document, on its first passage only. The value is part of the
stored format, so it keeps its old name."""

_ANALYZER = "ready_made"
"""Name of the analyzer that only splits at spaces: tokens are made by `text.tokens`."""


def index_schema() -> tantivy.Schema:
    """The fields of the index; a change here needs another `_RULES` in `bm25.py`."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", stored=False, indexed=True, fast=True)
    builder.add_text_field(TOKENS, stored=False, tokenizer_name=_ANALYZER, index_option="freq")
    builder.add_text_field(
        DOCUMENT_WORDS, stored=False, tokenizer_name=_ANALYZER, index_option="basic"
    )
    for field in ("language", "source", "publisher", "speaker"):
        builder.add_text_field(field, stored=False, tokenizer_name="raw", index_option="basic")
    for field in ("first_day", "last_day"):
        builder.add_unsigned_field(field, stored=False, indexed=False, fast=True)
    return builder.build()


def index_document(passage: PassageText) -> tantivy.Document:
    """One passage as tantivy indexes it: its tokens, and the values that filters compare."""
    document = tantivy.Document()
    document.add_unsigned("id", passage.passage_id)
    document.add_text(TOKENS, " ".join(document_tokens(passage.text, passage.language)))
    document.add_text("language", passage.language)
    document.add_text("source", passage.source)
    if passage.publisher is not None:
        document.add_text("publisher", passage.publisher)
    for speaker in passage.speakers:
        document.add_text("speaker", speaker)
    if passage.document_words:
        document.add_text(DOCUMENT_WORDS, " ".join(passage.document_words))
    first, last = first_day(passage.published), last_day(passage.published)
    if first is not None and last is not None:
        document.add_unsigned("first_day", first)
        document.add_unsigned("last_day", last)
    return document


def configured(index: tantivy.Index) -> tantivy.Index:
    """Register the analyzer and turn off automatic reloading; returns the same index.

    Tantivy's reload thread would open whatever another process makes of the files, and a mapped
    file that is truncated kills the process. `Bm25Index` reloads after its own commits instead.
    """
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_ANALYZER, analyzer)
    index.config_reader(reload_policy="Manual")
    return index
