"""The run file: what was asked and what came back, so that it can be scored again later.

JSON Lines in UTF-8. Line 1 tells of the run: versions, settings, index. Each further line is one
`Asked`. All that scoring needs is inside; neither the index nor the articles are read again.
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
"""What is done with a question: find passages, answer, find passages the tutorial's way."""


class RunFileError(DixitError):
    """A run file cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Gold:
    """Text that the citations must cover, and every place where the sources hold it."""

    text: str
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of an answer, beside what the stored document holds at its place."""

    span: Span
    quote: str
    counts: bool
    """Whether the answer gives it as proof."""
    stored: str | None
    """None where there is no such document, or no such place in it."""

    @property
    def exact(self) -> bool:
        """Whether the quote is, character for character, what its place holds."""
        return self.quote == self.stored


@dataclass(frozen=True, slots=True)
class Prices:
    """Of a million tokens, in any one currency."""

    read: float
    written: float

    def of(self, usage: Usage) -> float | None:
        """What a question cost; None where its tokens are not known."""
        if usage.read is None or usage.written is None:
            return None
        return (usage.read * self.read + usage.written * self.written) / 1e6


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what came back of each stage, or why nothing did."""

    set_name: str
    question: Question
    gold: tuple[Gold, ...]
    hits: tuple[Mapping[str, Any], ...]
    """As in `dixit search --json`, best first."""
    answer: Mapping[str, Any] | None
    """As in `dixit ask --json`."""
    stored: tuple[str | None, ...]
    """The stored text at each citation's place, in the order of the citations."""
    reference: tuple[Span, ...]
    """The reference's passages, best first."""
    milliseconds: Mapping[Stage, float]
    """Of each stage that was tried."""
    errors: Mapping[Stage, str]
    """The reason of each stage that gave nothing."""

    @property
    def found(self) -> list[Span]:
        """The passages found, best first."""
        return [Span(hit["source"], hit["start"], hit["end"]) for hit in self.hits]

    @property
    def answered(self) -> bool:
        """Whether an answer was given, rather than refused or lost to an error."""
        return self.answer is not None and bool(self.answer["answered"])

    @property
    def answer_text(self) -> str:
        """The words of the answer's blocks."""
        return "\n".join(block["text"] for block in self.answer["blocks"]) if self.answer else ""

    @property
    def confidence(self) -> float:
        """How sure the answer is, 0 to 1; 0 of a refusal, and where the run does not tell."""
        return float(self.answer.get("confidence", 0.0)) if self.answer and self.answered else 0.0

    @property
    def usage(self) -> Usage | None:
        """What the chat model was asked for; None where none was."""
        told = (self.answer or {}).get("usage")
        return Usage(**told) if told else None

    @property
    def citations(self) -> list[Cited]:
        """The answer's citations, each beside the stored text."""
        given = self.answer["citations"] if self.answer else []
        return [
            Cited(
                Span(citation["source"], citation["start"], citation["end"]),
                citation["quote"],
                citation["verdict"] in ("verbatim", "supported"),
                stored,
            )
            for citation, stored in zip(given, self.stored, strict=True)
        ]

    def as_dict(self) -> dict[str, object]:
        """The JSON of the line, as `from_record` takes it."""
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
        """The line that `as_dict` wrote.

        Raises:
            KeyError, TypeError, ValueError: the record is of another shape.
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
    """A run file, read."""

    path: Path
    about: Mapping[str, Any]
    asked: tuple[Asked, ...]

    @property
    def prices(self) -> Prices | None:
        """What the chat model's tokens cost, where the run was told."""
        told = self.about.get("prices")
        return Prices(**told) if told else None


def read_run(path: Path) -> Run:
    """A run, from its file.

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
