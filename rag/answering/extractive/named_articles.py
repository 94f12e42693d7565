"""Which articles a question names: by file name or part of one, by date, or by title."""

import re
from collections.abc import Iterable, Sequence

from dixit.index.filters import Filter
from dixit.index.records import DocumentSummary
from dixit.index.text.tokens import document_tokens, fold, stop_words, words
from dixit.rag.dials import CollectionDials
from dixit.rag.parsing.dates import dates_in
from dixit.rag.question.requests import Request
from dixit.rag.retrieval.articles import Articles

_FILE_NAME = re.compile(r"\d+|\S+\.\w{2,5}")
_PARTS = re.compile(r"[^a-z0-9]+")
_YEAR = re.compile(r"(?:19|20)\d\d")


def is_file_name(name: str) -> bool:
    """Whether a name can only be that of a file: a number, or a word with an ending."""
    return _FILE_NAME.fullmatch(name) is not None


def articles_named(
    request: Request, articles: Articles, where: Filter, dials: CollectionDials
) -> list[DocumentSummary]:
    """The articles that a request names, by name; none where none fits.

    The first of these ways that finds any: the whole file name, a part of it, the date, all
    telling words in the title. Of a request that says "article" one word of a title is enough.

    Args:
        request: for the subject or a summary of an article.
        articles: where the documents are.
        where: which of them may be meant.
        dials: how much of a title is asked for.
    """
    every, name = articles.documents(where), request.about
    if not name:
        return every if request.of_every or len(every) == 1 else []
    at_least = 1 if request.of_article else dials.title_words
    return (
        [one for one in every if fold(name) in _names_of(one.source)]
        or [one for one in every if _is_part(name, one.source)]
        or [one for one in every if _is_of_date(name, one.published or "", request.language)]
        or _best_titled(name, every, at_least)
    )


def same_text(
    chosen: DocumentSummary, articles: Articles, where: Filter
) -> tuple[DocumentSummary, ...]:
    """An article, and those of the same text, by name, after it."""
    text = articles.document(chosen.source).text
    twins = [
        one
        for one in articles.documents(where)
        if one.source != chosen.source
        and one.characters == chosen.characters
        and articles.document(one.source).text == text
    ]
    return (chosen, *twins)


def _names_of(source: str) -> set[str]:
    """A file's names, folded: with and without its folder and its ending."""
    whole = fold(source)
    base = whole.rpartition("/")[2]
    return {whole, base, whole.rpartition(".")[0], base.rpartition(".")[0]} - {""}


def _is_part(name: str, source: str) -> bool:
    """Whether a name is a run of the parts of a file name; a number may lack its zeros."""
    wanted = [_number(part) for part in _PARTS.split(fold(name)) if part]
    base = fold(source).rpartition("/")[2]
    given = [_number(part) for part in _PARTS.split(base) if part]
    places = range(len(given) - len(wanted) + 1)
    return bool(wanted) and any(given[at : at + len(wanted)] == wanted for at in places)


def _number(part: str) -> str:
    return part.lstrip("0") or "0" if part.isdigit() else part


def _is_of_date(name: str, published: str, language: str) -> bool:
    """Whether a name is a date, and the one of an article."""
    if _YEAR.fullmatch(name):
        return published.startswith(name)
    dates = dates_in(name, 0, len(name), day_first=language == "fr")
    if len(dates) != 1 or words(name[: dates[0].start] + name[dates[0].end :]):
        return False
    (date,) = dates
    if date.has_year:
        return published.startswith(date.value)
    return published.removeprefix("--").partition("T")[0].endswith(date.value.removeprefix("--"))


def _best_titled(
    name: str, every: Sequence[DocumentSummary], at_least: int
) -> list[DocumentSummary]:
    """Those whose title holds all telling words of a name; the titles that say least else."""
    found: dict[int, list[DocumentSummary]] = {}
    for one in every:
        told, title = _telling(name, one.language), _telling(one.title or "", one.language)
        if len(told) >= at_least and told <= title:
            found.setdefault(len(title - told), []).append(one)
    exact = found.get(0)
    return exact or sorted(_flat(found.values()), key=lambda one: one.source)


def _telling(text: str, language: str) -> set[str]:
    """The stems of a text's telling words."""
    told = [word for word in words(text) if word not in stop_words(language)]
    return set(document_tokens(" ".join(told), language))


def _flat(lists: Iterable[Sequence[DocumentSummary]]) -> list[DocumentSummary]:
    return [one for each in lists for one in each]
