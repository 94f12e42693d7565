"""Renders citations: small numbers in the text of an answer, and a card for each below it."""

from collections.abc import Iterable

from dixit.rag.lang.written_dates import written_date
from dixit.rag.records import Citation, Verdict
from dixit.ui.render.markup import Opener, escape
from dixit.ui.strings.catalogue import Strings

SIGNS: dict[Verdict, str] = {
    "verbatim": "=",
    "supported": "≈",
    "contradicted": "≠",
    "unsupported": "?",
    "wrong_source": "≠",
    "wrong_speaker": "≠",
}
"""The sign of each verdict. The word is always next to it, for readers who cannot see the sign."""
REPORTED = "↪"
"""The sign for reported speech, instead of the one for verbatim words."""


def numbers(cited: Iterable[Citation], turn: int, block: int, strings: Strings) -> str:
    """The numbers behind a block of text; each opens its article.

    Args:
        cited: the citations of the block.
        turn: the number of the exchange, from 1.
        block: the number of the block in its answer, from 1.
        strings: the words of the page.
    """
    buttons = "".join(
        Opener.at(one.span, f"t{turn}-b{block}-c{one.number}", one.quote).button(
            str(one.number),
            css=_css("opener ref", one),
            attributes=f'data-card="{_card_id(one, turn)}" '
            f'aria-label="{escape(_label(one, strings))}"{_moved(one)}',
        )
        for one in cited
    )
    return f'<sup class="refs">{buttons}</sup>' if buttons else ""


def cards(cited: Iterable[Citation], turn: int, strings: Strings) -> str:
    """A card for each citation: title, outlet, date and verdict; the cited words on pointing at it.

    Args:
        cited: the citations of an answer, each once.
        turn: the number of the exchange, from 1.
        strings: the words of the page.
    """
    items = "".join(f"<li>{_card(one, _card_id(one, turn), strings)}</li>" for one in cited)
    if not items:
        return ""
    return f'<ul class="citations" aria-label="{escape(strings.citations_of)}">{items}</ul>'


def _card_id(citation: Citation, turn: int) -> str:
    return f"t{turn}-c{citation.number}"


def _css(names: str, citation: Citation) -> str:
    return names if citation.counts else f"{names} doubtful"


def _moved(citation: Citation) -> str:
    return ' data-moved="1"' if citation.moved else ""


def _label(citation: Citation, strings: Strings) -> str:
    source = citation.title or citation.span.source
    verdict = strings.standing(citation)
    return strings.citation.format(number=citation.number, verdict=verdict, source=source)


def _card(citation: Citation, element_id: str, strings: Strings) -> str:
    sign = REPORTED if citation.is_reported else SIGNS[citation.verdict]
    if citation.lost:
        sign = SIGNS["unsupported"]
    date = written_date(citation.published, strings.code) if citation.published else ""
    page = strings.page(citation).removeprefix(", ")
    about = " · ".join(filter(None, (citation.publisher, date, page)))
    inner = (
        f'<span class="number">{citation.number}</span>'
        f'<span class="facts"><span class="title" dir="auto">'
        f"{escape(citation.title or citation.span.source)}</span>"
        + (f'<span class="about">{escape(about)}</span>' if about else "")
        + f'<span class="standing"><span class="sign" aria-hidden="true">{sign}</span> '
        f'<span class="verdict">{escape(strings.standing(citation))}</span></span></span>'
    )
    button = Opener.at(citation.span, element_id, citation.quote).button(
        inner,
        css=_css("opener citation", citation),
        attributes=f'aria-label="{escape(_label(citation, strings))}" '
        f'aria-describedby="{element_id}-quote"{_moved(citation)}',
    )
    return button + _peek(citation, element_id, strings)


def _peek(citation: Citation, element_id: str, strings: Strings) -> str:
    """What is shown on pointing at a card: the cited words, the speaker and the exact place."""
    speaker = f"<cite>{escape(citation.speaker)}</cite>" if citation.speaker else ""
    tag = "span" if citation.direct is False else "q"  # Browsers put quotation marks around a "q".
    characters = strings.characters.format(start=citation.span.start, end=citation.span.end)
    place = f"{citation.span.source}{strings.page(citation)}, {characters}"
    return (
        f'<span class="peek" role="tooltip" id="{element_id}-quote">'
        f'{_since(citation, strings)}<{tag} dir="auto">{escape(citation.quote)}</{tag}>{speaker}'
        f'<small class="place">{escape(place)}</small></span>'
    )


def _since(citation: Citation, strings: Strings) -> str:
    """What has happened to the words since they were cited; "" if they are unchanged."""
    notice_text = {"words": strings.words_lost, "article": strings.gone}.get(
        citation.lost or "", ""
    )
    if citation.moved and not notice_text:
        notice_text = strings.moved
    if not notice_text:
        return ""
    return f'<strong class="since">{escape(notice_text.format(name=citation.span.source))}</strong>'
