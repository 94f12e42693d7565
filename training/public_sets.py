"""The paragraphs of public question sets, but for those that stand in a measuring set."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_SPAN = 100
"""Characters by which a paragraph is known to stand in a measuring set."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a paragraph.

    Attributes:
        text: the question.
        answer: (start, end) of the words that answer, in characters of the paragraph; None where
            nothing in it does.
    """

    text: str
    answer: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its article's title and the questions about it."""

    title: str
    text: str
    questions: tuple[Asked, ...]


def read_squad(path: Path, measured: Iterable[str]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a file in the layout of SQuAD 2.0 (Rajpurkar et al., 2018).

    Args:
        path: the file.
        measured: texts of measuring sets; a paragraph that begins like one is left out.
    """
    known = {_known_by(text) for text in measured}
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            if _known_by(paragraph["context"]) not in known:
                questions = tuple(_asked(row) for row in paragraph["qas"])
                yield Paragraph(article["title"], paragraph["context"], questions)


def _asked(row: dict[str, object]) -> Asked:
    answers = row["answers"]
    assert isinstance(answers, list)
    if not answers:
        return Asked(str(row["question"]), None)
    start = answers[0]["answer_start"]
    return Asked(str(row["question"]), (start, start + len(answers[0]["text"])))


def _known_by(text: str) -> str:
    return "".join(text.split()).lower()[:_SPAN]
