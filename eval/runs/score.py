"""Scoring one question: each measure gives a value with its explanation, or says why it cannot.

A stage that crashed leaves its measures *unscored* with the reason. That is never a zero, and the
question is never dropped. A measure that has no meaning for a question is simply absent.
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
    """A question with its scores by name of measure."""

    asked: Asked
    scores: Mapping[str, Score]

    @property
    def right(self) -> bool | None:
        """Whether the question was answered rightly, or rightly refused; None where unscored.

        A question that tells neither words to say nor words to cite is right when it is answered.
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
    """Every measure that means something for the question."""
    scores = {}
    for measure in MEASURES:
        if measure.stage not in asked.milliseconds:
            continue
        failure = asked.errors.get(measure.stage)
        result = measure.rule(asked)
        if result is not None:
            scores[measure.name] = Score(None, failure) if failure else result
    return Scored(asked, scores)
