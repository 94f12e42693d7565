"""The shipped cross-encoder reads: which sentence answers, with which words, or that none does."""

import json
import shutil
from pathlib import Path

import pytest

from dixit.rag.errors import EmbedderError
from dixit.rag.models.cross_encoder import SHIPPED, CrossEncoder, shipped_cross_encoder
from dixit.rag.models.passage_reading import parts_of, read_part
from dixit.rag.parsing.sentences import sentences

TITLE = "La bibliothèque de Carmont rouvre"
TEXT = (
    "La bibliothèque municipale de Carmont rouvrira le 14 mars, après onze mois de travaux. "
    "Le chantier a coûté 2,3 millions d'euros, soit 400 000 euros de plus que prévu. "
    "« Nous avons découvert de l'amiante sous le plancher », explique l'architecte, Lise Amar. "
    "La directrice, Nora Veil, attend 900 visiteurs le premier jour."
)
SPANS = sentences(TEXT)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Combien ont coûté les travaux de la bibliothèque ?", 1),
        ("When does the library open again?", 0),
        ("Qu'est-ce qui a été découvert sous le plancher ?", 2),
        ("How many visitors are expected on the first day?", 3),
    ],
)
def test_the_sentence_that_answers_comes_first(question: str, sentence: int) -> None:
    readings = read_part(shipped_cross_encoder(), question, TITLE, TEXT, SPANS)

    best = max(range(len(SPANS)), key=lambda at: readings[at].odds)
    assert best == sentence
    assert readings[best].odds > 0


def test_the_words_that_answer_are_found_in_their_sentence() -> None:
    question = "Combien de visiteurs sont attendus le premier jour ?"

    reading = read_part(shipped_cross_encoder(), question, TITLE, TEXT, SPANS)[3]

    start, end = reading.words
    assert TEXT[start:end].startswith("900")
    assert SPANS[3][0] <= start < end <= SPANS[3][1]


def test_nothing_answers_what_is_not_told() -> None:
    question = "Quel est le salaire du gardien de la piscine ?"

    readings = read_part(shipped_cross_encoder(), question, TITLE, TEXT, SPANS)

    assert all(reading.odds < 0 for reading in readings)
    assert sum(reading.chance for reading in readings) < 0.5


def test_chances_of_a_part_leave_room_for_none() -> None:
    readings = read_part(shipped_cross_encoder(), "Qui est Lise Amar ?", "", TEXT, SPANS)

    assert all(0 <= reading.chance <= 1 for reading in readings)
    assert sum(reading.chance for reading in readings) < 1


def test_a_part_has_neighbouring_sentences_up_to_a_length() -> None:
    spans = [(0, 200), (201, 420), (421, 640), (641, 1500), (1501, 1600)]

    assert parts_of(spans, 500) == [[0, 1], [2], [3], [4]]


def test_a_text_longer_than_the_window_is_cut_and_its_rest_is_not_read() -> None:
    text = "Le vent souffle. " * 400
    spans = sentences(text)

    readings = read_part(shipped_cross_encoder(), "Que fait le vent ?", "", text, spans)

    assert len(readings) == len(spans)
    assert readings[-1].odds == float("-inf")


def test_the_same_pair_is_read_once_and_alike() -> None:
    model = CrossEncoder(SHIPPED)

    first, again = model.run("Que fait le vent ?", TEXT), model.run("Que fait le vent ?", TEXT)

    assert first is again


def test_a_model_without_its_manifest_is_one_clear_sentence(tmp_path: Path) -> None:
    model = shutil.copytree(SHIPPED, tmp_path / "model")
    (model / "manifest.json").unlink()

    with pytest.raises(EmbedderError, match="has no manifest"):
        CrossEncoder(model).run("Qui ?", "Rien.")


def test_a_model_with_a_broken_graph_is_one_clear_sentence(tmp_path: Path) -> None:
    model = shutil.copytree(SHIPPED, tmp_path / "model")
    (model / "model.onnx").write_bytes(b"no graph")

    with pytest.raises(EmbedderError, match="cannot be loaded"):
        CrossEncoder(model).run("Qui ?", "Rien.")


def test_the_card_tells_origin_data_and_limits() -> None:
    manifest = json.loads((SHIPPED / "manifest.json").read_text("utf-8"))
    card = (SHIPPED / "README.md").read_text("utf-8")

    assert manifest["weights_sha256"] in card
    for told in ("licence", "multilingual-e5-small", "seed", "limits"):
        assert told in card.lower()
