"""The stored articles."""

from typing import Any

from pydantic import Field

from dixit.api.records.base import Body, Record


class DocumentEntry(Record):
    """An article without its text: one entry of `dixit sources --json`."""

    source: str
    language: str
    title: str | None
    published: str | None
    characters: int
    passages: int
    quotations: int
    origin: str
    content_hash: str
    text_hash: str
    copies: list[str] = Field(description="Articles with the same text, or with most of it.")


class Documents(Record):
    """A page of the list of articles, sorted by name."""

    documents: list[DocumentEntry]
    total: int


class DocumentSpan(Record):
    """A marked place."""

    start: int
    end: int
    quote: str


class DocumentRecord(Record):
    """An article as stored: the JSON of `dixit show --json`."""

    source: str
    language: str
    title: str | None
    published: str | None
    publisher: str | None
    author: str | None
    evidence: dict[str, Any]
    debris: list[tuple[int, int]]
    copies: list[str]
    text: str
    span: DocumentSpan | None


class TextRecord(Record):
    """A piece of an article's text."""

    source: str
    start: int
    end: int
    text: str
    characters: int = Field(description="Length of the whole text in code points.")
    content_hash: str


class Reindex(Body):
    """The body of `POST /reindex`."""

    sources: list[str] | None = Field(
        None, description="The articles whose files are read again; all of them by default."
    )
