"""Question sets in JSON Lines: one question a line, with its gold spans and keys."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Literal, get_args

from dixit.index.errors import DixitError

Kind = Literal["quote", "fact", "multi", "none"]
"""A quotation, one fact, several places, or a question that the articles do not answer."""

KINDS: tuple[str, ...] = get_args(Kind)
SHIPPED = tuple(
    Path(__file__).parent / "questions" / name for name in ("development.jsonl", "test.jsonl")
)
"""The question sets over the five articles in `seeds/`."""


class QuestionFileError(DixitError):
    """A question set cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the criteria of a right answer."""

    id: str
    lang: str
    """ISO 639-1 code of the question, which may differ from that of the articles."""
    question: str
    answerable: bool
    sources: tuple[str, ...]
    """The documents with the answer."""
    spans: tuple[str, ...]
    """Exact text of the sources that the citations must cover."""
    keys: tuple[tuple[str, ...], ...]
    """A group for each thing that the answer must say: its accepted spellings."""
    kind: Kind
    speaker: str | None = None
    """The speaker of the spans, if they are quotations."""

    @classmethod
    def from_record(cls, record: object) -> "Question":
        """Read a decoded JSON line.

        Raises:
            ValueError: the record is not a question; the message says why.
        """
        if not isinstance(record, Mapping):
            raise ValueError("it is not a JSON object")
        names = [field.name for field in fields(cls)]
        if missing := [name for name in names if name not in record and name != "speaker"]:
            raise ValueError(f"it lacks {', '.join(missing)}")
        if unknown := sorted(set(record) - set(names)):
            raise ValueError(f"it has the unknown field {', '.join(unknown)}")
        for name in ("id", "lang", "question"):
            if not isinstance(record[name], str) or not record[name].strip():
                raise ValueError(f"{name} is not a text")
        if not isinstance(record["answerable"], bool):
            raise ValueError("answerable is neither true nor false")
        if record["kind"] not in KINDS:
            raise ValueError(f"kind is not one of {', '.join(KINDS)}")
        if record["answerable"] == (record["kind"] == "none"):
            raise ValueError("kind is none exactly where answerable is false")
        keys = record["keys"]
        if not isinstance(keys, list | tuple):
            raise ValueError("keys is not a list of lists of texts")
        return cls(
            id=record["id"],
            lang=record["lang"],
            question=record["question"],
            answerable=record["answerable"],
            sources=_texts(record["sources"], "sources"),
            spans=_texts(record["spans"], "spans"),
            keys=tuple(_texts(group, "each group of keys") for group in keys),
            kind=record["kind"],
            speaker=_speaker(record.get("speaker")),
        )

    def as_dict(self) -> dict[str, object]:
        """The JSON of the question, the inverse of `from_record`."""
        return asdict(self)


def read_questions(path: Path) -> list[Question]:
    """Read the questions of a JSON Lines file, in order; blank lines are skipped.

    Raises:
        QuestionFileError: the file or one of its lines cannot be read, or an id is not unique.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise QuestionFileError(
            f"The question set {path} cannot be read: {error.strerror}."
        ) from error
    except UnicodeDecodeError as error:
        raise QuestionFileError(f"The question set {path} is not UTF-8 text.") from error
    questions: dict[str, Question] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = Question.from_record(json.loads(line))
            if question.id in questions:
                raise ValueError(f"its id {question.id!r} was given before")
        except ValueError as error:
            reason = "it is not JSON" if isinstance(error, json.JSONDecodeError) else error
            raise QuestionFileError(f"{path}, line {number}: not a question: {reason}.") from error
        questions[question.id] = question
    if not questions:
        raise QuestionFileError(f"The question set {path} holds no question.")
    return list(questions.values())


def _speaker(value: object) -> str | None:
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    raise ValueError("speaker is not a name")


def _texts(value: object, name: str) -> tuple[str, ...]:
    # Decoded JSON has lists, `as_dict` gives tuples.
    if not isinstance(value, list | tuple) or not all(
        isinstance(v, str) and v.strip() for v in value
    ):
        raise ValueError(f"{name} is not a list of texts")
    return tuple(value)
