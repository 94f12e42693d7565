"""Measuring the index at a size: made-up documents that are whole, and figures that can be."""

from pathlib import Path

import numpy as np
import pytest

from dixit.eval.baselines.bm25s import ReferenceWords
from dixit.eval.command import main
from dixit.eval.experiments import scale, synthetic_corpus
from dixit.index.manifest import EmbedderIdentity
from dixit.index.search_index import SearchIndex


def test_made_up_documents_are_whole() -> None:
    rows = synthetic_corpus.clustered(50)
    documents = list(synthetic_corpus.documents(rows, 7))

    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert [document.document.source for document in documents] == [
        "000007.txt", "000008.txt", "000009.txt",
    ]  # fmt: skip
    assert sum(len(document.passages) for document in documents) == 50
    for document in documents:
        text = document.document.text
        assert all(text[p.span.start : p.span.end] == p.text for p in document.passages)


def test_a_small_index_is_exact_and_all_is_measured() -> None:
    measured = scale.measure(1_000)

    assert measured.recall == 1.0
    assert 1 < measured.disk_ratio < 3
    assert all(value > 0 for value in vars_of(measured))
    assert len(list(scale.as_text([measured]))) == len(vars_of(measured))


def vars_of(measured: scale.Scale) -> list[float]:
    return [getattr(measured, name) for name in measured.__slots__]


@pytest.mark.parametrize("size", ["999", "1001", "many"])
def test_a_size_that_cannot_be_is_wrong_usage(
    size: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as wrong:
        main(["scale", size])

    assert wrong.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_bm25s_ranks_the_made_up_passages_as_we_do(tmp_path: Path) -> None:
    """Passages of equal length: there tantivy's coarse lengths make no difference."""
    pytest.importorskip("bm25s")
    index = SearchIndex.open(tmp_path / "index", create=True)
    embedder = EmbedderIdentity("clustered", "", synthetic_corpus.DIMENSION)
    index.put_all(synthetic_corpus.documents(synthetic_corpus.clustered(400), 0), embedder)
    reference = ReferenceWords(index)
    for question in synthetic_corpus.questions(30):
        ours = {m.passage_id - 1: m.score for m in index.search_text(question, "fr", 400)}
        theirs = {m.passage_id: m.score for m in reference.matching(question, "fr", 400)}
        # Lucene's variant drops the constant factor k1 + 1, which changes no order.
        assert ours == {i: pytest.approx(2.2 * score, rel=0.02) for i, score in theirs.items()}
    index.close()
