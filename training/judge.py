"""Fit the weights of the cross-encoder and the rules in the judge, and measure it.

    python -m training.judge MATERIAL --ship rag/checking/judge.npz

The statements of writers that the cross-encoder has not learned from are checked against the
article that they are about, as a draft would be. Whole writers fit, others measure.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler
from tqdm import tqdm

from dixit.index.filters import Filter
from dixit.index.search_index import SearchIndex
from dixit.rag.checking.evidence import Evidence
from dixit.rag.checking.judgement import exact_of
from dixit.rag.checking.learned_judge import SIGNALS, LearnedJudge, signals
from dixit.rag.checking.records import Premise, Statement
from dixit.rag.dials import DEFAULT
from dixit.rag.embedders.base import open_embedder
from dixit.rag.models.boosted_trees import Floats
from dixit.rag.models.cross_encoder import CrossEncoder, shipped_cross_encoder
from dixit.rag.retrieval.articles import Articles, Parsed
from dixit.rag.settings import Settings
from dixit.rag.verification.statement_marks import words_in_marks
from training.cross_encoder import FITTING, TESTING, written_files
from training.ranker import indexed

BARS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
"""Probabilities from which a statement is proven, as they are measured."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement with its premises.

    Attributes:
        statement: its words.
        language: its language code.
        label: supported, contradicted or unsaid.
        kind: how it was made.
        writer: who wrote it.
        premises: what was found for it.
        table: signals, shape (premises, len(SIGNALS)).
    """

    statement: str
    language: str
    label: str
    kind: str
    writer: str
    premises: tuple[Premise, ...]
    table: Floats


def asked_of(path: Path) -> list[Asked]:
    """The statements of a file with what is found for each in its article."""
    settings, model = Settings(), shipped_cross_encoder()
    embedder = open_embedder(settings)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    corpus = {row["id"]: (row["title"], row["text"]) for row in rows}
    with tempfile.TemporaryDirectory() as scratch:
        index = SearchIndex.open(Path(scratch, "index"), create=True)
        indexed(index, corpus, embedder)
        evidence = Evidence(index, embedder, settings, Articles(index, Parsed(64)), DEFAULT)
        made = [
            _asked(evidence, model, row, told, path.stem[-2:])
            for row in tqdm(rows, desc=path.stem, unit="article")
            for told in row["statements"]
        ]
        index.close()
    return made


def _asked(
    evidence: Evidence,
    model: CrossEncoder,
    row: Mapping[str, Any],
    told: Mapping[str, str],
    writer: str,
) -> Asked:
    text, language = told["statement"], told["lang"]
    statement = Statement(0, len(text), text, text, text, language)
    where = Filter(sources=frozenset({row["id"]}))
    quotes = words_in_marks(text)
    found = evidence.of_quotes(quotes, statement, where) if quotes else []
    premises = tuple(dict.fromkeys([*found, *evidence.premises(statement, where)]))
    return Asked(
        text,
        language,
        told["label"],
        told["kind"],
        writer,
        premises,
        signals(model, text, language, premises) if premises else np.empty((0, len(SIGNALS))),
    )


def fitted(some: Sequence[Asked], model: CrossEncoder) -> LearnedJudge:
    """Fit the weights, each statement with the premise that the cross-encoder takes to prove it."""
    kept = [one for one in some if len(one.table)]
    surplus = SIGNALS.index("surplus")
    table = np.array([one.table[one.table[:, surplus].argmax()] for one in kept])
    scaler = StandardScaler().fit(table)
    regression = LogisticRegression(C=0.5)
    regression.fit(scaler.transform(table), [one.label == "supported" for one in kept])
    weights: Floats = regression.coef_[0] / scaler.scale_
    return LearnedJudge(model, weights, float(regression.intercept_[0] - weights @ scaler.mean_))


def measured(some: Sequence[Asked], judge: LearnedJudge) -> Iterator[str]:
    """Yield the share of true statements that are proven, and of false ones, at several bars."""
    best = [(one, _best_chance(one, judge)) for one in some]
    true = np.array([chance for one, chance in best if one.label == "supported"])
    false = np.array([chance for one, chance in best if one.label != "supported"])
    yield f"true {len(true)}, false {len(false)}, AUROC {_auroc(true, false):.3f}"
    for bar in BARS:
        held, through = float((true >= bar).mean()), float((false >= bar).mean())
        yield (
            f"bar {bar:.2f}: true proven {held:.3f} false through {through:.3f} "
            f"balanced {(held + 1 - through) / 2:.3f}"
        )
    kinds = sorted({(one.label == "supported", one.kind) for one in some})
    for right, kind in kinds:
        group = [c for o, c in best if (o.label == "supported", o.kind) == (right, kind)]
        shown = sum(chance >= DEFAULT.checking.supported for chance in group)
        yield f"{'true' if right else 'false'}, {kind}: {shown} of {len(group)} proven"


def _best_chance(one: Asked, judge: LearnedJudge) -> float:
    """The probability that a statement is proven by one of its premises, after the exact checks."""
    if not one.premises:
        return 0.0
    exact = [exact_of(one.statement, one.language, premise) for premise in one.premises]
    if "verbatim" in exact:
        return 1.0
    chances = judge.probabilities(one.table)
    return max(
        (float(c) for c, told in zip(chances, exact, strict=True) if told is None), default=0
    )


def _auroc(high: Floats, low: Floats) -> float:
    right = np.r_[np.ones(len(high)), np.zeros(len(low))]
    return float(roc_auc_score(right, np.r_[high, low]))


def train(material: Path, ship: Path | None) -> None:
    """Ask, grow, calibrate, measure; write the trees where they are to be shipped."""
    files = [path for path in written_files(material) if path.stem.endswith((*FITTING, *TESTING))]
    with ProcessPoolExecutor() as pool:
        asked = [one for some in pool.map(asked_of, files) for one in some]
    learned = [one for one in asked if one.writer in FITTING]
    apart = [one for one in asked if one.writer in TESTING]
    judge = fitted(learned, shipped_cross_encoder())
    for line in measured(apart, judge):
        sys.stdout.write(f"{line}\n")
    if ship is not None:
        np.savez(ship, signals=np.array(SIGNALS), weights=judge.weights, offset=judge.offset)


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("material", type=Path, help="a folder with written/")
    parser.add_argument("--ship", type=Path, help="the .npz file to write")
    arguments = parser.parse_args()
    train(arguments.material, arguments.ship)


if __name__ == "__main__":
    main()
