"""Sets in SQuAD's layout: their contexts are the texts, each question's own is relevant."""

import json
from pathlib import Path

import pytest

from dixit.eval.command import main
from dixit.eval.sets.beir import BenchmarkError
from dixit.eval.sets.squad import read_squad

SKY = "Le ciel est bleu parce que l'air disperse la lumière bleue du soleil."
SEA = "La mer est salée, car les rivières y portent le sel des roches."


def question(id_: str, text: str, *, impossible: bool = False) -> dict[str, object]:
    return {"id": id_, "question": text, "answers": [], "is_impossible": impossible}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    told = {
        "version": "1.1",
        "data": [
            {
                "title": "Ciel",
                "paragraphs": [
                    {"context": SKY, "qas": [question("1", "Pourquoi le ciel est-il bleu ?")]},
                    {"context": SKY, "qas": [question("2", "Que disperse l'air ?")]},
                ],
            },
            {
                "title": "Mer",
                "paragraphs": [
                    {
                        "context": SEA,
                        "qas": [
                            question("3", "Pourquoi la mer est-elle salée ?"),
                            question("4", "Qui a bu la mer ?", impossible=True),
                        ],
                    },
                    {"context": "Sans question.", "qas": []},
                ],
            },
        ],
    }
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(told), "utf-8")
    return file


def test_a_text_that_stands_twice_is_one_and_what_has_no_answer_is_not_asked(path: Path) -> None:
    told = read_squad(path)
    assert sorted(told.titles.values()) == ["Ciel", "Mer", "Mer"]
    assert sorted(told.corpus.values()) == sorted([SKY, SEA, "Sans question."])
    assert list(told.queries) == ["1", "2", "3"]
    assert {told.corpus[text] for text in told.gains["2"]} == {SKY}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "cannot be read as JSON"),
        ('{"data": [{"paragraphs": [{"context": "a"}]}]}', "not laid out as SQuAD is.*qas"),
        ("[1]", "not laid out as SQuAD is"),
        ('{"data": []}', "has no question with an answer"),
    ],
)
def test_another_layout_is_one_sentence(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(text, "utf-8")
    with pytest.raises(BenchmarkError, match=reason) as caught:
        read_squad(file)
    assert "\n" not in str(caught.value)


def test_it_is_measured_from_the_command_line(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--benchmark", str(path), "--out", str(tmp_path), "--json"]
    assert main([*arguments, "--gate", "hybrid.ndcg_at_10>=1"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rankings"]["hybrid"]["recall_at_10"]["counted"] == 3
    assert {"bm25", "words", "vectors", "tutorial"} <= set(told["hybrid_ahead_of"])
