"""Exchange with ragas, whose measures are judged by a language model: export rows, import results.

ragas (Es, James, Espinosa-Anke and Schockaert, 2023, "RAGAS: Automated Evaluation of Retrieval
Augmented Generation") reads the rows with `EvaluationDataset.from_jsonl`. Write the result of its
`evaluate(...)` with `.to_pandas().to_json(FILE, orient="records", lines=True)`. This module needs
neither ragas nor a model.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dixit.eval.rules.records import Score
from dixit.eval.runs.run_file import Asked
from dixit.eval.runs.score import Scored
from dixit.index.errors import DixitError

PREFIX = "ragas_"
"""The prefix of the names of imported measures."""
_GIVEN = frozenset(
    "user_input retrieved_contexts reference_contexts response reference rubrics".split()
)


class RagasFileError(DixitError):
    """A file of ragas results cannot be read; the message names the line."""


def rows(asked: Iterable[Asked]) -> list[dict[str, object]]:
    """A row (ragas: single-turn sample) for each question that was answered.

    The contexts are the stored texts that the answer cites, or the passages found if it cites none.
    """
    return [_row(each) for each in asked if each.answer is not None and each.answered]


def write_rows(asked: Iterable[Asked], path: Path) -> int:
    """Write the rows as JSON Lines.

    Args:
        asked: the records of a run.
        path: the file.

    Returns:
        The number of rows.

    Raises:
        OSError: the file cannot be written.
    """
    records = rows(asked)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in records)
    path.write_text("".join(lines), encoding="utf-8")
    return len(records)


def read_verdicts(path: Path) -> dict[tuple[str, str], dict[str, float]]:
    """Read the results of ragas.

    Args:
        path: a JSON Lines file.

    Returns:
        The measures of each row by name, by (question, answer).

    Raises:
        RagasFileError: the file, or a line of it, cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RagasFileError(f"The results {path} cannot be read ({error}).") from error
    verdicts: dict[tuple[str, str], dict[str, float]] = {}
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line)
            measures = {
                PREFIX + name: float(value)
                for name, value in record.items()
                if name not in _GIVEN and isinstance(value, int | float) and math.isfinite(value)
            }
            verdicts[record["user_input"], record["response"]] = measures
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RagasFileError(
                f"{path}, line {number}: not a row of ragas' results; write them with "
                '`.to_pandas().to_json(FILE, orient="records", lines=True)`.'
            ) from error
    return verdicts


def with_verdicts(
    scored: Sequence[Scored], verdicts: Mapping[tuple[str, str], Mapping[str, float]]
) -> tuple[Scored, ...]:
    """Add the measures of ragas to the scores; a measure that a row lacks is unscored.

    Args:
        scored: the scored questions.
        verdicts: the measures by (question, answer).
    """
    names = sorted({name for measures in verdicts.values() for name in measures})

    def judged(s: Scored) -> Scored:
        measures = verdicts.get((s.asked.question.question, s.asked.answer_text))
        if measures is None or not s.asked.answered:
            return s
        scores = {
            name: Score(measures[name], "as ragas judges it")
            if name in measures
            else Score(None, f"ragas gave no {name.removeprefix(PREFIX)}")
            for name in names
        }
        return replace(s, scores={**s.scores, **scores})

    return tuple(judged(s) for s in scored)


def _row(asked: Asked) -> dict[str, object]:
    contexts = [text for text in asked.stored if text]
    return {
        "user_input": asked.question.question,
        "response": asked.answer_text,
        "retrieved_contexts": contexts or [str(hit["text"]) for hit in asked.hits],
        "reference": " ".join(gold.text for gold in asked.gold) or None,
        "reference_contexts": [gold.text for gold in asked.gold] or None,
    }
