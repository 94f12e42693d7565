"""Train the ranker that says which sentence answers, and how likely.

    python -m training.ranker MATERIAL build/ranker --ship rag/answering/extractive/ranker.npz

The questions of the written set and of SQuAD 2.0's development half are asked of an index, as a
user would ask them. Every sentence of the first passages is an example: it overlaps the evidence,
or it does not. Of some questions the article that answers is taken away, so that nearly right
passages are met without an answer. Trees are grown on whole writers (scikit-learn's histogram
gradient boosting); others calibrate the first sentence's chance, and others again measure it.

Asked are only writers and titles that the cross-encoder has not learned from: it reads too well
what it has learned.
"""

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from tqdm import tqdm

from dixit.index.search_index import SearchIndex
from dixit.rag.answering.extractive.candidates import candidates
from dixit.rag.answering.extractive.model_reading import read_by_model
from dixit.rag.answering.extractive.sentence_vectors import SentenceVectors
from dixit.rag.answering.extractive.signals import (
    FROM_MODEL,
    FROM_VECTORS,
    SIGNALS,
    signals,
)
from dixit.rag.answering.pipeline import AnswerPipeline, sources_of
from dixit.rag.dials import DEFAULT
from dixit.rag.embedders.base import Embedder, open_embedder
from dixit.rag.ingestion.analysis import Analysis
from dixit.rag.ingestion.documents import drafted, finished
from dixit.rag.ingestion.files import content_hash
from dixit.rag.ingestion.loader import article_of
from dixit.rag.ingestion.readers.extracts import Extract
from dixit.rag.models.boosted_trees import BoostedTrees
from dixit.rag.models.cross_encoder import CrossEncoder, shipped_cross_encoder
from dixit.rag.question.question import Question
from dixit.rag.retrieval.articles import Articles, Parsed
from dixit.rag.settings import Settings
from training import public_sets
from training.cross_encoder import FITTING, TESTING, squad_apart, written_files

QUESTIONS = Path("eval/sets/questions/development.jsonl")
ARTICLES = Path("seeds")
SEED = 7
HELD_APART = ("28", "29", "30")
"""Writers that measure; they are trained on nowhere."""
CALIBRATING = ("20", "21", "22")
"""Writers that calibrate."""
LOOKED_AT = 20
"""Passages that the search gives."""
WITH_TITLE = 0.65
"""The share of the written questions that are asked with their article's title. People name the
subject in a question; the sentence that answers seldom does. These questions leave it out."""
TEMPLATES = {
    "fr": ("{question} ({title})", "{title} : {question}", "À propos de « {title} », {question}"),
    "en": ("{question} ({title})", "{title}: {question}", "About “{title}”, {question}"),
}
WRITERS_A_FOLDER = 3
"""Writers whose articles are asked together: about 72 articles."""
DEVELOPMENT = "development"
"""The group of Dixit's own development questions, on the five articles."""
REPEATED = 4
"""How often these are learned: they are few, and asked as people ask."""
REMOVED = 0.3
"""The share of answerable questions that are asked again without their article."""
WITHOUT_VECTORS = 0.2
"""The share of examples that have neither vectors nor the cross-encoder, as on small machines."""
ASKED_OF_SQUAD = 1_100

BARS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
"""Chances under which nothing is answered, as they are measured."""

Table = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer's place.

    Attributes:
        question: as asked.
        sources: the documents that answer; none where it cannot be answered.
        evidence: the words that answer, as they stand in these documents.
        group: who wrote it: the writer's number, or the set's name.
    """

    question: str
    sources: tuple[str, ...]
    evidence: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class Examples:
    """The candidates of many questions.

    Attributes:
        table: signals, shape (candidates, len(SIGNALS)).
        right: whether the candidate answers, shape (candidates,).
        question: the number of its question, shape (candidates,).
        groups: of each question who wrote it.
        answerable: of each question whether its article can be found.
    """

    table: Table
    right: npt.NDArray[np.bool_]
    question: npt.NDArray[np.int64]
    groups: npt.NDArray[np.str_]
    answerable: npt.NDArray[np.bool_]


def read_written(files: Iterable[Path]) -> tuple[dict[str, tuple[str, str]], list[Asked]]:
    """The written set: title and text by source, and the questions."""
    chance = random.Random(SEED)
    corpus: dict[str, tuple[str, str]] = {}
    asked: list[Asked] = []
    for path in files:
        writer = path.stem.rpartition("-")[2]
        for line in path.read_text("utf-8").splitlines():
            article = json.loads(line)
            corpus[article["id"]] = article["title"], article["text"]
            for row in article["questions"]:
                sources = (article["id"],) if row["answerable"] else ()
                question = row["question"]
                if chance.random() < WITH_TITLE:
                    template = chance.choice(TEMPLATES[row["lang"]])
                    question = template.format(title=article["title"], question=question)
                asked.append(Asked(question, sources, (row["evidence"],), writer))
    return corpus, asked


def read_squad(
    path: Path, measured: Sequence[str], titles: Sequence[str]
) -> tuple[dict[str, tuple[str, str]], list[Asked]]:
    """SQuAD 2.0's half, but for paragraphs that stand in a measuring set.

    Args:
        path: the file.
        measured: texts of measuring sets.
        titles: those whose questions are asked.
    """
    corpus: dict[str, tuple[str, str]] = {}
    asked: list[Asked] = []
    for paragraph in public_sets.read_squad(path, measured):
        if paragraph.title not in titles:
            continue
        source = f"{paragraph.title}-{len(corpus)}"
        corpus[source] = paragraph.title.replace("_", " "), paragraph.text
        for question in paragraph.questions:
            if question.answer is None:
                asked.append(Asked(question.text, (), (), "squad"))
                continue
            start, end = question.answer
            # A little around it tells the place apart from others of the same words.
            around = paragraph.text[max(0, start - 15) : end + 15]
            asked.append(Asked(question.text, (source,), (around,), "squad"))
    return corpus, asked


def read_development(
    questions: Path, folder: Path
) -> tuple[dict[str, tuple[str, str]], list[Asked]]:
    """A question set of Dixit's own, and the articles that it asks about.

    Args:
        questions: a file of `eval/sets/questions/`.
        folder: the articles.
    """
    corpus = {path.name: ("", path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))}
    rows = [json.loads(line) for line in questions.read_text("utf-8").splitlines()]
    asked = [
        Asked(row["question"], tuple(row["sources"]), tuple(row["spans"]), DEVELOPMENT)
        for row in rows
    ]
    return corpus, asked


def gathered(
    corpus: Mapping[str, tuple[str, str]], asked: Sequence[Asked], settings: Settings
) -> Examples:
    """Ask the questions of an index of the corpus and keep every candidate."""
    chance = random.Random(SEED)
    embedder = open_embedder(settings)
    vectors = SentenceVectors(embedder)
    model = shipped_cross_encoder()
    parts: list[tuple[Table, list[bool], str, bool]] = []
    with tempfile.TemporaryDirectory() as scratch:
        index = SearchIndex.open(Path(scratch, "index"), create=True)
        indexed(index, corpus, embedder)
        pipeline = AnswerPipeline(index, embedder, settings, Parsed(1024))
        for one in tqdm(asked, desc="Asking", unit="question"):
            parts.append(_example(pipeline, vectors, model, one, removed=False))
            if one.sources and one.group != DEVELOPMENT and chance.random() < REMOVED:
                parts.append(_example(pipeline, vectors, model, one, removed=True))
        index.close()
    return _joined(parts)


def indexed(index: SearchIndex, corpus: Mapping[str, tuple[str, str]], embedder: Embedder) -> None:
    """Put the texts of a corpus, title and text by source, into an index."""
    sources = sorted(corpus)
    for first in tqdm(range(0, len(sources), 128), desc="Indexing", unit="batch"):
        articles = [
            article_of(
                Extract(corpus[source][1], title=corpus[source][0] or None),
                source,
                content_hash(corpus[source][1].encode()),
            )
            for source in sources[first : first + 128]
        ]
        drafts = [drafted(Analysis.of(article), embedder, "") for article in articles]
        index.put_all(finished(drafts, embedder), embedder.identity)
    index.catch_up()


def _example(
    pipeline: AnswerPipeline,
    vectors: SentenceVectors,
    model: CrossEncoder,
    one: Asked,
    *,
    removed: bool,
) -> tuple[Table, list[bool], str, bool]:
    articles = Articles(pipeline.index, pipeline.parsed)
    query, spoken = pipeline.understood(one.question)
    hits = pipeline.found(query, LOOKED_AT, spoken)
    if removed:
        hits = [hit for hit in hits if hit.source not in one.sources]
    heard = articles.quotations(sources_of(hits))
    question = Question.over(query, hits, articles)
    rows = candidates(question, hits, heard, articles, DEFAULT.sentences, vectors)
    rows = read_by_model(model, question, rows, hits, articles)
    answerable = bool(one.sources) and not removed
    places = [
        (source, start, start + len(words))
        for source in one.sources
        for words in one.evidence
        if (start := articles.document(source).text.find(words)) >= 0
    ]
    right = [
        answerable
        and any(
            row.span.source == source and _answers((row.span.start, row.span.end), (start, end))
            for source, start, end in places
        )
        for row in rows
    ]
    return signals(question, hits, rows), right, one.group, answerable


def _answers(sentence: tuple[int, int], evidence: tuple[int, int]) -> bool:
    """Whether a sentence holds half of the evidence, or lies within it."""
    shared = min(sentence[1], evidence[1]) - max(sentence[0], evidence[0])
    shorter = min(sentence[1] - sentence[0], evidence[1] - evidence[0])
    return shorter > 0 and shared >= 0.6 * shorter


def _joined(parts: Sequence[tuple[Table, list[bool], str, bool]]) -> Examples:
    return Examples(
        np.concatenate([table for table, _, _, _ in parts]),
        np.concatenate([np.array(right, dtype=bool) for _, right, _, _ in parts]),
        np.concatenate([np.full(len(right), at) for at, (_, right, _, _) in enumerate(parts)]),
        np.array([group for _, _, group, _ in parts]),
        np.array([answerable for _, _, _, answerable in parts]),
    )


def both(one: Examples, other: Examples) -> Examples:
    """Two sets of examples as one."""
    return Examples(
        np.concatenate([one.table, other.table]),
        np.concatenate([one.right, other.right]),
        np.concatenate([one.question, other.question + len(one.groups)]),
        np.concatenate([one.groups, other.groups]),
        np.concatenate([one.answerable, other.answerable]),
    )


def grown(table: Table, right: npt.NDArray[np.bool_]) -> BoostedTrees:
    """Grow the trees.

    Args:
        table: signals, shape (candidates, columns).
        right: what is to be told, shape (candidates,).
    """
    chance = np.random.default_rng(SEED)
    table = table.copy()
    without = chance.random(len(table)) < WITHOUT_VECTORS
    for name in (*FROM_VECTORS, *FROM_MODEL):
        table[without, SIGNALS.index(name)] = np.nan
    model = HistGradientBoostingClassifier(
        learning_rate=0.04,
        max_iter=400,
        max_leaf_nodes=31,
        max_depth=6,
        min_samples_leaf=60,
        l2_regularization=5.0,
        max_features=0.5,
        random_state=SEED,
    )
    model.fit(table, right)
    return as_arrays(model)


def as_arrays(model: Any) -> BoostedTrees:
    """scikit-learn's trees as arrays filled up to the largest tree."""
    trees = [predictor.nodes for (predictor,) in model._predictors]
    most = max(len(nodes) for nodes in trees)
    shape = (len(trees), most)
    feature = np.full(shape, -1, dtype=np.int64)
    left, right = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    missing = np.zeros(shape, dtype=np.int64)
    threshold, value = np.zeros(shape), np.zeros(shape)
    for at, nodes in enumerate(trees):
        count = len(nodes)
        inner = nodes["is_leaf"] == 0
        feature[at, :count] = np.where(inner, nodes["feature_idx"], -1)
        threshold[at, :count] = nodes["num_threshold"]
        missing[at, :count] = nodes["missing_go_to_left"]
        left[at, :count] = np.where(inner, nodes["left"], np.arange(count))
        right[at, :count] = np.where(inner, nodes["right"], np.arange(count))
        value[at, :count] = np.where(inner, 0.0, nodes["value"])
    depth = max(int(nodes["depth"].max()) for nodes in trees)
    start = float(np.ravel(model._baseline_prediction)[0])
    return BoostedTrees(feature, threshold, missing, left, right, value, depth, start)


def firsts(examples: Examples, margins: Table) -> Iterator[tuple[int, int]]:
    """For each question with candidates its number, and the row of the best one."""
    order = np.lexsort((-margins, examples.question))
    numbers = examples.question[order]
    starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
    for start in starts:
        yield int(numbers[start]), int(order[start])


def calibrated(examples: Examples, margins: Table) -> tuple[float, float]:
    """Slope and offset that make the first sentence's margin the log odds of being right."""
    best = [row for _, row in firsts(examples, margins)]
    model = LogisticRegression(C=1e6)
    model.fit(margins[best, None], examples.right[best])
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def chosen(examples: Examples, wanted: npt.NDArray[np.bool_]) -> Examples:
    """The questions wanted, shape (questions,), with their candidates."""
    rows = wanted[examples.question]
    numbers = np.cumsum(wanted) - 1
    return Examples(
        examples.table[rows],
        examples.right[rows],
        numbers[examples.question[rows]],
        examples.groups[wanted],
        examples.answerable[wanted],
    )


def measured(examples: Examples, chances: Table, bars: Sequence[float]) -> list[str]:
    """Right, wrong and refused at several bars, and how well chances tell right from wrong."""
    best = list(firsts(examples, chances))
    total = len(examples.groups)
    first = dict(best)
    answerable = [number for number in range(total) if examples.answerable[number]]
    rest = [number for number in range(total) if not examples.answerable[number]]
    right = {n for n, row in first.items() if examples.right[row]}
    found = {int(n) for n in examples.question[examples.right]}
    chance = {n: float(chances[row]) for n, row in first.items()}
    present = _auroc([chance.get(n, 0.0) for n in answerable], [chance.get(n, 0.0) for n in rest])
    told = _auroc([chance[n] for n in right], [chance[n] for n in chance.keys() - right])
    lines = [
        f"answerable {len(answerable)}, found {len(found) / len(answerable):.3f}, "
        f"first {len(right) / len(answerable):.3f}, "
        f"AUROC present from absent {present:.3f}, right from wrong {told:.3f}"
    ]
    for bar in bars:
        shown = {n for n, value in chance.items() if value >= bar}
        a = len(answerable)
        lines.append(
            f"bar {bar:.2f}: right {len(shown & right) / a:.3f} "
            f"wrong {len((shown - right) & set(answerable)) / a:.3f} "
            f"refused {1 - len(shown & set(answerable)) / a:.3f} "
            f"unanswerable refused {1 - len(shown & set(rest)) / max(1, len(rest)):.3f}"
        )
    return lines


def _auroc(high: Sequence[float], low: Sequence[float]) -> float:
    if not high or not low:
        return float("nan")
    return float(roc_auc_score([1] * len(high) + [0] * len(low), [*high, *low]))


def gather(material: Path, out: Path, measured_sets: Sequence[Path], settings: Settings) -> None:
    """Ask everything, a process a core, and write the examples."""
    files = [path for path in written_files(material) if path.stem.endswith((*TESTING, *FITTING))]
    known = [
        json.loads(line)["text"]
        for path in measured_sets
        for line in path.read_text("utf-8").splitlines()
    ]
    # A folder holds some dozen articles: a question that fits two hundred has no one answer.
    sets = [
        read_written(files[first : first + WRITERS_A_FOLDER])
        for first in range(0, len(files), WRITERS_A_FOLDER)
    ]
    corpus, asked = read_squad(
        material / "open" / "squad2-dev-half.json", known, squad_apart(material)
    )
    sets.append((corpus, random.Random(SEED).sample(asked, min(len(asked), ASKED_OF_SQUAD))))
    sets.append(read_development(QUESTIONS, ARTICLES))
    with ProcessPoolExecutor() as pool:
        every = reduce(both, pool.map(gathered, *zip(*sets, strict=True), [settings] * len(sets)))
    out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        out / "examples.npz", table=every.table.astype(np.float32), right=every.right,
        question=every.question, groups=every.groups, answerable=every.answerable,
    )  # fmt: skip


def train(out: Path, ship: Path | None) -> None:
    """Grow, calibrate and measure; write the ranker where it is to be shipped."""
    with np.load(out / "examples.npz") as arrays:
        every = Examples(
            arrays["table"].astype(np.float64), arrays["right"], arrays["question"],
            arrays["groups"], arrays["answerable"],
        )  # fmt: skip
    learning = ~np.isin(every.groups, (*HELD_APART, *CALIBRATING))
    rows = learning[every.question]
    times = np.where(every.groups == DEVELOPMENT, REPEATED, 1)[every.question[rows]]
    trees = grown(np.repeat(every.table[rows], times, axis=0), np.repeat(every.right[rows], times))
    calibrating = chosen(every, np.isin(every.groups, CALIBRATING))
    slope, offset = calibrated(calibrating, trees.margin(calibrating.table))
    apart = chosen(every, np.isin(every.groups, HELD_APART))
    for name, some in (("calibrating", calibrating), ("held apart", apart)):
        chances = 1 / (1 + np.exp(-(slope * trees.margin(some.table) + offset)))
        lines = [name, *measured(some, chances, BARS)]
        sys.stdout.write("\n  ".join(lines) + "\n")
    if ship is not None:
        further = {"signals": np.array(SIGNALS), "calibration": np.array([slope, offset])}
        trees.save(ship, further)


def main() -> None:
    """Ask the questions, unless they were asked before, and train."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("material", type=Path, help="a folder with written/ and open/")
    parser.add_argument("out", type=Path, help="where the examples are kept")
    parser.add_argument("--measured", type=Path, nargs="*", default=[], help="BEIR corpora")
    parser.add_argument("--ship", type=Path, help="the .npz file to write")
    arguments = parser.parse_args()
    if not (arguments.out / "examples.npz").exists():
        gather(arguments.material, arguments.out, arguments.measured, Settings())
    train(arguments.out, arguments.ship)


if __name__ == "__main__":
    main()
