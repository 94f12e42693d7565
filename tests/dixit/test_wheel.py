"""The wheel, installed away from the checkout."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dixit.rag.ingestion.pipeline_version import current_version

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    # A copy: what an earlier build left in the checkout must not come along.
    left = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "tests", "__pycache__")
    source = shutil.copytree(PROJECT, folder / "source", ignore=left, symlinks=True)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", str(folder), str(source)], check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def python(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in a folder, with the unpacked wheel in front of everything but that folder."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed), "DIXIT_INDEX": str(folder / "index")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_holds_one_package(installed: Path) -> None:
    names = {path.name for path in installed.iterdir()}

    assert {name for name in names if not name.endswith(".dist-info")} == {"dixit"}


def test_it_brings_its_data(installed: Path) -> None:
    for path in (
        "py.typed",
        "seeds/000_f43f25e133202a67.txt",
        "index/text/stop_words_fr.txt",
        "rag/lang/lexicon/similar.txt",
        "rag/lang/lexicon/fr/abbreviations.txt",
        "rag/embedders/model/model.safetensors",
        "ui/static/page.css",
        "eval/sets/questions/test.jsonl",
        "eval/sets/quotations/test.jsonl",
        "eval/sets/statements/test.jsonl",
        "eval/attacks/paraphrases.jsonl",
        "eval/reports/report.jinja",
    ):
        assert (installed / "dixit" / path).is_file(), path


def test_modules_of_a_stranger_with_generic_names_break_nothing(
    installed: Path, tmp_path: Path
) -> None:
    for name in ("rag", "index", "ui", "eval", "training"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a stranger')\n", "utf-8")
    (tmp_path / "mine.py").write_text(
        "import dixit\n"
        "from dixit import Answer, Block, Citation, Dixit, DixitError, Document, Filter, Hit\n"
        "from dixit import Quotation, Settings, Turn\n"
        "print(dixit.__file__)\n",
        "utf-8",
    )
    ended = python(installed, tmp_path, "mine.py")

    assert ended.stderr == ""
    assert Path(ended.stdout.strip()).is_relative_to(installed)


def test_it_knows_the_rules_that_made_an_index_as_the_checkout_does(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "version.py").write_text(
        "from dixit.rag.ingestion.pipeline_version import current_version\n"
        "print(current_version())\n",
        "utf-8",
    )
    ended = python(installed, tmp_path, "version.py")

    assert ended.stdout.strip() == str(current_version()), ended.stderr


def test_its_first_run_answers_from_the_example_articles(installed: Path, tmp_path: Path) -> None:
    indexed = python(installed, tmp_path, "-m", "dixit", "index")
    asked = python(installed, tmp_path, "-m", "dixit", "ask", "what did Zu Sijie say?")

    assert indexed.returncode == 0, indexed.stderr
    assert "SAIC et Audi ont signé un protocole d'accord" in asked.stdout
