"""The recipe of the embedder, from pairs to a folder that Dixit reads, on very few pairs."""

import json
import lzma
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from dixit.rag.embedders.onnx import OnnxEmbedder
from training.distil import train
from training.export import export, rounded
from training.model import teacher_tokenizer
from training.pairs import LAWS, Pair, drawn_down, read_pairs
from training.start import first_vectors, translations
from training.students import KINDS, Kind
from training.vocabulary import costly_words, extended

NOUNS = [
    ("factory", "usine"), ("car", "voiture"), ("engine", "moteur"), ("wheel", "roue"),
    ("worker", "ouvrier"), ("wage", "salaire"), ("strike", "grève"), ("minister", "ministre"),
]  # fmt: skip
VERBS = [("The {} is large.", "L'{} est grand."), ("I see a {}.", "Je vois un {}.")]
PAIRS = [
    Pair(english.format(noun), french.format(nom), "made")
    for noun, nom in NOUNS
    for english, french in VERBS
]


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pairs") / "pairs.tsv.xz"
    with lzma.open(path, "wt", encoding="utf-8") as written:
        written.writelines("\t".join(pair) + "\n" for pair in PAIRS)
    return path


@pytest.fixture(scope="session")
def teacher() -> Tokenizer:
    return teacher_tokenizer()


def test_pairs_are_read_as_written_and_the_laws_drawn_down(file: Path) -> None:
    assert list(read_pairs(file)) == PAIRS

    laws = [Pair(str(number), str(number), LAWS) for number in range(100)]
    kept = drawn_down([*PAIRS, *laws], 10, seed=1)
    assert [pair for pair in kept if pair.origin != LAWS] == PAIRS
    assert len({pair for pair in kept if pair.origin == LAWS}) == 10
    assert drawn_down([*PAIRS, *laws], 10, seed=1) == kept


def test_words_that_cost_many_pieces_become_one_and_english_is_cut_as_before(
    teacher: Tokenizer,
) -> None:
    words = costly_words(PAIRS, teacher)
    assert {"usine", "ouvrier", "greve"} <= set(words)
    student = extended(teacher, words)

    assert len(teacher.encode("ouvrier", add_special_tokens=False).ids) > 1
    assert student.encode("Ouvrier", add_special_tokens=False).tokens == ["ouvrier"]
    assert student.encode("grève", add_special_tokens=False).tokens == ["greve"]
    english = "The workers' unprecedented strike, reportedly, costs $1,000 a day."
    assert student.encode(english).tokens == teacher.encode(english).tokens
    assert student.get_vocab_size() < teacher.get_vocab_size()  # Other scripts are left out.


def test_a_new_piece_starts_where_its_translation_is(teacher: Tokenizer) -> None:
    met = translations(PAIRS, teacher, ["usine", "salaire"])
    assert {word: found[0][0] for word, found in met.items()} == {
        "usine": "factory",
        "salaire": "wage",
    }

    old = np.random.default_rng(0).normal(size=(teacher.get_vocab_size(), 8)).astype(np.float32)
    student = extended(teacher, ["usine", "zzyzx"])
    rows = first_vectors(old, teacher, student, {"usine": [("factory", 1.0)]})
    row, factory = rows[student.token_to_id("usine")], old[teacher.token_to_id("factory")]
    assert row @ factory == pytest.approx(np.linalg.norm(row) * np.linalg.norm(factory))
    assert (rows[student.token_to_id("factory")] == factory).all()
    assert np.isfinite(rows).all()


def test_rounding_is_off_by_half_a_step_at_most() -> None:
    rows = torch.randn(50, 384, generator=torch.Generator().manual_seed(0))
    whole, scales = rounded(rows)

    assert whole.dtype == torch.int8
    assert scales.shape == (50, 1)
    assert ((whole * scales - rows).abs() <= scales / 2 + 1e-6).all()


@pytest.mark.parametrize("kind", KINDS)
def test_any_student_is_trained_and_what_it_took_is_told(
    kind: Kind, file: Path, tmp_path: Path
) -> None:
    train(file, tmp_path, kind, steps=2, every=1)

    told = json.loads((tmp_path / "training.json").read_text("utf-8"))
    assert (told["student"], told["steps"]) == (kind, 2)
    progress = [json.loads(line) for line in (tmp_path / "progress.jsonl").open()]
    assert [line["step"] for line in progress] == [1, 2]
    assert all(-1 <= line["cosine"] <= 1 for line in progress)


def test_the_trained_student_is_exported_as_dixit_reads_it(file: Path, tmp_path: Path) -> None:
    train(file, tmp_path / "trained", "pieces", steps=2, every=2)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "README.md").write_text("The card.", "utf-8")
    export(tmp_path / "trained", tmp_path / "out")

    embedder = OnnxEmbedder(tmp_path / "out")
    rows = embedder.embed_passages(["Je vois une usine.", "I see a factory.", "Le salaire baisse."])
    assert rows.shape == (3, embedder.identity.dimension)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
    assert (tmp_path / "out" / "README.md").read_text("utf-8") == "The card."
