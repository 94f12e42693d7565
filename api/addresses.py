"""Addresses: of a request within the server, and of a cited place in an article."""

from urllib.parse import quote, urlencode

from starlette.types import Scope

from dixit.rag.records import Citation

V1 = "/api/v1"
"""Where the API is."""
OPENAI = "/v1"
"""Where OpenAI's protocol is."""
HASH_LENGTH = 12
"""The number of hash digits in a link to a place on the page."""
LONGEST_QUOTE = 150
"""Characters of a quote that a link repeats, so that the page finds it in a changed text."""


def path_within(scope: Scope) -> str:
    """The path of a request, without the prefix under which a proxy publishes the server."""
    return str(scope["path"]).removeprefix(str(scope.get("root_path", "")))


def place(base: str, citation: Citation, content_hash: str, page: str | None) -> str:
    """A link to the cited words.

    Args:
        base: the address of the server, with a slash at its end.
        citation: what is cited.
        content_hash: of the article; shows the page whether the text is still the same.
        page: the language of the page, "fr" or "en"; None if the server has no page, and the link
            leads to the stored text.
    """
    span = citation.span
    if page is None:
        where = urlencode({"start": span.start, "end": span.end})
        return f"{base.rstrip('/')}{V1}/documents/{quote(span.source, safe='')}/text?{where}"
    words = {"quote": citation.quote} if len(citation.quote) <= LONGEST_QUOTE else {}
    fields = {"source": span.source, "start": span.start, "end": span.end, **words}
    return f"{base}{page}/?{urlencode({**fields, 'of': content_hash[:HASH_LENGTH]})}"
