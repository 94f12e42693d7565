"""The run file: questions and responses, in a form that can be scored again later.

JSON Lines in UTF-8. Line 1 describes the run: versions, settings, index. Each further line is one
`Asked`. The file has all that scoring needs; neither the index nor the articles are read again.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dixit.eval.sets.questions import Question
from dixit.index.errors import DixitError
from dixit.index.records import Span
from dixit.rag.usage import Usage

FORMAT = 1
Stage = Literal["search", "ask", "reference"]
"""What is done with a question: search, answer, search by the baseline."""


class RunFileError(DixitError):
    """A run file cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold text that citations must cover, and every place of it in the sources."""

    text: str
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of an answer, and the stored text at its span."""

    span: Span
    quote: str
    counts: bool
    """Whether its verdict is proof: `verbatim` or `supported`."""
    stored: str | None
    """None if there is no such document or no such span in it."""

    @property
    def exact(self) -> bool:
        """Whether the quote equals the stored text, character for character."""
        return self.quote == self.stored


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices of a million tokens, in one currency."""

    read: float
    written: float

    def of(self, usage: Usage) -> float | None:
        """The cost of a question; None if its numbers of tokens are not known."""
        if usage.read is None or usage.written is None:
            return None
        return (usage.read * self.read + usage.written * self.written) / 1e6


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the response of each stage, or the reason why there is none."""

    set_name: str
    question: Question
    gold: tuple[Gold, ...]
    hits: tuple[Mapping[str, Any], ...]
    """Hits as in `dixit search --json`, best first."""
    answer: Mapping[str, Any] | None
    """The answer as in `dixit ask --json`."""
    stored: tuple[str | None, ...]
    """The stored text at the span of each citation, in their order."""
    reference: tuple[Span, ...]
    """The passages of the baseline, best first."""
    milliseconds: Mapping[Stage, float]
    """The time of each stage that was run."""
    errors: Mapping[Stage, str]
    """The exception of each stage that failed."""

    @property
    def found(self) -> list[Span]:
        """The spans of the hits, best first."""
        return [Span(hit["source"], hit["start"], hit["end"]) for hit in self.hits]

    @property
    def answered(self) -> bool:
        """Whether there is an answer: not a refusal, not an error."""
        return self.answer is not None and bool(self.answer["answered"])

    @property
    def answer_text(self) -> str:
        """The text of the answer's blocks, one a line."""
        return "\n".join(block["text"] for block in self.answer["blocks"]) if self.answer else ""

    @property
    def confidence(self) -> float:
        """The confidence of the answer, 0 to 1; 0 for a refusal, or if the run does not have it."""
        return float(self.answer.get("confidence", 0.0)) if self.answer and self.answered else 0.0

    @property
    def usage(self) -> Usage | None:
        """The calls and tokens of the chat model; None if none was used."""
        record = (self.answer or {}).get("usage")
        return Usage(**record) if record else None

    @property
    def citations(self) -> list[Cited]:
        """The citations of the answer, each with the stored text."""
        citations = self.answer["citations"] if self.answer else []
        return [
            Cited(
                Span(citation["source"], citation["start"], citation["end"]),
                citation["quote"],
                citation["verdict"] in ("verbatim", "supported"),
                stored,
            )
            for citation, stored in zip(citations, self.stored, strict=True)
        ]

    def as_dict(self) -> dict[str, object]:
        """The JSON of the line, the inverse of `from_record`."""
        return {
            "set": self.set_name,
            "question": self.question.as_dict(),
            "gold": [{"text": g.text, "places": _triples(g.places)} for g in self.gold],
            "hits": list(self.hits),
            "answer": self.answer,
            "stored": list(self.stored),
            "reference": _triples(self.reference),
            "milliseconds": dict(self.milliseconds),
            "errors": dict(self.errors),
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Asked":
        """Read the JSON of a line, the inverse of `as_dict`.

        Raises:
            KeyError, TypeError, ValueError: the record has another structure.
        """
        return cls(
            set_name=record["set"],
            question=Question.from_record(record["question"]),
            gold=tuple(Gold(g["text"], _spans(g["places"])) for g in record["gold"]),
            hits=tuple(record["hits"]),
            answer=record["answer"],
            stored=tuple(record["stored"]),
            reference=_spans(record["reference"]),
            milliseconds=record["milliseconds"],
            errors=record["errors"],
        )


@dataclass(frozen=True, slots=True)
class Run:
    """The contents of a run file."""

    path: Path
    about: Mapping[str, Any]
    asked: tuple[Asked, ...]

    @property
    def prices(self) -> Prices | None:
        """The prices of the chat model's tokens, if the run has them."""
        record = self.about.get("prices")
        return Prices(**record) if record else None


def read_run(path: Path) -> Run:
    """Read a run file.

    Raises:
        RunFileError: the file cannot be read, or is not a run file of this format.
    """
    try:
        lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise RunFileError(f"The run file {path} cannot be read ({error}).") from error
    number = 1
    try:
        about = json.loads(lines[0])
        if about["format"] != FORMAT:
            raise ValueError(f"its format is {about['format']}, and this version reads {FORMAT}")
        asked = []
        for line in lines[1:]:
            number += 1
            asked.append(Asked.from_record(json.loads(line)))
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise RunFileError(
            f"{path}, line {number}: not a line of a run file ({type(error).__name__}: {error})."
        ) from error
    return Run(path, about, tuple(asked))


def _triples(spans: tuple[Span, ...]) -> list[tuple[str, int, int]]:
    return [(span.source, span.start, span.end) for span in spans]


def _spans(triples: list[tuple[str, int, int]]) -> tuple[Span, ...]:
    return tuple(Span(*triple) for triple in triples)
