"""The learned judge: how likely a premise supports a statement, by its meaning.

The shipped cross-encoder reads statement and premise as one text. A logistic regression weighs what
it says with what the rules say, and gives a probability. The exact checks stand before it; see
`judgement`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from dixit.rag.check_dials import CheckDials
from dixit.rag.checking.judgement import (
    Judge,
    Probabilities,
    RuleJudge,
    contradicted_by_rules,
    exact_of,
    pair_of,
    proven_by_rules,
    share_held,
)
from dixit.rag.checking.records import Premise
from dixit.rag.models.boosted_trees import Floats
from dixit.rag.models.cross_encoder import CrossEncoder, shipped_cross_encoder
from dixit.rag.models.judging import judge
from dixit.rag.settings import Settings
from dixit.rag.verification.entailment import follows, is_near_copy
from dixit.rag.verification.exact_checks import holds_names

SHIPPED = Path(__file__).parent / "judge.npz"
"""The weights, as `training.judge` wrote them."""
SIGNALS = (
    "supported", "contradicted", "unsaid", "surplus", "follows", "names_held", "most_contradicted",
)  # fmt: skip
"""The names of the columns. How many words a statement shares with its premise is none of them: in
the lessons false statements share more, in drafts true ones do."""
ASSENT, LIFTED = 0.25, 0.5
"""From the first probability the rules may prove a statement, which then has the second one."""
RULES_SHARE = 0.7
"""The share of a statement's content words that a premise holds where the rules prove it."""
_LEAST = 1e-6
ABOUT = 0.7
"""The share of a statement's content words in a premise that is about the same, 0 to 1."""


@dataclass(frozen=True, slots=True)
class LearnedJudge:
    """The cross-encoder, and the weights of it and of the rules.

    Attributes:
        model: reads statement and premise.
        weights: of the signals, shape (len(SIGNALS),).
        offset: added to their sum, which gives the log odds that a premise supports a statement.
    """

    model: CrossEncoder
    weights: Floats
    offset: float

    def judge(
        self, statement: str, language: str, premises: Sequence[Premise]
    ) -> list[Probabilities]:
        """Return the probabilities for each premise; see `judgement.Judge`."""
        if not premises:
            return []
        table = signals(self.model, statement, language, premises)
        supported = self.probabilities(table)
        for at, premise in enumerate(premises):
            if supported[at] < LIFTED and _rules_prove(statement, language, premise, supported[at]):
                supported[at] = LIFTED
        against = np.exp(table[:, SIGNALS.index("contradicted")])
        silent = np.exp(table[:, SIGNALS.index("unsaid")])
        rest = (1 - supported) / (against + silent)
        return [
            _told(yes, no, silent, statement, language, premise)
            for yes, no, silent, premise in zip(
                supported.tolist(),
                (against * rest).tolist(),
                (silent * rest).tolist(),
                premises,
                strict=True,
            )
        ]

    def probabilities(self, table: Floats) -> Floats:
        """How likely each premise supports its statement.

        Args:
            table: Signals, shape (premises, len(SIGNALS)).

        Returns:
            Shape (premises,).
        """
        chances: Floats = 1 / (1 + np.exp(-(table @ self.weights + self.offset)))
        return chances


def _rules_prove(statement: str, language: str, premise: Premise, supported: float) -> bool:
    """Whether the rules may prove a statement, and do.

    They may where the model half agrees, and where a statement copies most of a premise: there they
    compare word by word, and the model, which has seen so many copies with one change, is too wary.
    """
    copied = is_near_copy(pair_of(statement, language, premise))
    share = 0.0 if copied else RULES_SHARE  # A near copy shares most words, in their order.
    return (supported >= ASSENT or copied) and proven_by_rules(statement, language, premise, share)


def _told(
    supported: float,
    contradicted: float,
    unsaid: float,
    statement: str,
    language: str,
    premise: Premise,
) -> Probabilities:
    """The probabilities of a premise.

    One that is about something else, or names others, contradicts nothing; a copy with another
    number or date does.
    """
    pair = pair_of(statement, language, premise)
    if contradicted_by_rules(statement, language, premise):
        counted = exact_of(statement, language, premise) is None
        return Probabilities(supported, contradicted + unsaid if counted else 1.0, 0.0)
    named = holds_names(pair, premise.speaker, premise.role, opening=False)
    if not named or share_held(pair, premise) < ABOUT:
        return Probabilities(supported, 0.0, contradicted + unsaid)
    return Probabilities(supported, contradicted, unsaid)


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
        row[4:6] = (
            follows(pair, speaker=premise.speaker, role=premise.role),
            holds_names(pair, premise.speaker, premise.role),
        )
    table[:, 6] = logs[:, 1].max()
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
        return LearnedJudge(shipped_cross_encoder(), arrays["weights"], float(arrays["offset"]))


def open_judge(settings: Settings, dials: CheckDials) -> Judge:
    """The judge that the settings name: the learned one, or the rules (`reader = "none"`)."""
    return RuleJudge(dials.shared) if settings.reader == "none" else shipped_judge()
