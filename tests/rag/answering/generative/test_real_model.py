"""A real chat model from end to end: whatever it writes, what Dixit shows is proven or marked."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dixit import Dixit, Settings
from dixit.rag.embedders.base import Embedder
from dixit.rag.messages import say
from dixit.rag.records import Answer
from tests.rag.llama_server import INSTALL, serving, weights

WEIGHTS = weights()
pytestmark = [
    pytest.mark.chat_model,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(WEIGHTS is None, reason=f"no chat model: {INSTALL}"),
]
MODEL = "openai:smollm2"
TIMEOUT_S = 600.0
"""What the model may take; it takes seconds where the machine does nothing else."""
AT_MOST_S = TIMEOUT_S + 120
ARTICLES = {
    "brest.txt": (
        "Le musée de Brest a accueilli 48 200 visiteurs en 2023. « Nous ouvrirons une salle en "
        "mars », a déclaré Anne Kermarec, directrice du musée."
    ),
    "leeds.txt": (
        "The Leeds tram carried 1,350 passengers on Monday. “We will add a line in June,” said "
        "Tom Hartley, head of transport."
    ),
}
QUESTIONS = {
    "fr": "Combien de visiteurs le musée de Brest a-t-il accueillis ?",
    "en": "How many passengers did the Leeds tram carry?",
}
INSTEAD = ("model_found_nothing", "model_proved_nothing", "model_unmatched", "model_rest")
"""What Dixit says itself, without a citation."""


@pytest.fixture(scope="module")
def model_url() -> Iterator[str]:
    assert WEIGHTS is not None
    with serving(WEIGHTS) as url:
        yield url


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """An index of two short articles."""
    articles = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (articles / name).write_text(text, "utf-8")
    index = tmp_path_factory.mktemp("real-model") / "index"
    dixit = Dixit(index, settings=Settings(read_timeout=TIMEOUT_S), embedder=embedder)
    dixit.add([articles])
    dixit.close()
    return index


def holds(answer: dict[str, Any]) -> None:
    """Check what is true of every answer: exact citations, and nothing unproven without a mark."""
    citations = {citation["number"]: citation for citation in answer["citations"]}
    for one in citations.values():
        assert ARTICLES[one["source"]][one["start"] : one["end"]] == one["quote"]
    instead = [say(key, answer["language"]) for key in INSTEAD]
    for block in answer["blocks"]:
        verdicts = {citations[number]["verdict"] for number in block["citations"]}
        proven = bool(verdicts & {"verbatim", "supported"})
        if not any(block["text"].startswith(own) for own in instead):
            assert proven != block.get("unproven", False)
    proven_blocks = [b for b in answer["blocks"] if b["citations"] and not b.get("unproven")]
    assert answer["answered"] == bool(proven_blocks)


@pytest.mark.parametrize("language", QUESTIONS)
def test_an_answer_is_proven_or_marked_and_streamed_and_counted(
    model_url: str,
    folder: Path,
    embedder: Embedder,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", model_url)
    settings = Settings(passages=2, model_tokens=50, model_timeout=TIMEOUT_S)
    dixit = Dixit(folder, settings=settings, embedder=embedder)
    began = time.monotonic()
    grown: list[Answer] = list(dixit.stream(QUESTIONS[language], model=MODEL))
    taken = time.monotonic() - began
    dixit.close()

    assert taken < AT_MOST_S
    assert grown[-1].language == language
    assert any(answer.writing or answer.blocks for answer in grown[:-1])
    usage = grown[-1].usage
    assert usage and usage.calls == 1
    assert usage.read and usage.written and 0 < usage.written <= 50
    holds(grown[-1].as_dict())


@pytest.mark.parametrize("language", QUESTIONS)
def test_the_command_line_prints_such_an_answer(
    model_url: str, folder: Path, language: str
) -> None:
    own = {
        "OPENAI_BASE_URL": model_url,
        "DIXIT_PASSAGES": "2",
        "DIXIT_MODEL_TOKENS": "50",
        "DIXIT_MODEL_TIMEOUT": str(TIMEOUT_S),
    }
    command = ("ask", QUESTIONS[language], "--model", MODEL, "--index", str(folder))
    as_json = ("--json",) if language == "en" else ()
    done = subprocess.run(
        [sys.executable, "-m", "dixit", *command, *as_json],
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=AT_MOST_S,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    if as_json:
        holds(json.loads(done.stdout))
        return
    listed = re.findall(r"^\[(\d+)\] (\S+) (\d+):(\d+)", done.stdout, re.MULTILINE)
    assert done.stdout.strip()
    assert all(0 <= int(start) < int(end) <= len(ARTICLES[name]) for _, name, start, end in listed)
    assert set(re.findall(r"\[(\d+)\]", done.stdout)) == {number for number, *_ in listed}
