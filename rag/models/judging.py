"""Judging: whether a premise supports a statement, contradicts it, or does not say it."""

from dataclasses import dataclass

import numpy as np

from dixit.rag.models.cross_encoder import CrossEncoder
from dixit.rag.models.model_output import SUPPORTED


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely a statement is what a premise says, each 0 to 1, together 1.

    Attributes:
        supported: the premise says it.
        contradicted: the premise says otherwise.
        unsaid: the premise says neither.
    """

    supported: float
    contradicted: float
    unsaid: float


def judge(model: CrossEncoder, statement: str, premise: str) -> Judgement:
    """Judge a statement by a premise, in either language.

    Args:
        model: the cross-encoder.
        statement: one sentence or clause.
        premise: a sentence of an article, with a neighbour or two.
    """
    output = model.run(statement, premise)
    labels = output.numbers[:, SUPPORTED:]
    scores = labels[slice(*output.first)].mean(axis=0) + labels[0]
    chances = np.exp(scores - scores.max())
    supported, contradicted, unsaid = (chances / chances.sum()).tolist()
    return Judgement(supported, contradicted, unsaid)
