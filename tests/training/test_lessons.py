"""The lessons of the cross-encoder: rules that falsify, windows around a place, cut articles."""

import json
import random
from pathlib import Path

import pytest

from dixit.rag.parsing.sentences import sentences
from training.falsehoods import CHANGES, CONTRADICTED, UNSAID, falsified
from training.reading_examples import LONGEST, read_written
from training.statement_examples import LABELS, by_rule, from_written, window

TEXT = (
    "Le maire de Belleroche, Paul Roux, pourrait fermer la piscine en mars 2026. "
    "Plusieurs élus refusent ce projet. La ville a perdu 3 200 habitants en dix ans. "
    "« Nous n'avons pas le choix », a dit Lucie Perrin, son adjointe."
)
ARTICLE = {
    "id": "x-1",
    "lang": "fr",
    "title": "La piscine de Belleroche",
    "text": TEXT,
    "questions": [
        {
            "lang": "fr",
            "question": "Combien d'habitants la ville a-t-elle perdus ?",
            "answerable": True,
            "answer": "3 200 habitants",
            "evidence": "La ville a perdu 3 200 habitants en dix ans.",
        },
        {
            "lang": "en",
            "question": "How much does the pool cost?",
            "answerable": False,
            "answer": "",
            "evidence": "",
        },
    ],
    "statements": [
        {
            "lang": "fr",
            "statement": "En dix ans, 3 200 habitants sont partis.",
            "label": "supported",
            "evidence": "La ville a perdu 3 200 habitants en dix ans.",
        }
    ],
    "quotations": [],
}


@pytest.mark.parametrize(
    ("kind", "sentence", "language", "label"),
    [
        ("scope", "Ce projet gêne plusieurs élus.", "fr", UNSAID),
        ("condition", "Le maire pourrait fermer la piscine.", "fr", UNSAID),
        ("condition", "The mayor may close the pool.", "en", UNSAID),
        ("plan", "The town plans to sell the hall.", "en", UNSAID),
        ("opposite", "Le tribunal a condamné Duval.", "fr", CONTRADICTED),
        ("comparison", "Sales were more than twice as high after May.", "en", CONTRADICTED),
        ("number", "La ville a perdu 3 200 habitants.", "fr", CONTRADICTED),
    ],
)
def test_each_rule_changes_what_it_names(
    kind: str, sentence: str, language: str, label: str
) -> None:
    change, told = CHANGES[kind]

    changed = change(sentence, language)

    assert changed is not None
    assert changed != sentence
    assert told == label


def test_a_sentence_without_anything_to_change_stays_out() -> None:
    assert falsified("Oh.", "fr", "Oh.", (), random.Random(1)) is None


def test_a_window_holds_whole_sentences_around_its_place() -> None:
    spans = sentences(TEXT)
    place = TEXT.index("3 200")

    shown = {window(TEXT, spans, place, place + 5, random.Random(n)) for n in range(20)}

    assert "La ville a perdu 3 200 habitants en dix ans." in shown
    assert all(text.endswith((".", "adjointe.")) and "3 200" in text for text in shown)
    assert len(shown) > 1


def test_a_rule_made_lesson_stands_beside_its_true_twin() -> None:
    made = by_rule([ARTICLE], random.Random(3))

    assert made
    true, false = made[::2], made[1::2]
    assert all(one.label == LABELS[0] and one.statement in TEXT for one in true)
    assert all(one.label in LABELS[1:] and one.statement not in TEXT for one in false)
    assert [one.premise for one in true] == [one.premise for one in false]


def test_a_supported_statement_is_unsaid_where_its_evidence_is_not_shown() -> None:
    lessons = [one for n in range(12) for one in from_written([ARTICLE], random.Random(n))]

    for one in lessons:
        assert (one.label == "supported") == ("3 200" in one.premise)
    assert {one.label for one in lessons} == {"supported", "unsaid"}


def test_questions_are_read_beside_their_answer_and_where_there_is_none(tmp_path: Path) -> None:
    file = tmp_path / "articles-00.jsonl"
    file.write_text(json.dumps(ARTICLE) + "\n", "utf-8")

    lessons = read_written([file], random.Random(1))

    answered = [one for one in lessons if one.right]
    assert [one.passage[slice(*one.sentences[one.right[0]])] for one in answered] == [
        "La ville a perdu 3 200 habitants en dix ans."
    ]
    assert answered[0].answer is not None
    assert answered[0].passage[slice(*answered[0].answer)] == "3 200 habitants"
    assert any(not one.right and one.answer is None for one in lessons)
    assert all(len(one.passage) <= LONGEST + 100 for one in lessons)
