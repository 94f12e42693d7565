"""Measures of the answer as a whole: keys, exact match, token F1, correctness, refusal."""

from dixit.eval.metrics.answers import exact_match, key_match, token_f1
from dixit.eval.rules.records import Measure, Score, of_gold
from dixit.eval.rules.retrieval import covered
from dixit.eval.runs.run_file import Asked

CITED = 0.5
"""The least share of each gold span that a right answer cites, by characters."""


def _answer(asked: Asked) -> Score | None:
    if not asked.question.keys:
        return None
    if not asked.answered:
        return Score(0.0, "refused")
    missing_keys = [g[0] for g in asked.question.keys if not key_match(asked.answer_text, [g])]
    value = key_match(asked.answer_text, asked.question.keys)
    return Score(
        value, f"lacks {', '.join(missing_keys)}" if missing_keys else "says all that is asked"
    )


def _gold_texts(asked: Asked) -> list[str]:
    """The accepted answers: each gold span, and all of them joined."""
    texts = [gold.text for gold in asked.gold]
    return [*texts, " ".join(texts)] if len(texts) > 1 else texts


def _exact_match(asked: Asked) -> Score:
    value = exact_match(asked.answer_text, _gold_texts(asked)) if asked.answered else 0.0
    return Score(value, "the gold span itself" if value else "not the gold span alone")


def _token_f1(asked: Asked) -> Score:
    value = token_f1(asked.answer_text, _gold_texts(asked)) if asked.answered else 0.0
    return Score(value, f"{value:.0%} of the words given and wanted are the same")


def _right(asked: Asked) -> Score | None:
    """1 if answered, each gold span covered by at least `CITED`, and every key said."""
    if not asked.question.keys:
        return None
    spans = [c.span for c in asked.citations if c.counts]
    uncited = [gold.text for gold in asked.gold if covered(gold, spans) < CITED]
    says_all = key_match(asked.answer_text, asked.question.keys) == 1
    why = "refused" if not asked.answered else f"{len(uncited)} gold spans are not cited"
    return Score(
        float(asked.answered and not uncited and says_all), why if says_all else f"{why}, keys lack"
    )


def _refusal(asked: Asked) -> Score | None:
    right = asked.answered == asked.question.answerable
    return Score(float(right), "answered" if asked.answered else "refused")


OF_ANSWERS = (
    Measure("answer", "things to say that the answer says", "ask", _answer),
    Measure(
        "exact_match", "answers that are a gold span and no more (SQuAD)", "ask",
        of_gold(_exact_match),
    ),
    Measure("token_f1", "words of the answer beside the gold's (SQuAD)", "ask", of_gold(_token_f1)),
    Measure("right", "answered, the gold cited and every key said", "ask", of_gold(_right)),
    Measure("refusal", "answered where there is an answer, refused where not", "ask", _refusal),
)  # fmt: skip
