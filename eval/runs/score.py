"""Scores of a question: each measure gives a value with its explanation.

If a stage failed, its measures are *unscored*, with the reason: the question is neither scored 0
nor dropped. A measure that does not apply to a question is absent.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dixit.eval.rules.answers import OF_ANSWERS
from dixit.eval.rules.citations import OF_CITATIONS
from dixit.eval.rules.records import Score
from dixit.eval.rules.retrieval import OF_SEARCH, OF_TUTORIAL
from dixit.eval.runs.run_file import Asked

MEASURES = (*OF_SEARCH, *OF_CITATIONS, *OF_ANSWERS, *OF_TUTORIAL)


@dataclass(frozen=True, slots=True)
class Scored:
    """A question with its scores, by name of measure."""

    asked: Asked
    scores: Mapping[str, Score]

    @property
    def right(self) -> bool | None:
        """Whether the answer is right, or the refusal correct; None if unscored.

        A question with neither keys nor gold spans is right if it is answered.
        """
        score = self.scores.get("right")
        if self.asked.answer is None or (score is not None and score.value is None):
            return None
        if not self.asked.question.answerable or not self.asked.answered:
            return self.asked.answered == self.asked.question.answerable
        if score is not None:
            return score.value == 1
        judged = (
            self.scores[name].value for name in ("answer", "gold_cited") if name in self.scores
        )
        return all(value == 1 for value in judged)


def score(asked: Asked) -> Scored:
    """Score a question by every measure that applies to it."""
    scores = {}
    for measure in MEASURES:
        if measure.stage not in asked.milliseconds:
            continue
        failure = asked.errors.get(measure.stage)
        result = measure.rule(asked)
        if result is not None:
            scores[measure.name] = Score(None, failure) if failure else result
    return Scored(asked, scores)
