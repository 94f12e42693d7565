"""The records of a check: a statement of the draft, a premise, and the statement checked."""

from collections.abc import Iterable
from dataclasses import dataclass

from dixit.index.records import Document, Quotation, Span
from dixit.rag.records import Citation, Verdict

Place = tuple[int, int]
"""(start, end) in characters, end exclusive."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation that the draft itself gives.

    Attributes:
        start: Its first character in the draft.
        end: The character after its last.
        source: The article that it names; None for an address of no article in the index.
        place: The characters that it names; None for the whole article.
    """

    start: int
    end: int
    source: str | None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a draft, or one clause of a sentence that joins statements.

    Attributes:
        start: Its first character in the draft.
        end: The character after its last.
        text: The draft's text between the two.
        told: The same without references and list marks: what is judged.
        sentence: What the whole sentence tells; equal to `told` for a sentence of one statement.
        language: Language code.
        references: The citations that the draft gives in the sentence.
        is_claim: False for what needs no proof: a greeting, a question, an opinion.
    """

    start: int
    end: int
    text: str
    told: str
    sentence: str
    language: str
    references: tuple[Reference, ...] = ()
    is_claim: bool = True


@dataclass(frozen=True, slots=True)
class Premise:
    """A piece of an article that may prove a statement.

    Attributes:
        span: Its place.
        text: The article's text there.
        language: Language code of the article.
        speaker: The speaker of its quotations; empty where nobody or more than one speaks.
        role: The speaker's office.
        is_spoken: Whether it has a quotation.
        direct: Whether all its quotations are in quotation marks; None without quotations.
    """

    span: Span
    text: str
    language: str
    speaker: str = ""
    role: str = ""
    is_spoken: bool = False
    direct: bool | None = None

    @classmethod
    def at(
        cls, span: Span, document: Document, language: str, quotations: Iterable[Quotation]
    ) -> "Premise":
        """Return a place as a premise, with who speaks there.

        Args:
            span: The place.
            document: Its document.
            language: Language code of the text there.
            quotations: Quotations of the document.
        """
        said = [quotation for quotation in quotations if quotation.span.overlaps(span)]
        speaking = {quotation.speaker: quotation.role or "" for quotation in said}
        speaker, role = next(iter(speaking.items())) if len(speaking) == 1 else ("", "")
        return cls(
            span,
            document.text[span.start : span.end],
            language,
            speaker,
            role,
            bool(said),
            all(quotation.direct for quotation in said) if said else None,
        )


@dataclass(frozen=True, slots=True)
class CheckedStatement:
    """A statement with its verdict, and the citations that show it.

    Attributes:
        text: The draft's text from `start` to `end`.
        start: First character in the draft.
        end: The character after the last.
        language: Language code.
        verdict: The verdict; None where there is nothing to prove.
        citations: The evidence. Of a statement that is not confirmed, the nearest sentence.
    """

    text: str
    start: int
    end: int
    language: str
    verdict: Verdict | None
    citations: tuple[Citation, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """One statement in the JSON of `dixit check --json`."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "verdict": self.verdict,
            "citations": [citation.as_dict() for citation in self.citations],
        }
