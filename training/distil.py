"""Distil the embedder into French: a French text gets the vector of its English translation.

    python -m training.distil pairs.tsv.xz build/embedder

The student starts as a copy of its teacher, all-MiniLM-L6-v2, with added tokens for French words.
The loss is the distance of both languages to the teacher's English vector (Reimers and Gurevych,
2020, "Making Monolingual Sentence Embeddings Multilingual using Knowledge Distillation"), plus a
contrast with the other sentences of the batch (van den Oord et al., 2018, InfoNCE).

The student that ships trains only its token vectors. `training.students` defines others; the model
card has their results.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.model import open_teacher, save, teacher_tokenizer
from training.pairs import Pair, drawn_down, fingerprint, read_pairs
from training.students import KINDS, LONGEST, Kind, encoded, newborn

SEED = 7
LAWS = 40_000
"""Number of sentence pairs from laws, which outnumber all others."""
LAWS_ALIGNED = 60_000
"""Number of such pairs for word counts and alignment."""
LONGER = 0.15
"""Share of sentences joined with others of their origin to the length of a passage."""
TOKENS = 4_096
"""Maximum size of a batch in tokens, padding included."""
ENGLISH = 0.25
"""Share of pairs whose English is trained too, so that it is not forgotten."""
TEMPERATURE = 0.05
CONTRAST = 0.1
"""Weight of the contrastive loss, relative to the cosine distance."""
WARMING = 20
"""Warm-up steps; the learning rate then falls linearly to 0."""

Batch = Sequence[Pair]


def texts(pairs: Sequence[Pair], chance: random.Random) -> list[Pair]:
    """Return the pairs in random order, some joined with others of their origin.

    Args:
        pairs: Sentence pairs.
        chance: The random generator.
    """
    by_origin: dict[str, list[Pair]] = {}
    for pair in chance.sample(pairs, len(pairs)):
        by_origin.setdefault(pair.origin, []).append(pair)
    made: list[Pair] = []
    for some in by_origin.values():
        while some:
            pair = some.pop()
            longest = chance.randint(200, 700) if chance.random() < LONGER else 0
            while some and len(pair.french) < longest:
                other = some.pop()
                pair = Pair(
                    f"{pair.english} {other.english}", f"{pair.french} {other.french}", pair.origin
                )
            made.append(pair)
    chance.shuffle(made)
    return made


def batches(pairs: Sequence[Pair], chance: random.Random) -> Iterator[Batch]:
    """Yield batches of pairs with French sides of similar length, endlessly, reshuffled each time.

    Lengths are estimated at four characters a token.

    Args:
        pairs: Sentence pairs.
        chance: The random generator.
    """
    while True:
        made = sorted(texts(pairs, chance), key=lambda pair: len(pair.french))
        some: list[list[Pair]] = [[]]
        for pair in made:
            length = min(LONGEST, 3 + len(pair.french) // 4)
            if (len(some[-1]) + 1) * length > TOKENS:
                some.append([])
            some[-1].append(pair)
        chance.shuffle(some)
        yield from some


def loss(student: Tensor, teacher: Tensor) -> tuple[Tensor, Tensor]:
    """Return the loss and the mean cosine of translations.

    Args:
        student: Unit vectors of the student, shape (batch, dimension).
        teacher: Unit vectors of the teacher for the English sides, of the same shape.
    """
    cosines = (student * teacher).sum(dim=1)
    nearness = student @ teacher.T / TEMPERATURE
    # A duplicate of the target is no negative example.
    twins = (teacher @ teacher.T > 0.98) & ~torch.eye(len(teacher), dtype=torch.bool)
    nearness = nearness.masked_fill(twins, -math.inf)
    contrast = torch.nn.functional.cross_entropy(nearness, torch.arange(len(teacher)))
    return (1 - cosines).mean() + CONTRAST * contrast, cosines.mean()


def train(path: Path, out: Path, kind: Kind, steps: int, every: int) -> None:
    """Train a student, and write it with its training record to `out`.

    Args:
        path: The sentence pairs.
        out: The folder to write.
        kind: The student.
        steps: Number of training steps.
        every: Steps between two saved models.
    """
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    out.mkdir(parents=True, exist_ok=True)
    pairs = list(read_pairs(path))
    teacher, reader = open_teacher(), teacher_tokenizer()
    student = newborn(kind, drawn_down(pairs, LAWS_ALIGNED, SEED), reader)
    optimizer = torch.optim.Adam(student.learning, betas=(0.9, 0.98))
    warming = max(1, min(WARMING, steps // 2))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / warming, (steps - step) / max(1, steps - warming)),
    )
    begun, cosines = time.monotonic(), []
    source = batches(drawn_down(pairs, LAWS, SEED), chance)
    with (out / "progress.jsonl").open("w", encoding="utf-8") as told:
        for step in range(1, steps + 1):
            batch = next(source)
            with torch.no_grad():
                targets = encoded(teacher, reader, [pair.english for pair in batch])
            again = [at for at in range(len(batch)) if chance.random() < ENGLISH]
            french = encoded(student.model, student.tokenizer, [pair.french for pair in batch])
            wrong, cosine = loss(french, targets)
            if again:
                english = encoded(
                    student.model, student.tokenizer, [batch[at].english for at in again]
                )
                wrong = wrong + ENGLISH * loss(english, targets[again])[0]
            optimizer.zero_grad()
            wrong.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(student.parameters, 1.0)
            optimizer.step()
            schedule.step()
            cosines.append(cosine.item())
            if step % every == 0 or step == steps:
                line = {
                    "step": step,
                    "seconds": round(time.monotonic() - begun),
                    "cosine": round(float(np.mean(cosines)), 4),
                }
                told.write(json.dumps(line) + "\n")
                told.flush()
                cosines.clear()
                save(student.model, student.tokenizer, out / "model")
    record = {"pairs": fingerprint(path), "seed": SEED, "steps": steps, "student": kind}
    (out / "training.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Train a model from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("pairs", type=Path, help="English, French and origin by tabs, xz")
    parser.add_argument("out", type=Path, help="the folder to write")
    told = "\n".join(f"  {kind}: {what}" for kind, what in KINDS.items())
    parser.add_argument("--student", choices=KINDS, default="pieces", help=f"\n{told}")
    parser.add_argument("--steps", type=int, default=1300)
    parser.add_argument("--every", type=int, default=100, help="steps between saves")
    arguments = parser.parse_args()
    train(arguments.pairs, arguments.out, arguments.student, arguments.steps, arguments.every)


if __name__ == "__main__":
    main()
