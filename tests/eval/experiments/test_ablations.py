"""What each choice of retrieval is worth: a row each, the one in use marked."""

import json
from pathlib import Path

import pytest

from dixit.eval.command import main
from dixit.eval.experiments.ablations import Row, as_text, measure, sampled
from dixit.eval.experiments.analyser_variants import analysers
from dixit.eval.experiments.chunk_sizes import Cuts
from dixit.eval.sets.beir import RetrievalSet, read_set
from dixit.rag.embedders.base import open_embedder
from dixit.rag.ingestion.chunking import PASSAGE_TOKENS
from dixit.rag.settings import Settings

TEXTS = {
    "a": "L'électrification des voitures avance en Chine, dit le constructeur.",
    "b": "Renault a vendu 777 000 véhicules électriques sur le marché chinois.",
    "c": "La co-entreprise fabrique des moteurs pour bateaux.",
    "d": "Les chanteuses irlandaises ont donné un concert à Paris.",
}
QUERIES = {"1": ("Qui vend 777.000 véhicules ?", "b"), "2": ("co-entreprises et bateau", "c")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small")
    corpus = [json.dumps({"_id": i, "title": f"T{i}", "text": t}) for i, t in TEXTS.items()]
    (path / "corpus.jsonl").write_text("\n".join(corpus), "utf-8")
    queries = [json.dumps({"_id": i, "text": t}) for i, (t, _) in QUERIES.items()]
    (path / "queries.jsonl").write_text("\n".join(queries), "utf-8")
    gains = [f"{i}\t{text}\t1" for i, (_, text) in QUERIES.items()]
    (path / "qrels.tsv").write_text("\n".join(["q\tc\ts", *gains]), "utf-8")
    return path


@pytest.fixture(scope="module")
def rows(folder: Path) -> list[Row]:
    return list(measure(read_set(folder), Cuts(open_embedder(Settings()))))


def test_each_family_marks_what_is_in_use(rows: list[Row]) -> None:
    families = {row.family for row in rows}
    assert families == {
        "BM25", "analyser", "passages, words", "passages, vectors", "passages, both", "fusion"
    }  # fmt: skip
    assert [sum(r.in_use for r in rows if r.family == family) for family in families] == [1] * 6


def test_what_is_in_use_gives_what_the_benchmark_gives(
    rows: list[Row], folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--benchmark", str(folder), "--out", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["rankings"]
    used = {row.family: row.ndcg for row in rows if row.in_use}
    for family, name in (("BM25", "words"), ("passages, vectors", "vectors"), ("fusion", "hybrid")):
        assert used[family] == pytest.approx(told[name]["ndcg_at_10"]["value"])


def test_the_ends_of_the_weights_are_the_parts_alone(rows: list[Row]) -> None:
    value = {(row.family, row.choice): row.ndcg for row in rows}
    words, vectors = (
        value[f"passages, {part}", f"{PASSAGE_TOKENS} tokens"] for part in ("words", "vectors")
    )
    assert value["fusion", "scores from 0 to 1, vectors 0.0"] == pytest.approx(words)
    assert value["fusion", "scores from 0 to 1, vectors 1.0"] == pytest.approx(vectors)


@pytest.mark.parametrize(
    ("name", "text", "as_one"),
    [
        ("no stems", "véhicules", "véhicule"),
        ("accents kept", "électrique", "electrique"),
        ("elisions left as they are", "l'Europe", "Europe"),
        ("compounds whole only", "co-entreprise", "entreprise"),
        ("compounds in parts only", "co-entreprise", "coentreprise"),
        ("numbers cut at their marks", "777 000", "777000"),
    ],
)
def test_an_analyser_lacks_its_rule(name: str, text: str, as_one: str) -> None:
    used, *others = analysers()
    without = next(analyser for analyser in others if analyser.name == name)
    assert set(used.document(text, "fr")) & set(used.query(as_one, "fr", ["fr"]))
    assert not set(without.document(text, "fr")) & set(without.query(as_one, "fr", ["fr"]))


@pytest.mark.parametrize("size", [20, 60])
def test_the_passages_of_a_chunk_size_hold_no_more_tokens(size: int) -> None:
    embedder = open_embedder(Settings())
    text = " ".join(f"Renault a vendu {n} voitures en Chine l'an dernier." for n in range(40))
    corpus = RetrievalSet("s", {"long": text}, {}, {})
    passages = [text for _, text, _ in Cuts(embedder).of(corpus, size).passages]
    longest = max(embedder.count_tokens(passages))
    assert size / 2 < longest <= size


def test_a_sample_is_the_same_every_time() -> None:
    many = RetrievalSet(
        "s", TEXTS, {str(n): "x" for n in range(99)}, {str(n): {"a": 1.0} for n in range(99)}
    )
    assert sampled(many, 10) == sampled(many, 10)
    assert len(sampled(many, 10).gains) == 10
    assert sampled(many, 1_000) == many


def test_the_table_marks_what_is_in_use() -> None:
    rows = [Row("BM25", "k1 1.2", "s", 0.5, in_use=True), Row("BM25", "k1 2", "s", 0.4)]
    assert list(as_text(rows)) == [
        "| BM25 | s |", "|---|--:|", "| k1 1.2 | **0.500** |", "| k1 2 | 0.400 |", ""
    ]  # fmt: skip
