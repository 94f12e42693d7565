"""What a stored document was made with is a hash of the rules, and follows them by itself."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.index.search_index import SearchIndex
from dixit.rag.embedders.base import Embedder
from dixit.rag.ingestion.pipeline_version import (
    RULES,
    content_hash_of,
    current_version,
    rule_files,
    stored_version,
)

PROJECT = Path(__file__).parents[3]
SEEDS = PROJECT / "seeds"
COUNTED_BY_HAND = "read 2, split 3, quotations 5"
WITHOUT_RULES = {
    "dixit.index/errors.py",
    "dixit.index/records.py",
    "dixit.rag/errors.py",
    "dixit.rag.ingestion/files.py",
}
"""Modules that a stage imports and that decide nothing of what it makes."""
ENGLISH = """Night trains return to the valley

The operator Northline will run two night trains a week from May, its director Ann Morel said on
Tuesday. "We have waited ten years for this," she told reporters. According to the mayor, Mr Tom
Reed, the station will be open by then. The ministry denied that fares would rise.
"""
RUN = {
    "reading": """
from dixit.rag.ingestion import loader
from dixit.rag.ingestion.readers.line_ends import without_hyphen
for path in paths:
    loader.read(path, path.name)
without_hyphen("the pass", "enger", ())
""",
    "chunking": """
from dixit.index.records import Document
from dixit.rag.ingestion import chunking
from dixit.rag.parsing.article import Article
for path in paths:
    chunking.split(Article(Document(path.name, path.read_text("utf-8"), "", "fr")), count, 256)
""",
    "quotations": """
from dixit.index.records import Document
from dixit.rag.quotations import find_quotations
for path in paths:
    find_quotations(Document(path.name, path.read_text("utf-8"), "", "fr"))
""",
}
WATCHED = """
import json, sys
from pathlib import Path
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
paths = [Path(path) for path in sys.argv[1:]]
count = lambda texts: [len(text.split()) for text in texts]
{stage}
modules = {{
    name: module.__file__
    for name, module in sys.modules.items()
    if name.startswith("dixit.") and getattr(module, "__file__", None)
}}
print(json.dumps([modules, opened]))
"""


@pytest.fixture(scope="module", params=list(RULES))
def used(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The stage, and the modules and lists it used on some articles."""
    article = tmp_path_factory.mktemp("articles") / "trains.txt"
    article.write_text(ENGLISH, "utf-8")
    script = WATCHED.format(stage=RUN[request.param])
    articles = [str(article), *map(str, sorted(SEEDS.glob("*.txt")))]
    ended = subprocess.run(
        [sys.executable, "-c", script, *articles], check=True, capture_output=True, text=True
    )
    modules, opened = json.loads(ended.stdout)
    ours = {
        f"{name.rpartition('.')[0]}/{Path(file).name}"
        for name, file in modules.items()
        if Path(file).name != "__init__.py"
    }
    lexicon = PROJECT / "rag" / "lang" / "lexicon"
    lists = {
        f"lexicon/{Path(file).relative_to(lexicon).as_posix()}"
        for file in opened
        if Path(file).is_relative_to(lexicon) and Path(file).is_file()
    }
    return {request.param, *ours, *lists}


def test_a_stage_uses_no_module_and_no_list_that_its_version_leaves_out(used: set[str]) -> None:
    (stage,) = used & set(RULES)

    assert used - {stage, *WITHOUT_RULES} - {name for name, _ in rule_files(stage)} == set()


def test_the_version_of_a_stage_has_no_list_that_the_stage_does_not_use(used: set[str]) -> None:
    (stage,) = used & set(RULES)
    lists = {name for name, _ in rule_files(stage) if name.startswith("lexicon/")}

    assert lists - used == set()


@pytest.mark.parametrize("stage", RULES)
def test_every_pattern_of_the_table_is_of_some_file(stage: str) -> None:
    names = [Path(name).name for name, _ in rule_files(stage)]
    rules = RULES[stage]

    assert set(rules.word_lists) <= set(names)
    for patterns in rules.modules.values():
        for pattern in patterns:
            assert any(Path(name).match(pattern) for name in names), pattern


def test_a_hash_is_the_same_whatever_the_line_ends_and_the_order_of_files() -> None:
    one = content_hash_of({"a.py": b"x = 1\ny = 2\n", "b.txt": b"word\n"})

    assert content_hash_of({"b.txt": b"word\r\n", "a.py": b"x = 1\r\ny = 2\r\n"}) == one
    assert content_hash_of({"a.py": b"x = 1\ny = 2\n", "b.txt": b"words\n"}) != one
    assert content_hash_of({"a.py": b"x = 1\ny = 2\n", "c.txt": b"word\n"}) != one
    assert content_hash_of({"a.py": b"x = 1\n", "b.txt": b"y = 2\nword\n"}) != one


def test_a_version_is_read_back_as_it_is_stored() -> None:
    assert stored_version(str(current_version())) == current_version()
    assert current_version().changed_since(str(current_version())) == ()
    assert current_version().changed_since("written by a stranger") == tuple(RULES)


@pytest.fixture
def dixit(tmp_path: Path, hashed: Embedder) -> Iterator[Dixit]:
    made = Dixit(tmp_path / "index", embedder=hashed)
    made.add([SEEDS])
    yield made
    made.close()


def stored_with(folder: Path, embedder: Embedder, version: str) -> None:
    """Store every document of an index again, as if rules of some version had made it."""
    index = SearchIndex.open(folder, create=False)
    entries = [
        replace(index.stored_document(it.source), recipe=version) for it in index.documents()
    ]
    index.put_all(entries, embedder.identity)
    index.close()


def test_an_index_with_versions_counted_by_hand_answers_and_is_brought_up_to_date(
    dixit: Dixit, tmp_path: Path, hashed: Embedder
) -> None:
    before = dixit.ask("what did Zu Sijie say?").as_dict()["blocks"]
    stored_with(tmp_path / "index", hashed, COUNTED_BY_HAND)

    assert {document.recipe for document in dixit.documents()} == {COUNTED_BY_HAND}
    assert dixit.ask("what did Zu Sijie say?").as_dict()["blocks"] == before

    report = dixit.add([SEEDS])
    assert set(report.outdated.values()) == {("reading", "chunking", "quotations")}
    assert sorted(report.outdated) == report.changed
    assert len(report.changed) == 5
    assert "5 changed (5 by new rules for reading, chunking, quotations)" in str(report)
    assert {document.recipe for document in dixit.documents()} == {str(current_version())}
    assert len(dixit.add([SEEDS]).unchanged) == 5


def test_an_index_made_anew_from_its_texts_is_still_to_be_read_by_the_new_rules(
    dixit: Dixit, tmp_path: Path, hashed: Embedder
) -> None:
    stored_with(tmp_path / "index", hashed, COUNTED_BY_HAND)
    dixit.rebuild()

    assert set(dixit.add([SEEDS]).outdated.values()) == {("reading",)}


def test_a_question_hashes_no_rules(dixit: Dixit) -> None:
    current_version.cache_clear()
    dixit.ask("what did Zu Sijie say?")

    assert current_version.cache_info().currsize == 0


class Installed:
    """A copy of the package, whose rules may be edited, and an article that it indexes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        package = folder / "site" / "dixit"
        left = shutil.ignore_patterns("__pycache__", "model")
        shutil.copytree(PROJECT / "dixit", package, ignore=left)
        for room in ("index", "rag"):
            shutil.copytree(PROJECT / room, package / room, ignore=left)
        model = Path("rag", "embedders", "model")
        (package / model).symlink_to(PROJECT / model)
        self.package = package
        (folder / "news").mkdir()
        (folder / "news" / "trains.txt").write_text(ENGLISH, "utf-8")

    def indexed(self) -> dict[str, object]:
        """What `dixit index` reports."""
        ended = subprocess.run(
            [sys.executable, "-m", "dixit", "index", "--json", str(self.folder / "news")],
            cwd=self.folder,
            env={
                **os.environ,
                "PYTHONPATH": str(self.folder / "site"),
                "DIXIT_INDEX": str(self.folder / "index"),
            },
            capture_output=True,
            text=True,
            check=True,
        )
        report: dict[str, object] = json.loads(ended.stdout)
        return report


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    made = Installed(tmp_path_factory.mktemp("installed"))
    assert made.indexed()["added"] == ["trains.txt"]
    return made


@pytest.mark.parametrize(
    ("file", "line", "stages"),
    [
        ("rag/lang/lexicon/en/roles.txt", "lamplighter\n", ["quotations"]),
        (
            "rag/lang/lexicon/en/debris.txt",
            "Read our charter\n",
            ["reading", "chunking", "quotations"],
        ),
        ("rag/ingestion/chunking.py", "# A remark.\n", ["chunking"]),
        ("rag/parsing/metadata.py", "# A remark.\n", ["reading"]),
    ],
)
def test_an_edited_rule_makes_what_it_made_anew(
    installed: Installed, file: str, line: str, stages: list[str]
) -> None:
    with (installed.package / file).open("a", encoding="utf-8") as rules:
        rules.write(line)
    report = installed.indexed()

    assert report["changed"] == ["trains.txt"]
    assert report["outdated"] == {"trains.txt": stages}


def test_an_edit_that_no_stored_row_depends_on_makes_nothing_anew(installed: Installed) -> None:
    for file in ("rag/lang/lexicon/fr/units.txt", "rag/question/query.py", "rag/pipeline.py"):
        with (installed.package / file).open("a", encoding="utf-8") as rules:
            rules.write("# A remark.\n")

    assert installed.indexed()["unchanged"] == ["trains.txt"]
