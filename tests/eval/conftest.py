"""A small asker that answers from a table, and one document for it to cite."""

from collections.abc import Callable

import pytest

from dixit.eval.sets.questions import Question
from dixit.index.errors import SourceUnknown
from dixit.index.records import Document, Hit, Passage, Span
from dixit.rag.records import Answer, Block, Citation

TEXT = "Ada dit : « Le ciel est bleu. » Bob dit : « La mer est verte. »"
SOURCE = "colours.txt"
ADA = Span(SOURCE, 12, 29)
BOB = Span(SOURCE, 44, 61)


class TableAsker:
    """Cites Ada for every question it answers; breaks where it is told to."""

    def __init__(self, *, refuses: str = "", breaks: str = "") -> None:
        self._refuses = refuses
        self._breaks = breaks

    def ask(self, question: str, /) -> Answer:
        if self._breaks and self._breaks in question:
            raise RuntimeError("the model fell over")
        if self._refuses and self._refuses in question:
            return Answer(question, "fr", False, "table", (Block("Je ne sais pas."),))
        quote = TEXT[ADA.start : ADA.end]
        citation = Citation(1, ADA, quote, "Ada", "verbatim")
        block = Block(f"Ada dit : « {quote} »", (citation,))
        return Answer(question, "fr", True, "table", (block,))

    def search(self, query: str, /, k: int) -> list[Hit]:
        spans = [Span(SOURCE, 0, 31), Span(SOURCE, 32, len(TEXT))]
        passages = [Passage(s, TEXT[s.start : s.end], "fr") for s in spans]
        return [Hit(passage, 1 / rank) for rank, passage in enumerate(passages[:k], start=1)]

    def document(self, source: str, /) -> Document:
        if source != SOURCE:
            raise SourceUnknown(f"No article is called {source!r}.")
        return Document(source, TEXT, "0" * 64, "fr")


@pytest.fixture
def table_asker() -> Callable[..., TableAsker]:
    return TableAsker


@pytest.fixture
def sky() -> Question:
    """What the table gets right."""
    span = TEXT[ADA.start : ADA.end]
    words = "Que dit Ada du ciel ?"
    return Question("sky.fr", "fr", words, True, (SOURCE,), (span,), (("bleu",),), "quote", "Ada")


@pytest.fixture
def sea() -> Question:
    """What the table gets wrong: it quotes Ada, and the passage is the second."""
    span = TEXT[BOB.start : BOB.end]
    words = "What does Bob say of the sea?"
    keys = (("verte", "green"),)
    return Question("sea.en", "en", words, True, (SOURCE,), (span,), keys, "quote")


@pytest.fixture
def moon() -> Question:
    """What nobody can answer."""
    return Question("moon.en", "en", "Who walked on the moon?", False, (), (), (), "none")
