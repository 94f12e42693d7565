"""The articles published since a date, the latest first."""

from collections.abc import Sequence

from dixit.index.filters import first_day, last_day
from dixit.index.records import DocumentSummary
from dixit.index.text.tokens import fold
from dixit.rag.answering.extractive.retrieved import Retrieved
from dixit.rag.answering.extractive.summary import telling_sentences
from dixit.rag.answering.extractive.whole_article import title_cited
from dixit.rag.answering.refusal.refusals import Reply
from dixit.rag.lang.quantities.calendar import calendar, months
from dixit.rag.lang.written_dates import written_date
from dixit.rag.messages import counted, say
from dixit.rag.parsing.dates import dates_in
from dixit.rag.question.requests import Request
from dixit.rag.records import Block, Citation
from dixit.rag.verification.citation import cite


def published_since(request: Request, language: str, retrieved: Retrieved) -> Reply:
    """The articles dated from a day, month or year on; without one, the latest.

    An article whose date is too vague to tell is counted apart, as one without a date is.

    Args:
        request: with the date as written, which may lack its year.
        language: of the answer.
        retrieved: where the articles are.
    """
    every = retrieved.articles.documents(retrieved.where)
    dated = [one for one in every if first_day(one.published) is not None]
    dated.sort(key=lambda one: (-(first_day(one.published) or 0), one.source))
    since = _since(request, dated)
    dials = retrieved.dials.collection
    if since is None:
        key = "date_not_read" if request.about else "latest" if dated else "none_dated"
        head = say(key, language, date=request.about)
        shown, told, unclear = dated[: dials.latest], dated[: dials.latest], len(every) - len(dated)
    else:
        start = first_day(since) or 0
        told = [one for one in dated if (first_day(one.published) or 0) >= start]
        may_be = [one for one in dated if (last_day(one.published) or 0) >= start]
        unclear = len(every) - len(dated) + len(may_be) - len(told)
        shown = told[: dials.quoted]
        count = "one" if len(told) == 1 else "many" if told else "none"
        head = say(
            f"{count}_since",
            language,
            articles=counted("article", len(told), language),
            date=_since_written(since, language),
        )
    blocks = [Block(head), *_entries(shown, language, retrieved)]
    if rest := told[len(shown) :]:
        sources = ", ".join(one.source for one in rest)
        blocks.append(Block(say("other_articles", language, sources=sources)))
    if unclear:
        blocks.append(
            Block(say("undated", language, articles=counted("article", unclear, language)))
        )
    return Reply(tuple(blocks))


def _entries(shown: Sequence[DocumentSummary], language: str, retrieved: Retrieved) -> list[Block]:
    """Each article with its date and title, or the sentence that tells most of it."""
    articles = retrieved.articles
    blocks: list[Block] = []
    number = 1
    for one in shown:
        document = articles.document(one.source)
        cited: tuple[Citation, ...]
        title, cited = title_cited(document, language, number)
        if not title:
            spoken = articles.quotations([one.source])
            article = articles.article(one.source)
            told = telling_sentences(article, articles, spoken, 1, retrieved.dials.summary)
            cited = tuple(cite(number, document, sentence.span) for sentence in told)
            title = " ".join(cited[0].quote.split()) if cited else ""
        number += len(cited)
        what = f"{written_date(one.published or '', language)}, {one.source}"
        text = say("told_of", language, head=what, told=title) if title else what
        blocks.append(Block(text, cited))
    return blocks


def _since(request: Request, dated: Sequence[DocumentSummary]) -> str | None:
    """The date of a request as ISO 8601; None where it has none that can be read.

    One without a year is the last such date that is not after the latest article.
    """
    text = request.about
    if len(text) == 4 and text.isdigit():
        return text
    found = dates_in(text, 0, len(text), day_first=request.language == "fr")
    value = found[0].value.partition("T")[0] if found else ""
    if value and found[0].has_year:
        return value
    named = calendar().get(fold(text))
    if not value and named in months():
        value = f"--{months().index(named) + 1:02}"
    latest = next((one.published for one in dated if one.published), None)
    if not value or latest is None:
        return None
    year = int(latest[:4])
    rest = value.removeprefix("--")
    after = (first_day(f"{year}-{rest}") or 0) > (last_day(latest) or 0)
    return f"{year - after}-{rest}"


def _since_written(since: str, language: str) -> str:
    """A date behind "since": in French a day takes its article."""
    written = written_date(since, language)
    return (
        f"le {written}" if language == "fr" and written[0].isdigit() and "-" in since else written
    )
