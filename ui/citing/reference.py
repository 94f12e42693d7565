"""A reference: what the formats of bibliographies need of a citation."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dixit.rag.records import Citation
from dixit.ui.strings.catalogue import Strings


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation for a bibliography; every text is on one line."""

    key: str
    """Letters, digits and hyphens; unique among the references of an answer."""
    number: int
    title: str
    """The title; the name of the file if the article has none."""
    outlet: str
    """The newspaper, agency or site; empty if it is not known."""
    published: str
    """ISO 8601 without the time: "2018-03-09", "2018-03", "2018", or empty without a year."""
    url: str
    """The address on the web; empty if it is not known."""
    file: str
    """The name of the article in the index."""
    page: str
    accessed: str
    """The day of the export, "2025-11-03"."""
    words: str
    """The cited words, as the article has them."""
    speaker: str
    verdict: str
    """The verdict in words."""
    place: str
    """The cited characters: "120:164"."""
    is_quoted: bool
    """Whether the words may stand in quotation marks: the article does not only report them."""

    @property
    def year(self) -> str:
        """The year of publication; empty if it is not known."""
        return self.published[:4]

    @property
    def quoted(self) -> str:
        """The cited words, in quotation marks unless they are reported; then the speaker."""
        words = f"“{self.words}”" if self.is_quoted else self.words
        return f"{words} ({self.speaker})" if self.speaker else words

    @property
    def note(self) -> str:
        """The cited words with speaker, verdict and place."""
        return f"{self.quoted} [{self.verdict}; {self.file}, {self.place}]"


def references(cited: Sequence[Citation], strings: Strings, accessed: date) -> list[Reference]:
    """The references of an answer's citations, in their order.

    Args:
        cited: the citations, each once.
        strings: the words of the page.
        accessed: the day of the export.
    """
    return [_reference(citation, strings, accessed) for citation in cited]


def _reference(citation: Citation, strings: Strings, accessed: date) -> Reference:
    span = citation.span
    published = (citation.published or "").partition("T")[0]
    published = "" if published.startswith("-") else published
    outlet = one_line(citation.publisher or "")
    title = one_line(citation.title or span.source)
    name = "-".join(filter(None, (_slug(outlet or title), published[:4], str(citation.number))))
    return Reference(
        key=name,
        number=citation.number,
        title=title,
        outlet=outlet,
        published=published,
        url=one_line(citation.url or ""),
        file=one_line(span.source),
        page=citation.printed_page,
        accessed=accessed.isoformat(),
        words=one_line(citation.quote),
        speaker=one_line(citation.speaker or ""),
        verdict=strings.standing(citation),
        place=f"{span.start}:{span.end}",
        is_quoted=citation.direct is not False,
    )


def one_line(text: str) -> str:
    """A text on one line, without control characters."""
    printable = "".join(
        letter if letter.isspace() or unicodedata.category(letter) != "Cc" else " "
        for letter in text
    )
    # A no-break space is kept: French print needs it.
    return re.sub(r"[^\S\u00a0\u202f]+", " ", printable).strip()


def _slug(text: str) -> str:
    """The first words of a text in small letters from a to z, and digits."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:3]) or "article"
