"""Retrieval sets in BEIR layout.

Thakur et al., 2021, "BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information
Retrieval Models": `corpus.jsonl` (`_id`, `text`, `title`), `queries.jsonl` (`_id`, `text`) and
`qrels.tsv` (a header, then query, passage, gain).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dixit.index.errors import DixitError


class BenchmarkError(DixitError):
    """A retrieval set cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Texts, queries, and the relevance of texts to queries."""

    name: str
    corpus: Mapping[str, str]
    queries: Mapping[str, str]
    gains: Mapping[str, Mapping[str, float]]
    """The gain of each relevant text, by query id, then by text id."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The titles of texts that have one, by id."""

    @property
    def fingerprint(self) -> str:
        """12 hexadecimal digits of a SHA-256 over the texts and titles."""
        digest = hashlib.sha256()
        for id_, text in sorted(self.corpus.items()):
            digest.update(json.dumps([id_, text, self.titles.get(id_)]).encode())
        return digest.hexdigest()[:12]


def read_corpus(path: Path) -> dict[str, str]:
    """Read the texts of a `corpus.jsonl`, by id.

    Raises:
        BenchmarkError: the file or a line of it cannot be read.
    """
    return _texts(path)


def read_set(folder: Path, corpus: Path | None = None) -> RetrievalSet:
    """Read a set.

    Args:
        folder: the folder with `queries.jsonl`, `qrels.tsv` and, without `corpus`, `corpus.jsonl`.
        corpus: the file of the texts, if it is elsewhere.

    Raises:
        BenchmarkError: a file or a line of it cannot be read, or the qrels name a query or a text
            that the set lacks.
    """
    texts = read_corpus(corpus or folder / "corpus.jsonl")
    queries = _texts(folder / "queries.jsonl")
    gains: dict[str, dict[str, float]] = {}
    path = folder / "qrels.tsv"
    for number, line in enumerate(_lines(path)[1:], start=2):
        try:
            query, text, gain = line.split("\t")
            gains.setdefault(query, {})[text] = float(gain)
        except ValueError as error:
            raise BenchmarkError(
                f"{path}, line {number}: not a query, a passage and a number between tabs."
            ) from error
        if query not in queries or text not in texts:
            raise BenchmarkError(
                f"{path}, line {number}: names {query} and {text}, which are not both in "
                "queries.jsonl and corpus.jsonl; give another corpus with --corpus."
            )
    return RetrievalSet(
        folder.name, texts, queries, gains, _titles(corpus or folder / "corpus.jsonl")
    )


def _titles(path: Path) -> dict[str, str]:
    records = (json.loads(line) for line in _lines(path))
    return {str(record["_id"]): str(record["title"]) for record in records if record.get("title")}


def _texts(path: Path) -> dict[str, str]:
    texts = {}
    for number, line in enumerate(_lines(path), start=1):
        try:
            record = json.loads(line)
            texts[str(record["_id"])] = str(record["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise BenchmarkError(
                f"{path}, line {number}: not a JSON object with _id and text."
            ) from error
    return texts


def _lines(path: Path) -> Sequence[str]:
    try:
        return path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BenchmarkError(f"The file {path} of the retrieval set cannot be read.") from error
