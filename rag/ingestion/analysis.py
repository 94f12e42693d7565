"""What indexing needs of an article, apart from the embedder; it can cross a pipe as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dixit.index.records import Document, Quotation
from dixit.index.storage.rows import quotation_from, quotation_row
from dixit.rag import quotations
from dixit.rag.ingestion import chunking
from dixit.rag.parsing.article import Article


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document with its sentences and its quotations."""

    document: Document
    runs: tuple[chunking.Run, ...]
    """The sentences to cut passages from, see `chunking.runs`."""
    quotations: tuple[Quotation, ...]

    @classmethod
    def of(cls, article: Article) -> "Analysis":
        """Find the sentences and the quotations of an article."""
        found = quotations.quotations_in(article)
        return cls(article.document, tuple(chunking.runs(article)), found)

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> "Analysis":
        """The analysis of the JSON object that `as_fields` made."""
        described = fields["document"]
        document = Document(**{**described, "page_starts": tuple(described["page_starts"])})
        return cls(
            document,
            tuple(
                tuple(tuple((start, end) for start, end in group) for group in run)
                for run in fields["runs"]
            ),
            tuple(
                quotation_from(tuple(row), document.source, document.text)
                for row in fields["quotations"]
            ),
        )

    def as_fields(self) -> dict[str, object]:
        """The JSON object from which `from_fields` makes the same analysis."""
        return {
            "document": asdict(self.document),
            "runs": self.runs,
            "quotations": [quotation_row(quotation) for quotation in self.quotations],
        }
