"""The tutorial's chain: its chunks keep their places."""

from collections.abc import Sequence

import numpy as np

from dixit.eval.baselines.langchain_chain import TutorialChain
from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import Document, Vectors


class LetterEmbedder:
    """Counts letters: enough to tell texts apart."""

    identity = EmbedderIdentity("letters", "0", 26)
    window = 256

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        letters = "abcdefghijklmnopqrstuvwxyz"
        rows = [[text.lower().count(letter) for letter in letters] for text in texts]
        counts = np.array(rows, dtype=np.float32) + 1e-3
        unit: Vectors = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return unit

    def embed_query(self, text: str) -> Vectors:
        row: Vectors = self.embed_passages([text])[0]
        return row


def test_chunks_keep_their_places() -> None:
    text = "\n\n".join(word * 150 for word in ("ciel ", "mer ", "lune ", "zzz "))
    chain = TutorialChain.from_documents([Document("a.txt", text, "0", "fr")], LetterEmbedder())
    spans = chain.search("zzz")
    assert len(spans) == 4
    assert "zzz" in text[spans[0].start : spans[0].end]
    assert all(span.end - span.start <= 1000 for span in spans)
