"""Whatever is put, replaced, removed, compacted, copied and reopened: a plain dict tells the same.

Thousands of random steps, with sources, texts and questions of any characters.
"""

import shutil
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dixit.index.errors import SourceUnknown
from dixit.index.records import IndexedDocument
from dixit.index.search.dense_ivf import IvfConfig
from dixit.index.search_index import SearchIndex
from dixit.index.text.tokens import document_tokens, query_tokens
from tests.index.samples import BASE_AT_ONCE, IDENTITY, entry, same, vector

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
WORDS = st.sampled_from(
    "Marie Paul accord Audi l'accord Zoé œuvre 723,680 véhicules".split()
    + 'AND NOT OR field:x * ~2 " - ( ^ \\'.split()
)
TEXTS = st.one_of(
    st.lists(WORDS, max_size=12).map(" ".join),
    st.text(CHARACTERS, max_size=40),
).map(str.strip)
SOURCES = st.one_of(
    st.sampled_from(["a.txt", "b.txt", "ç/d é.txt", "'; DROP TABLE documents; --", "a.txt\n"]),
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=8
    ),
)


class Library(RuleBasedStateMachine):
    ivf_config = IvfConfig()

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.index = SearchIndex.open(
            self.folder / "index", create=True, ivf_config=self.ivf_config
        )
        self.reader = SearchIndex.open(self.folder / "index", ivf_config=self.ivf_config)
        self.model: dict[str, IndexedDocument] = {}

    @rule(source=SOURCES, text=TEXTS)
    def put(self, source: str, text: str) -> None:
        self.model[source] = entry(source, text)
        self.index.put(self.model[source], IDENTITY)

    @rule(source=SOURCES)
    def remove(self, source: str) -> None:
        if source in self.model:
            self.index.remove(source)
            del self.model[source]
        else:
            with pytest.raises(SourceUnknown):
                self.index.remove(source)

    @rule(question=TEXTS)
    def search_by_words(self, question: str) -> None:
        asked = set(query_tokens(question, "fr", ["fr"] if self.passages() else []))
        expected = sorted(
            text for text in self.passages() if asked & set(document_tokens(text, "fr"))
        )
        for index in (self.index, self.reader):
            matches = index.search_text(question, "fr", 1_000)
            passages = index.passages(match.passage_id for match in matches)
            assert sorted(passages[m.passage_id].text for m in matches) == expected

    @rule(word=WORDS)
    def count_a_word(self, word: str) -> None:
        held = [set(document_tokens(text, "fr")) for text in self.passages()]
        for index in (self.index, self.reader):
            assert index.size() == len(held)
            for token in document_tokens(word, "fr"):
                assert index.frequency(token) == sum(token in words for words in held)

    @rule(question=TEXTS)
    def search_by_meaning(self, question: str) -> None:
        asked = vector(question)
        expected = sorted((float(vector(t) @ asked) for t in self.passages()), reverse=True)
        for index in (self.index, self.reader):
            scores = [match.score for match in index.search_vector(asked, 1_000)]
            assert np.allclose(scores, expected, atol=1e-5)

    @rule()
    def reopen(self) -> None:
        self.index.close()
        self.index = SearchIndex.open(self.folder / "index", ivf_config=self.ivf_config)

    @rule()
    def catch_up(self) -> None:
        self.index.catch_up()

    @rule()
    def compact(self) -> None:
        self.index.compact()

    @rule()
    def go_on_with_a_backup(self) -> None:
        self.index.backup(self.folder / "copy")
        self.index.close()
        self.reader.close()
        shutil.copy(self.folder / "copy" / "dixit.sqlite", self.folder / "index" / "dixit.sqlite")
        shutil.rmtree(self.folder / "copy")
        self.index = SearchIndex.open(self.folder / "index", ivf_config=self.ivf_config)
        self.reader = SearchIndex.open(self.folder / "index", ivf_config=self.ivf_config)

    @invariant()
    def tells_what_the_model_does(self) -> None:
        if hasattr(self, "model"):
            assert [d.source for d in self.reader.documents()] == sorted(self.model)
            for source, put in self.model.items():
                assert same(self.reader.stored_document(source), put)

    def passages(self) -> list[str]:
        return [passage.text for put in self.model.values() for passage in put.passages]

    def teardown(self) -> None:
        if hasattr(self, "index"):
            self.index.catch_up()
            assert self.index.verify() == []
            self.index.close()
            self.reader.close()
            shutil.rmtree(self.folder)


class LibraryWithABase(Library):
    ivf_config = BASE_AT_ONCE


STEPS = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestLibrary = Library.TestCase
TestLibrary.settings = STEPS
TestLibraryWithABase = LibraryWithABase.TestCase
TestLibraryWithABase.settings = STEPS
