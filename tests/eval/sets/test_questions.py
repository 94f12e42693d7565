"""The question sets: well-formed, exact, balanced, and nothing shared between the halves."""

import json
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from dixit.eval.sets.questions import SHIPPED, Question, QuestionFileError, read_questions
from dixit.index.text.tokens import fold

SEEDS = Path(__file__).parents[3] / "seeds"
GOOD = {
    "id": "one",
    "lang": "en",
    "question": "Who?",
    "answerable": True,
    "sources": ["a.txt"],
    "spans": ["Someone"],
    "keys": [["someone"]],
    "kind": "fact",
}


@pytest.fixture(scope="module")
def halves() -> dict[str, list[Question]]:
    return {path.stem: read_questions(path) for path in SHIPPED}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {path.name: path.read_bytes().decode("utf-8") for path in SEEDS.glob("*.txt")}


def test_every_span_is_in_its_sources_exactly(
    halves: dict[str, list[Question]], texts: dict[str, str]
) -> None:
    for question in chain(*halves.values()):
        for span in question.spans:
            assert any(span in texts[source] for source in question.sources), question.id
        for source in question.sources:
            assert any(span in texts[source] for span in question.spans), question.id


def test_answerable_questions_say_where_and_what(halves: dict[str, list[Question]]) -> None:
    for question in chain(*halves.values()):
        assert question.answerable == bool(question.sources and question.spans and question.keys)


def test_halves_are_balanced(halves: dict[str, list[Question]]) -> None:
    for questions in halves.values():
        assert len(questions) >= 120
        languages = Counter(question.lang for question in questions)
        assert languages["fr"] == languages["en"]
        kinds = Counter(question.kind for question in questions)
        assert set(kinds) == {"quote", "fact", "multi", "none"}
        assert kinds["none"] >= len(questions) / 4


def test_no_question_is_asked_in_both_halves(halves: dict[str, list[Question]]) -> None:
    asked = [{fold(q.question).strip(" ?.!") for q in qs} for qs in halves.values()]
    assert not asked[0] & asked[1]
    assert not {q.id for q in halves["development"]} & {q.id for q in halves["test"]}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "it is not JSON"),
        ("[]", "it is not a JSON object"),
        (json.dumps({k: v for k, v in GOOD.items() if k != "keys"}), "it lacks keys"),
        (json.dumps({**GOOD, "mood": 1}), "it has the unknown field mood"),
        (json.dumps({**GOOD, "question": " "}), "question is not a text"),
        (json.dumps({**GOOD, "answerable": "yes"}), "answerable is neither true nor false"),
        (json.dumps({**GOOD, "kind": "riddle"}), "kind is not one of quote, fact, multi, none"),
        (json.dumps({**GOOD, "kind": "none"}), "kind is none exactly where answerable is false"),
        (json.dumps({**GOOD, "spans": "Someone"}), "spans is not a list of texts"),
        (json.dumps({**GOOD, "keys": ["someone"]}), "each group of keys is not a list of texts"),
        (json.dumps(GOOD), "its id 'one' was given before"),
    ],
)
def test_a_malformed_line_is_one_sentence(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(QuestionFileError) as caught:
        read_questions(path)
    assert str(caught.value) == f"{path}, line 3: not a question: {reason}."


def test_a_missing_or_empty_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match=r"cannot be read: No such file"):
        read_questions(tmp_path / "nowhere.jsonl")
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n", encoding="utf-8")
    with pytest.raises(QuestionFileError, match="holds no question"):
        read_questions(empty)


def test_a_question_survives_its_json() -> None:
    question = Question.from_record(GOOD)
    assert Question.from_record(json.loads(json.dumps(question.as_dict()))) == question
