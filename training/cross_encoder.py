"""Teach one small cross-encoder to read and to judge, from the shipped embedder.

    python -m training.unpack rag/embedders/model build/unpacked
    python -m training.cross_encoder build/unpacked MATERIAL build/reader --measured CORPUS...

Question and passage, or statement and premise, go in as one text, so that each word is compared
with each. The embedder's lower layers are the start (Sajjad et al., 2020: the upper layers are what
a small model loses least by). One linear layer over the tokens gives all that is asked:

- reading: a sentence's score is the mean over its tokens, against the first token's score for "no
  answer"; start and end of the words that answer (Devlin et al., 2019).
- judging: supported, contradicted, not said: the mean over the statement's tokens and the first.

`--go-on` starts from the cross-encoder that ships instead, to teach it more.

The rate warms up, stays, and falls to zero over the last steps, so that a run can go on from a
checkpoint with more steps (Hu et al., 2024, "MiniCPM": warm-up, stable, decay).
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from training.export import MANIFEST, restored_weights
from training.export import WEIGHTS as SHIPPED_WEIGHTS
from training.pairs import drawn_down, fingerprint, read_pairs
from training.reading_examples import Reading, read_qed, read_squad, read_written
from training.statement_examples import (
    LABELS,
    Judgement,
    by_rule,
    from_open,
    from_pairs,
    from_quotations,
    from_written,
    read_articles,
)

Lesson = TypeVar("Lesson")

COLUMNS = ("start", "end", "sentence", "none", *LABELS)
"""What the linear layer gives for each token."""
START, END, SENTENCE, NONE, FIRST_LABEL = range(5)
WEIGHTS = "heads.pt"
TESTING = ("20", "21", "22")
"""Writers that only measure."""
FITTING = ("23", "24", "25", "26", "27", "28", "29", "30")
"""Writers on whom what uses the model is fitted; it does not learn from them."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides what is learnt, beside the data.

    Attributes:
        layers: lower layers of the embedder that are kept.
        steps: batches of each kind.
        judged: statements a step.
        read: passages a step.
        rate: the highest learning rate.
        warming: steps to reach it.
        falling: the share of the steps in which it falls to zero.
        spans: what finding the words counts beside finding the sentence.
        shares: how much of the statements each source gives.
        most_judged: tokens of a statement with its premise.
        most_read: tokens of a question with its passage.
        seed: of all that is drawn.
    """

    layers: int = 8
    steps: int = 2_000
    judged: int = 32
    read: int = 12
    rate: float = 1.0e-4
    warming: int = 150
    falling: float = 0.2
    spans: float = 0.3
    shares: tuple[tuple[str, float], ...] = (
        ("written", 0.50),
        ("rules", 0.20),
        ("quotations", 0.08),
        ("pairs", 0.16),
        ("open", 0.06),
    )
    most_judged: int = 160
    most_read: int = 208
    seed: int = 7


class CrossEncoder(nn.Module):
    """A BERT encoder and one linear layer over its tokens."""

    def __init__(self, bert: BertModel) -> None:
        """Keep the encoder; the linear layer starts at small numbers."""
        super().__init__()
        self.bert = bert
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.Linear(bert.config.hidden_size, len(COLUMNS))
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Numbers for each token, shape (texts, tokens, len(COLUMNS))."""
        hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        numbers: Tensor = self.heads(self.dropout(hidden.float()))
        return numbers


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two texts as the model sees them.

    Attributes:
        ids: numbers of the pieces.
        first: (start, end) of the first text's tokens.
        second: the same of the second text.
        offsets: characters of each token in its text.
    """

    ids: list[int]
    first: tuple[int, int]
    second: tuple[int, int]
    offsets: list[tuple[int, int]]


def paired(tokenizer: Tokenizer, texts: Sequence[tuple[str, str]], most: int) -> list[Pairing]:
    """Encode pairs of texts; the second one is cut where both are too long."""
    rows: list[Pairing] = []
    for encoding in tokenizer.encode_batch([(a, b) for a, b in texts]):
        kinds = encoding.sequence_ids
        ids = encoding.ids
        if len(ids) > most:
            ids = [*ids[: most - 1], ids[-1]]
            kinds = [*kinds[: most - 1], None]
        own = [at for at, kind in enumerate(kinds) if kind == 0]
        other = [at for at, kind in enumerate(kinds) if kind == 1]
        rows.append(
            Pairing(
                ids,
                (own[0], own[-1] + 1) if own else (0, 1),
                (other[0], other[-1] + 1) if other else (len(ids), len(ids)),
                encoding.offsets[: len(ids)],
            )
        )
    return rows


def run(model: CrossEncoder, rows: Sequence[Pairing]) -> Tensor:
    """The model's numbers for some pairs, padded to the longest."""
    width = max(len(row.ids) for row in rows)
    pad = model.bert.config.pad_token_id or 0
    ids = torch.tensor([row.ids + [pad] * (width - len(row.ids)) for row in rows])
    mask = torch.tensor([[1] * len(row.ids) + [0] * (width - len(row.ids)) for row in rows])
    numbers: Tensor = model(ids, mask)
    return numbers


def judged(numbers: Tensor, rows: Sequence[Pairing]) -> Tensor:
    """Log odds of the labels, shape (texts, len(LABELS))."""
    labels = numbers[:, :, FIRST_LABEL:]
    means = [labels[at, slice(*row.first)].mean(dim=0) for at, row in enumerate(rows)]
    return torch.stack(means) + labels[:, 0]


def sentence_tokens(row: Pairing, span: tuple[int, int]) -> list[int]:
    """The tokens of a sentence of the second text."""
    return [
        at
        for at in range(*row.second)
        if row.offsets[at][0] < span[1] and span[0] < row.offsets[at][1]
    ]


def judging_loss(
    model: CrossEncoder, tokenizer: Tokenizer, batch: list[Judgement], most: int
) -> Tensor:
    """Cross entropy over the labels."""
    rows = paired(tokenizer, [(one.statement, one.premise) for one in batch], most)
    scores = judged(run(model, rows), rows)
    right = torch.tensor([LABELS.index(one.label) for one in batch])
    return nn.functional.cross_entropy(scores, right, label_smoothing=0.03)


def reading_loss(
    model: CrossEncoder, tokenizer: Tokenizer, batch: list[Reading], recipe: Recipe
) -> Tensor:
    """The right sentences against the others and against none; then start and end of the words."""
    rows = paired(tokenizer, [(one.question, one.passage) for one in batch], recipe.most_read)
    numbers = run(model, rows)
    losses: list[Tensor] = []
    for at, (one, row) in enumerate(zip(batch, rows, strict=True)):
        tokens = [sentence_tokens(row, span) for span in one.sentences]
        shown = [number for number, some in enumerate(tokens) if some]
        scores = [numbers[at, 0, NONE]]
        scores += [numbers[at, tokens[number], SENTENCE].mean() for number in shown]
        right = [1 + shown.index(number) for number in one.right if number in shown] or [0]
        chances = torch.log_softmax(torch.stack(scores), dim=0)
        losses.append(-torch.logsumexp(chances[right], dim=0))
        if one.right and one.answer is None:
            continue
        begin = end = 0
        if one.answer is not None:
            words = sentence_tokens(row, one.answer)
            if not words:
                continue
            begin, end = words[0], words[-1]
        places = [0, *range(*row.second)]
        if begin not in places or end not in places:
            continue
        for column, place in ((START, begin), (END, end)):
            chances = torch.log_softmax(numbers[at, places, column], dim=0)
            losses.append(-recipe.spans * chances[places.index(place)])
    return torch.stack(losses).sum() / len(batch)


def drawn(
    sources: dict[str, list[Lesson]],
    shares: Sequence[tuple[str, float]],
    batch: int,
    length: Callable[[Lesson], int],
    chance: random.Random,
) -> Iterator[list[Lesson]]:
    """Batches for ever, of texts of like length, so that little is padded."""
    waiting: dict[str, list[Lesson]] = {name: [] for name in sources}
    names = [name for name, _ in shares]
    weights = [share for _, share in shares]
    while True:
        pool: list[Lesson] = []
        for name in chance.choices(names, weights, k=batch * 16):
            if not waiting[name]:
                waiting[name] = chance.sample(sources[name], len(sources[name]))
            pool.append(waiting[name].pop())
        pool.sort(key=length)
        groups = [pool[at : at + batch] for at in range(0, len(pool), batch)]
        chance.shuffle(groups)
        yield from groups


@dataclass(frozen=True, slots=True)
class Material:
    """All lessons by source, and those of the writers that measure."""

    statements: dict[str, list[Judgement]]
    readings: dict[str, list[Reading]]
    tested_statements: list[Judgement]
    tested_readings: list[Reading]


def material(folder: Path, measured: Sequence[Path], seed: int) -> Material:
    """Read and make all lessons.

    Args:
        folder: holds `pairs.tsv.xz`, `written/` and `open/`.
        measured: BEIR corpora of measuring sets, whose paragraphs are left out.
        seed: of what is drawn.
    """
    chance = random.Random(seed)
    files = written_files(folder)
    learned = [path for path in files if not path.stem.endswith((*TESTING, *FITTING))]
    tested = [path for path in files if path.stem.endswith(TESTING)]
    articles = list(read_articles(learned))
    known = [
        json.loads(line)["text"]
        for path in measured
        for line in path.read_text("utf-8").splitlines()
    ]
    pairs = drawn_down(read_pairs(folder / "pairs.tsv.xz"), 0, seed)
    return Material(
        statements={
            "written": from_written(articles, chance),
            "rules": [one for _ in range(3) for one in by_rule(articles, chance)],
            "quotations": from_quotations(articles, chance),
            "pairs": list(from_pairs(pairs, 40_000, chance)),
            "open": from_open(folder / "open"),
        },
        readings={
            "written": read_written(learned, chance),
            "squad": read_squad(
                folder / "open" / "squad2-dev-half.json", known, squad_apart(folder), chance
            ),
            "qed": read_qed(folder / "open" / "qed-dev.jsonl", 300, chance),
        },
        tested_statements=from_written(read_articles(tested), chance),
        tested_readings=read_written(tested, chance),
    )


def written_files(folder: Path) -> list[Path]:
    """The files of the written set: those of the material, and those that lie beside this one."""
    own = Path(__file__).parent / "written"
    return sorted([*(folder / "written").glob("articles-*.jsonl"), *own.glob("articles-*.jsonl")])


def squad_apart(folder: Path) -> list[str]:
    """The titles of SQuAD's half from which only what uses the model is fitted."""
    rows = json.loads((folder / "open" / "squad2-dev-half.json").read_text("utf-8"))["data"]
    return sorted(row["title"] for row in rows)[::4]


def tested(
    model: CrossEncoder, tokenizer: Tokenizer, some: Material, recipe: Recipe
) -> dict[str, float]:
    """How well the writers kept apart are judged and read."""
    model.train(False)
    right = {True: [0, 0], False: [0, 0]}
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        statements = sorted(some.tested_statements, key=lambda one: len(one.premise))[::2]
        for at in range(0, len(statements), 32):
            batch = statements[at : at + 32]
            rows = paired(
                tokenizer, [(one.statement, one.premise) for one in batch], recipe.most_judged
            )
            told = judged(run(model, rows), rows).argmax(dim=1).tolist()
            for one, label in zip(batch, told, strict=True):
                true = one.label == LABELS[0]
                right[true][0] += (label == 0) == true
                right[true][1] += 1
        first = answerable = none = silent = 0
        readings = sorted(some.tested_readings, key=lambda one: len(one.passage))[::2]
        for at in range(0, len(readings), 16):
            some_read = readings[at : at + 16]
            rows = paired(
                tokenizer, [(one.question, one.passage) for one in some_read], recipe.most_read
            )
            numbers = run(model, rows)
            for place, (read, row) in enumerate(zip(some_read, rows, strict=True)):
                scores = [
                    numbers[place, tokens, SENTENCE].mean().item()
                    if (tokens := sentence_tokens(row, span))
                    else -99.0
                    for span in read.sentences
                ]
                refuses = numbers[place, 0, NONE].item() > max(scores)
                if read.right:
                    answerable += 1
                    first += scores.index(max(scores)) in read.right
                else:
                    silent += 1
                    none += refuses
    model.train(True)
    return {
        "true_supported": round(right[True][0] / right[True][1], 3),
        "false_not_supported": round(right[False][0] / right[False][1], 3),
        "sentence_first": round(first / answerable, 3),
        "none_refused": round(none / silent, 3),
    }


def rate_at(step: int, recipe: Recipe) -> float:
    """The share of the highest rate at a step: warm-up, stable, decay."""
    falls = recipe.steps * (1 - recipe.falling)
    rising = min(1.0, (step + 1) / recipe.warming)
    falling = 1.0 if step < falls else max(0.0, (recipe.steps - step) / (recipe.steps - falls))
    return min(rising, falling)


def opened(start: Path, recipe: Recipe) -> tuple[CrossEncoder, Tokenizer]:
    """The embedder's lower layers with a new linear layer over them, and the tokenizer."""
    tokenizer = Tokenizer.from_file(str(start / "transformer" / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    bert = BertModel.from_pretrained(
        start / "transformer",
        add_pooling_layer=False,
        attn_implementation="eager",  # Half the time of the fused one on a processor.
        attention_probs_dropout_prob=0.0,
        hidden_dropout_prob=0.0,  # The run is too short to learn by heart, and masks take time.
    )
    bert.encoder.layer = bert.encoder.layer[: recipe.layers]
    bert.config.num_hidden_layers = recipe.layers
    bert.embeddings.requires_grad_(False)
    return CrossEncoder(bert), tokenizer


def go_on(model: CrossEncoder, shipped: Path) -> str:
    """Give a model the weights that ship; returns the digest by which they are known."""
    weights = restored_weights(load_file(shipped / SHIPPED_WEIGHTS))
    heads = {name: weight for name, weight in weights.items() if name.startswith("heads.")}
    model.heads.load_state_dict({name.removeprefix("heads."): w for name, w in heads.items()})
    bert = {name: weight for name, weight in weights.items() if name not in heads}
    model.bert.load_state_dict(bert)
    return str(json.loads((shipped / MANIFEST).read_text("utf-8"))["weights_sha256"])


def train(
    start: Path,
    folder: Path,
    out: Path,
    recipe: Recipe,
    measured: Sequence[Path],
    every: int,
    shipped: Path | None = None,
) -> None:
    """Teach, and write a checkpoint every so many steps; goes on from the last one there is."""
    torch.manual_seed(recipe.seed)
    out.mkdir(parents=True, exist_ok=True)
    some = material(folder, measured, recipe.seed)
    model, tokenizer = opened(start, recipe)
    begun_from = go_on(model, shipped) if shipped else ""
    model.train(True)
    learning = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=recipe.rate, weight_decay=0.01, betas=(0.9, 0.98))
    begun_at = 0
    if (out / "last.pt").exists():
        stored = torch.load(out / "last.pt", weights_only=True)
        model.load_state_dict(stored["model"])
        optimizer.load_state_dict(stored["optimizer"])
        begun_at = stored["step"]
    chance = random.Random(recipe.seed + begun_at)
    statements = drawn(
        some.statements,
        recipe.shares,
        recipe.judged,
        lambda one: len(one.premise) + len(one.statement),
        chance,
    )
    sizes = [(name, float(len(readings))) for name, readings in some.readings.items()]
    readings = drawn(some.readings, sizes, recipe.read, lambda one: len(one.passage), chance)
    begun, losses = time.monotonic(), []
    with (out / "progress.jsonl").open("a", encoding="utf-8") as progress:
        for step in range(begun_at + 1, recipe.steps + 1):
            for group in optimizer.param_groups:
                group["lr"] = recipe.rate * rate_at(step, recipe)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                judging = judging_loss(model, tokenizer, next(statements), recipe.most_judged)
            judging.backward()  # type: ignore[no-untyped-call]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                reading = reading_loss(model, tokenizer, next(readings), recipe)
            reading.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            optimizer.zero_grad()
            losses.append((judging.item(), reading.item()))
            last = step == recipe.steps
            if step % 25 and not last:
                continue
            row: dict[str, float] = {
                "step": step,
                "seconds": round(time.monotonic() - begun),
                "judging": round(sum(a for a, _ in losses) / len(losses), 4),
                "reading": round(sum(b for _, b in losses) / len(losses), 4),
            }
            losses.clear()
            if step % every == 0 or last:
                row |= tested(model, tokenizer, some, recipe)
                state = {"optimizer": optimizer.state_dict(), "step": step}
                torch.save({"model": model.state_dict(), **state}, out / "next.pt")
                (out / "next.pt").replace(out / "last.pt")
            progress.write(json.dumps(row) + "\n")
            progress.flush()
    save(model, tokenizer, out / "model")
    record = {
        "pairs": fingerprint(folder / "pairs.tsv.xz"),
        "statements": {name: len(made) for name, made in some.statements.items()},
        "readings": {name: len(made) for name, made in some.readings.items()},
        "begun_from": begun_from,
        **asdict(recipe),
    }
    (out / "model" / "training.json").write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def save(model: CrossEncoder, tokenizer: Tokenizer, folder: Path) -> None:
    """Write the encoder, its linear layer and the tokenizer."""
    model.bert.save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.save(model.heads.state_dict(), folder / WEIGHTS)


def main() -> None:
    """Read the material, teach, and write the model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("start", type=Path, help="the folder that training.unpack wrote")
    parser.add_argument("material", type=Path, help="a folder with pairs, written/ and open/")
    parser.add_argument("out", type=Path, help="the folder to write")
    parser.add_argument("--measured", type=Path, nargs="*", default=[], help="BEIR corpora")
    parser.add_argument("--steps", type=int, default=Recipe().steps)
    parser.add_argument("--layers", type=int, default=Recipe().layers)
    parser.add_argument("--rate", type=float, default=Recipe().rate)
    parser.add_argument("--every", type=int, default=200, help="steps between checkpoints")
    parser.add_argument("--go-on", type=Path, metavar="SHIPPED", help="weights to start from")
    told = parser.parse_args()
    recipe = Recipe(steps=told.steps, layers=told.layers, rate=told.rate)
    train(told.start, told.material, told.out, recipe, told.measured, told.every, told.go_on)


if __name__ == "__main__":
    main()
