"""An evaluation as HTML: every word escaped, every figure with its change, every place a button."""

import html
import re
from dataclasses import asdict
from typing import Any

import pytest

from dixit.ui.render import charts, evaluation
from dixit.ui.strings.en import EN
from dixit.ui.strings.evaluation import EvaluationStrings
from dixit.ui.strings.fr import FR

HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> & \"'"


def figure(value: float | None, unscored: int = 0) -> dict[str, Any]:
    return {"value": value, "counted": 4, "unscored": unscored}


def asked(outcome: str = "right", kind: str = "quote", ms: float | None = 50.0) -> dict[str, Any]:
    return {
        "set": "mine",
        "id": "1",
        "lang": "fr",
        "kind": kind,
        "outcome": outcome,
        "ask_ms": ms,
    }


def failure(words: str = "Qui ?", **changes: Any) -> dict[str, Any]:
    return {
        **asked("wrong"),
        "question": words,
        "answerable": True,
        "expected": [{"text": words, "places": [{"source": "a.txt", "start": 3, "end": 9}]}],
        "given": words,
        "why": [{"measure": "answer", "value": 0.5, "why": words}],
        "cited": [{"source": words, "start": 10, "end": 20}],
        **changes,
    }


def result(**changes: Any) -> dict[str, Any]:
    figures = {"right": figure(0.75), "ask_p50_ms": figure(50.0)}
    return {
        "run": "/runs/2.jsonl",
        "questions": 1,
        "unscored": {},
        "groups": {"all": figures, "mine": figures, "fr": figures, "quote": figures},
        "before": None,
        "asked": [asked()],
        "failures": [],
        **changes,
    }


def shown_text(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", markup))


def test_hostile_words_are_shown_as_the_text_that_they_are() -> None:
    told = result(
        failures=[failure(HOSTILE)],
        unscored={HOSTILE: HOSTILE},
        asked=[asked(kind=HOSTILE)],
        groups={"all": {HOSTILE: figure(1.0)}, HOSTILE: {}, "fr": {}},
    )
    for shown in (evaluation.report(told, EN), evaluation.failed(HOSTILE)):
        assert "<script" not in shown
        assert "<img" not in shown
        assert HOSTILE in shown_text(shown)


def test_progress_is_a_bar_with_its_text() -> None:
    shown = evaluation.progress(12, 404, EN)

    assert 'value="12" max="404"' in shown
    assert "12 of 404 questions asked" in shown_text(shown)
    assert 'aria-busy="true"' in shown
    assert "value=" not in evaluation.progress(0, 0, EN)


def test_a_figure_stands_beside_its_change_since_the_last_run() -> None:
    earlier = {"right": figure(0.5), "ask_p50_ms": figure(40.0)}
    told = result(before={"run": "/runs/1.jsonl", "groups": {"all": earlier}})
    shown = evaluation.report(told, EN)

    assert '0.750<span class="change better">+0.250</span>' in shown
    assert '50.0<span class="change worse">+10.0</span>' in shown
    assert "the last run of these questions, 1." in shown_text(shown)
    assert "No earlier run" in shown_text(evaluation.report(result(), EN))


def test_what_did_not_change_and_what_could_not_be_scored_are_told_so() -> None:
    groups = {"all": {"right": figure(0.5, unscored=2), "answer": figure(None)}}
    told = result(
        groups=groups | {"fr": {}, "quote": {}}, before={"run": "1.jsonl", "groups": groups}
    )
    shown = evaluation.report(told, EN)

    assert '0.500<span class="change">=</span><span class="change">2 unscored</span>' in shown
    assert "–" in shown


def test_the_columns_are_all_questions_then_languages_then_kinds() -> None:
    head = re.search(r"<thead>(.*?)</thead>", evaluation.report(result(), FR))

    assert head is not None
    columns = [cell.strip() for cell in shown_text(head[1]).split("  ") if cell.strip()]
    assert columns == ["Mesure", "toutes", "français", "citation"]


def test_a_failure_tells_what_was_expected_and_given_and_why() -> None:
    lost = failure("Qui ?", given=None, cited=[], answerable=False, expected=[])
    text = shown_text(evaluation.report(result(failures=[failure(), lost]), EN))

    assert "2 of 1 questions failed" in text
    assert "Expected content given: 0.50 (Qui ?)" in text
    assert text.count("a refusal") == 2
    assert "nothing" in text


def test_places_open_their_article_by_buttons_of_their_own() -> None:
    shown = evaluation.report(result(failures=[failure(), failure()]), EN)
    ids = re.findall(r'<button type="button" id="([^"]+)"', shown)

    assert 'data-source="a.txt" data-start="3" data-end="9"' in shown
    assert 'data-start="10" data-end="20"' in shown
    assert len(ids) == len(set(ids)) == 4


def test_more_failures_than_are_shown_are_counted() -> None:
    many = [failure()] * (evaluation.SHOWN + 1)
    shown = evaluation.report(result(failures=many), EN)

    assert shown.count("<details>") == evaluation.SHOWN
    assert f"of {len(many)}." in shown_text(shown)


def test_what_became_of_the_questions_is_told_in_numbers_beside_the_bar() -> None:
    questions = [asked(), asked(), asked("refused"), asked(kind="none")]
    shown = charts.outcomes(questions, EN.evaluation)

    assert "correct: 2, refused: 1" in shown_text(shown)
    assert 'part-right" style="flex-grow: 2"' in shown
    assert shown.count('aria-hidden="true"') == 2


@pytest.mark.parametrize("times", [[0.0], [5.0, 5.0], [*range(1, 101), 90_000.0]])
def test_the_spread_of_times_counts_every_answer_and_has_its_text(times: list[float]) -> None:
    shown = charts.latency(times, EN.evaluation)
    counted = [int(n) for n in re.findall(r"<title>(\d+) from", shown)]

    assert sum(counted) == len(times)
    assert f"Half of the {len(times)} answers took at most" in shown
    assert f"the slowest took {max(times):.0f} ms" in shown
    assert 'role="img"' in shown


def test_no_times_give_no_chart() -> None:
    assert charts.latency([], EN.evaluation) == ""


def test_both_languages_say_everything() -> None:
    def names(words: EvaluationStrings) -> set[str]:
        fields = asdict(words)
        inner = (f"{name}.{key}" for name, v in fields.items() if isinstance(v, dict) for key in v)
        return {*fields, *inner}

    assert names(EN.evaluation) == names(FR.evaluation)
