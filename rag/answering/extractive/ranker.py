"""The learned judgement: how likely a sentence answers a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from dixit.index.records import Hit
from dixit.rag.answering.extractive.candidates import Candidate
from dixit.rag.answering.extractive.signals import SIGNALS, signals
from dixit.rag.models.boosted_trees import BoostedTrees, Floats
from dixit.rag.question.question import Question

SHIPPED = Path(__file__).parent / "ranker.npz"
"""The trees, as `training.ranker` wrote them."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate and how likely it answers.

    Attributes:
        candidate: the sentence.
        probability: 0 to 1, calibrated: of sentences shown first with .8, 8 in 10 answer.
    """

    candidate: Candidate
    probability: float


@dataclass(frozen=True, slots=True)
class Ranker:
    """Trees, and the line that turns their sum into a probability (Platt, 1999)."""

    trees: BoostedTrees
    slope: float
    offset: float

    def probabilities(self, table: Floats) -> Floats:
        """How likely each candidate answers.

        Args:
            table: signals, shape (candidates, len(SIGNALS)).

        Returns:
            Shape (candidates,).
        """
        margins = self.slope * self.trees.margin(table) + self.offset
        chances: Floats = 1.0 / (1.0 + np.exp(-margins))
        return chances

    def judge(
        self, question: Question, hits: Sequence[Hit], rows: Sequence[Candidate]
    ) -> list[Judged]:
        """The candidates, the likeliest answer first; ties by place."""
        if not rows:
            return []
        chances = self.probabilities(signals(question, hits, rows)).tolist()
        judged = [Judged(row, chance) for row, chance in zip(rows, chances, strict=True)]
        return sorted(judged, key=lambda one: (-one.probability, one.candidate.span))


@cache
def shipped_ranker() -> Ranker:
    """The ranker that comes with Dixit.

    Raises:
        ValueError: its file was made for other signals.
    """
    with np.load(SHIPPED) as arrays:
        names = tuple(arrays["signals"].tolist())
        if names != SIGNALS:
            raise ValueError(f"{SHIPPED} was trained on other signals: run training.ranker")
        slope, offset = arrays["calibration"].tolist()
        return Ranker(BoostedTrees.from_arrays(arrays), slope, offset)
