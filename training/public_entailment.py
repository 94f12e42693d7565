"""Measure the judge on the public entailment sets that nothing was learned from.

    python -m training.public_entailment MATERIAL

RTE3-FR's test part and GQNLI-FR (is the hypothesis supported?), and the even half of DACCORD (does
one sentence contradict the other?). Balanced accuracy, beside the best threshold on the share of
the hypothesis's words that the premise holds, chosen on the very set that is measured.
"""

import argparse
import csv
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import balanced_accuracy_score
from tqdm import tqdm

from dixit.index.records import Document, Span
from dixit.index.text.tokens import words
from dixit.rag.checking.alignment import align
from dixit.rag.checking.learned_judge import shipped_judge
from dixit.rag.models.cross_encoder import shipped_cross_encoder
from dixit.rag.models.judging import judge


@dataclass(frozen=True, slots=True)
class Pair:
    """A premise and a hypothesis; `holds` is what is asked of them: supported, or contradicted."""

    premise: str
    hypothesis: str
    holds: bool


def read(path: Path, label: str, *, even: bool = False) -> list[Pair]:
    """Read a table with `premise`, `hypothesis` and `label`.

    Args:
        path: the file, tabs between its columns.
        label: the label of the pairs for which it holds.
        even: only the rows whose number is even.
    """
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Pair(row["premise"], row["hypothesis"], row["label"] == label)
        for row in rows
        if not even or int(row["id"][1:]) % 2 == 0
    ]


def is_proven(pair: Pair) -> bool:
    """Whether `dixit check` would call the hypothesis supported by the premise."""
    document = Document("premise", pair.premise, "", "fr")
    found = align(
        pair.hypothesis,
        Span("premise", 0, len(pair.premise)),
        document,
        language="fr",
        cited_language="fr",
        judge=shipped_judge(),
    )
    return found.verdict in ("verbatim", "supported")


def is_contradicted(pair: Pair) -> bool:
    """Whether the cross-encoder finds a contradiction likelier than anything else."""
    told = judge(shipped_cross_encoder(), pair.hypothesis, pair.premise)
    return told.contradicted > max(told.supported, told.unsaid)


def best_by_words(pairs: Sequence[Pair]) -> float:
    """Balanced accuracy of the best threshold, either way, on the share of words held."""
    shares = []
    for pair in pairs:
        told = words(pair.hypothesis)
        held = set(words(pair.premise))
        shares.append(sum(word in held for word in told) / max(1, len(told)))
    right = [pair.holds for pair in pairs]
    scores = [
        float(balanced_accuracy_score(right, np.array(shares) >= bar))
        for bar in np.linspace(0, 1, 41)
    ]
    return max(*scores, *(1 - score for score in scores))


def measured(name: str, pairs: Sequence[Pair], told: Callable[[Pair], bool]) -> str:
    """One line of the report."""
    found = [told(pair) for pair in tqdm(pairs, desc=name)]
    right = [pair.holds for pair in pairs]
    score = balanced_accuracy_score(right, found)
    return f"{name:20}{len(pairs):6}{score:9.3f}{best_by_words(pairs):9.3f}"


def main() -> None:
    """Measure on all three, and print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("material", type=Path, help="a folder that holds open/")
    folder = parser.parse_args().material / "open"
    rte3 = read(folder / "RTE3-FR-test-gold-3class.tsv", "0")
    lines = [
        f"{'set':20}{'pairs':>6}{'judge':>9}{'words':>9}",
        measured("RTE3-FR test", rte3, is_proven),
        measured("GQNLI-FR", read(folder / "gqnli-fr.tsv", "0"), is_proven),
        measured("DACCORD even", read(folder / "daccord.tsv", "1", even=True), is_contradicted),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
