"""The learned judge: how likely a premise supports a statement, by its meaning.

The shipped cross-encoder reads statement and premise as one text. Small boosted trees weigh what it
says with what the rules say, and turn it into a probability (Platt, 1999). The exact checks stand
before it; see `judgement`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from dixit.index.text.tokens import words
from dixit.rag.checking.judgement import (
    Judge,
    Probabilities,
    RuleJudge,
    contradicted_by_rules,
    is_open_who_speaks,
    pair_of,
    share_held,
)
from dixit.rag.checking.records import Premise
from dixit.rag.dials import CheckDials
from dixit.rag.models.boosted_trees import BoostedTrees, Floats
from dixit.rag.models.cross_encoder import CrossEncoder, shipped_cross_encoder
from dixit.rag.models.judging import judge
from dixit.rag.settings import Settings
from dixit.rag.verification.entailment import follows
from dixit.rag.verification.exact_checks import holds_names
from dixit.rag.verification.statement_marks import words_in_marks

SHIPPED = Path(__file__).parent / "judge.npz"
"""The trees, as `training.judge` wrote them."""
SIGNALS = (
    "supported", "contradicted", "unsaid", "surplus", "follows", "share", "across_languages",
    "statement_words", "premise_words", "quotes", "is_spoken", "has_speaker", "names_held",
    "open_who_speaks", "best_supported", "behind_best", "most_contradicted",
)  # fmt: skip
"""The names of the columns."""
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class LearnedJudge:
    """The cross-encoder, and the trees that weigh it with the rules.

    Attributes:
        model: reads statement and premise.
        trees: the log odds that the premise supports the statement.
        slope: by which these are multiplied to be calibrated.
        offset: what is added.
    """

    model: CrossEncoder
    trees: BoostedTrees
    slope: float
    offset: float

    def judge(
        self, statement: str, language: str, premises: Sequence[Premise]
    ) -> list[Probabilities]:
        """Return the probabilities for each premise; see `judgement.Judge`."""
        if not premises:
            return []
        table = signals(self.model, statement, language, premises)
        supported = self.probabilities(table)
        against = np.exp(table[:, SIGNALS.index("contradicted")])
        silent = np.exp(table[:, SIGNALS.index("unsaid")])
        rest = (1 - supported) / (against + silent)
        return [
            Probabilities(0.0, 1.0, 0.0)
            if contradicted_by_rules(statement, language, premise)
            else Probabilities(float(yes), float(no), float(nothing))
            for premise, yes, no, nothing in zip(
                premises, supported, against * rest, silent * rest, strict=True
            )
        ]

    def probabilities(self, table: Floats) -> Floats:
        """How likely each premise supports its statement.

        Args:
            table: Signals, shape (premises, len(SIGNALS)).

        Returns:
            Shape (premises,).
        """
        margins = self.slope * self.trees.margin(table) + self.offset
        chances: Floats = 1 / (1 + np.exp(-margins))
        return chances


def signals(
    model: CrossEncoder, statement: str, language: str, premises: Sequence[Premise]
) -> Floats:
    """What is known of a statement and each of its premises.

    Args:
        model: The cross-encoder.
        statement: The statement.
        language: Its language code.
        premises: The premises.

    Returns:
        Shape (premises, len(SIGNALS)).
    """
    told = [judge(model, statement, premise.text) for premise in premises]
    logs = np.log(
        np.clip([(one.supported, one.contradicted, one.unsaid) for one in told], _LEAST, 1.0)
    )
    table = np.empty((len(premises), len(SIGNALS)))
    table[:, :3] = logs
    table[:, 3] = logs[:, 0] - logs[:, 1:].max(axis=1)
    for row, premise in zip(table, premises, strict=True):
        pair = pair_of(statement, language, premise)
        row[4:14] = (
            follows(pair, speaker=premise.speaker, role=premise.role),
            share_held(pair, premise),
            language != premise.language,
            len(words(statement)),
            len(words(premise.text)),
            bool(words_in_marks(statement)),
            premise.is_spoken,
            bool(premise.speaker),
            holds_names(pair, premise.speaker, premise.role),
            is_open_who_speaks(statement, language, premise),
        )
    table[:, 14] = table[:, 3].max()
    table[:, 15] = table[:, 3] - table[:, 14]
    table[:, 16] = logs[:, 1].max()
    return table


@cache
def shipped_judge() -> LearnedJudge:
    """The judge that comes with Dixit.

    Raises:
        ValueError: its file was made for other signals.
    """
    with np.load(SHIPPED) as arrays:
        if tuple(arrays["signals"].tolist()) != SIGNALS:
            raise ValueError(f"{SHIPPED} was trained on other signals: run training.judge")
        slope, offset = arrays["calibration"].tolist()
        trees = BoostedTrees.from_arrays(arrays)
    return LearnedJudge(shipped_cross_encoder(), trees, slope, offset)


def open_judge(settings: Settings, dials: CheckDials) -> Judge:
    """The judge that the settings name: the learned one, or the rules (`reader = "none"`)."""
    return RuleJudge(dials.shared) if settings.reader == "none" else shipped_judge()
