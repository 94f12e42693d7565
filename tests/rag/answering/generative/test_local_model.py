"""A chat model of transformers: in a folder, and behind a server. Its weights are random, so that
what it writes is nonsense, which must never pass for an answer."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from dixit import Dixit
from dixit.index.text.tokens import words
from dixit.rag.answering.generative.local_model import open_local_model
from dixit.rag.embedders.base import Embedder
from dixit.rag.errors import ModelError
from dixit.rag.settings import Settings

SEEDS = Path(__file__).parents[4] / "seeds"
QUESTION = "Combien de véhicules BMW et MINI ont été livrés ?"
STARTS_WITHIN_S = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that knows the articles' words and nothing else."""
    made = tmp_path_factory.mktemp("chat") / "tiny"
    text = " ".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))
    vocabulary = ["<unk>", "<s>", "</s>", *sorted(set(words(text)))[:500]]
    plain = Tokenizer(
        WordLevel({word: number for number, word in enumerate(vocabulary)}, unk_token="<unk>")
    )
    plain.pre_tokenizer = Whitespace()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=plain, unk_token="<unk>", bos_token="<s>", eos_token="</s>"
    )
    tokenizer.chat_template = "{% for m in messages %}{{ m['content'] }}\n{% endfor %}"
    config = LlamaConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        max_position_embeddings=8192,
        bos_token_id=1,
        eos_token_id=2,
    )
    LlamaForCausalLM(config).save_pretrained(made)
    tokenizer.save_pretrained(made)
    return made


def test_a_folder_writes_piece_by_piece(folder: Path) -> None:
    pieces = list(open_local_model(folder, 12).stream([("system", "Réponds."), ("human", "BMW ?")]))

    assert len(pieces) > 1
    assert "".join(piece.text for piece in pieces).strip()


def test_a_model_stops_writing_when_nobody_reads(folder: Path) -> None:
    writing = open_local_model(folder, 4000).stream([("human", "BMW ?")])
    next(writing)
    writing.close()  # type: ignore[attr-defined]

    with pytest.raises(StopIteration):
        next(writing)


def test_nonsense_is_no_answer(folder: Path, seed_index: Path, embedder: Embedder) -> None:
    """What has no form cannot be matched: the articles are quoted in its place."""
    dixit = Dixit(seed_index, embedder=embedder, settings=Settings(model_tokens=200))
    answer = dixit.ask(QUESTION, model=f"local:{folder}")

    assert not answer.blocks[0].citations
    assert all(citation.verdict == "verbatim" for citation in answer.citations)


def test_a_folder_without_a_model_is_one_sentence(tmp_path: Path, seed_dixit: Dixit) -> None:
    with pytest.raises(ModelError, match="no chat model"):
        seed_dixit.ask(QUESTION, model=f"local:{tmp_path}")
    with pytest.raises(ModelError, match="no folder"):
        seed_dixit.ask(QUESTION, model=f"local:{tmp_path / 'none'}")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """`transformers serve` with that model."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = Path(sys.executable).with_name("transformers")
    process = subprocess.Popen(
        [command, "serve", str(folder), "--host", "127.0.0.1", "--port", str(port)],
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{url}/health", process)
        yield f"{url}/v1"
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"the server did not start (exit code {process.poll()})")


@pytest.mark.crash
def test_nonsense_from_a_real_server_is_no_answer(
    server: str, folder: Path, seed_dixit: Dixit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server)
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    # It never stops by itself.
    settings = replace(seed_dixit.settings, model_tokens=200)
    dixit = Dixit(seed_dixit.status().index, settings=settings, embedder=seed_dixit.embedder)
    answer = dixit.ask(QUESTION, model=f"openai:{folder}")

    assert not answer.blocks[0].citations
    assert all(citation.verdict == "verbatim" for citation in answer.citations)
