"""The formats in which an answer's citations can be saved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from dixit.rag.records import Answer
from dixit.ui import export
from dixit.ui.citing.bibtex import as_bibtex
from dixit.ui.citing.footnotes import as_footnotes, as_html
from dixit.ui.citing.reference import Reference, references
from dixit.ui.citing.ris import as_ris
from dixit.ui.citing.table import as_csv
from dixit.ui.citing.word import as_docx
from dixit.ui.strings.catalogue import Strings

Write = Callable[[Answer, Sequence[Reference], Strings], str | bytes]


@dataclass(frozen=True, slots=True)
class SavedFormat:
    """A format: how the name of its file ends, its type, and how it is written."""

    suffix: str
    mime: str
    write: Write


FORMATS: Mapping[str, SavedFormat] = MappingProxyType(
    {
        "text": SavedFormat(
            ".txt", "text/plain", lambda answer, _, strings: export.as_text(answer, strings)
        ),
        "markdown": SavedFormat(
            ".md",
            "text/markdown",
            lambda answer, _, strings: export.as_markdown(answer, strings),
        ),
        "footnotes": SavedFormat("-notes.md", "text/markdown", as_footnotes),
        "html": SavedFormat(".html", "text/html", as_html),
        "docx": SavedFormat(
            ".docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            as_docx,
        ),
        "bibtex": SavedFormat(
            ".bib", "application/x-bibtex", lambda _, cited, __: as_bibtex(cited)
        ),
        "ris": SavedFormat(
            ".ris",
            "application/x-research-info-systems",
            lambda _, cited, __: as_ris(cited),
        ),
        "csv": SavedFormat(".csv", "text/csv", lambda _, cited, __: as_csv(cited)),
    }
)


def written(answer: Answer, name: str, strings: Strings, accessed: date) -> bytes:
    """An answer with its citations in a format, as the bytes of a file.

    Args:
        answer: a complete answer.
        name: one of `FORMATS`.
        strings: the words of the page.
        accessed: the day of the export.

    Raises:
        KeyError: there is no such format.
    """
    content = FORMATS[name].write(answer, references(answer.citations, strings, accessed), strings)
    return content if isinstance(content, bytes) else content.encode("utf-8")
