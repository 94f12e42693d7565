"""Renders what a visitor sees first: the greeting, and the latest articles."""

from collections.abc import Sequence

from dixit.index.records import Document
from dixit.rag.lang.written_dates import written_date
from dixit.ui.first_sight import Holdings
from dixit.ui.render.article import LATEST, nothing_open
from dixit.ui.render.markup import Opener, escape, notice
from dixit.ui.strings.catalogue import Strings
from dixit.ui.suggestions import WANTED


def welcome(holdings: Holdings, questions: Sequence[str] | None, strings: Strings) -> str:
    """What Dixit is, what is in the index, questions to start with, and the way to the check.

    Args:
        holdings: the contents of the index.
        questions: the suggested questions; None while they are looked for, which keeps their place.
        strings: the words of the page.
    """
    words = strings.first_sight
    return (
        f'<div class="welcome"><p class="introduction">{escape(words.introduction)}</p>'
        f"{_holdings(holdings, strings)}{_questions(questions, strings)}"
        f'<p class="checks"><button type="button" class="example" data-tab="check">'
        f"{escape(words.check)}</button> <span>{escape(words.check_how)}</span></p></div>"
    )


def empty(strings: Strings) -> str:
    """The greeting of an empty index, above the place to drop files on."""
    words = strings.first_sight
    return (
        f'<div class="welcome none-yet"><p class="introduction">{escape(words.introduction)}</p>'
        f"</div>{notice(words.none_yet, words.drop_how, strings.index_command)}"
    )


def latest(articles: Sequence[Document], strings: Strings) -> str:
    """The latest articles, each with its outlet and date; each opens."""
    words = strings.first_sight
    if not articles:
        return nothing_open(strings)
    items = "".join(
        f"<li>{_entry(document, f'{LATEST}{number}', strings.code)}</li>"
        for number, document in enumerate(articles, start=1)
    )
    is_dated = any(document.published for document in articles)
    return (
        f'<section class="latest"><h2>{escape(words.latest if is_dated else words.stored)}</h2>'
        f'<ul>{items}</ul><p class="empty">{escape(words.latest_how)}</p></section>'
    )


def _entry(document: Document, element_id: str, language: str) -> str:
    date = written_date(document.published, language) if document.published else ""
    about = " · ".join(filter(None, (document.publisher, date)))
    return Opener(element_id, document.source).button(
        f'<span class="title" dir="auto">{escape(document.title or document.source)}</span>'
        + (f'<span class="about">{escape(about)}</span>' if about else "")
    )


def _holdings(holdings: Holdings, strings: Strings) -> str:
    words = strings.first_sight
    figures = [(holdings.articles, words.articles[holdings.articles > 1])]
    if holdings.people:
        figures.append((holdings.people, words.people[holdings.people > 1]))
    items = "".join(
        f"<li><strong>{strings.number(count)}</strong> {escape(label)}</li>"
        for count, label in figures
    )
    if holdings.first and holdings.last:
        days = dict.fromkeys(
            written_date(day, strings.code) for day in (holdings.first, holdings.last)
        )
        items += f"<li>{escape(words.dates)} <strong>{escape(' – '.join(days))}</strong></li>"
    return f'<ul class="holdings">{items}</ul>'


def _questions(questions: Sequence[str] | None, strings: Strings) -> str:
    if questions is None:
        items = '<li class="pending" aria-hidden="true"></li>' * WANTED
    else:
        items = "".join(
            f'<li><button type="button" class="example" data-question="{escape(question)}">'
            f"{escape(question)}</button></li>"
            for question in questions
        )
    if not items:
        return ""
    return f"<h3>{escape(strings.first_sight.questions)}</h3><ul>{items}</ul>"
