"""A chat model in a local folder, run on this machine with transformers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import Any

from dixit.rag.errors import ModelError
from dixit.rag.installation import adding_package

_ROLES = {"system": "system", "human": "user"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the model's output."""

    text: str


class LocalModel:
    """A causal language model and its tokenizer, with the interface of LangChain's chat models."""

    def __init__(self, model: Any, tokenizer: Any, most_tokens: int) -> None:
        """Store a loaded model; it writes at most `most_tokens` tokens."""
        self._model, self._tokenizer, self._most_tokens = model, tokenizer, most_tokens

    def stream(self, messages: Sequence[tuple[str, str]]) -> Iterator[Piece]:
        """The reply to some messages, by greedy decoding. It stops when the caller stops reading.

        Args:
            messages: pairs of a role ("system" or "human") and a text.
        """
        # Imported on first use: transformers and torch take seconds to load.
        from transformers import TextIteratorStreamer  # noqa: PLC0415

        tokens = self._tokenizer(self._prompt(messages), return_tensors="pt")
        written = TextIteratorStreamer(self._tokenizer, skip_prompt=True, skip_special_tokens=True)
        stopped = Event()
        failures: list[Exception] = []

        def work() -> None:
            try:
                self._model.generate(
                    **tokens,
                    max_new_tokens=self._most_tokens,
                    do_sample=False,
                    streamer=written,
                    stopping_criteria=[lambda ids, _: _all(ids, stopped.is_set())],
                )
            except Exception as error:
                failures.append(error)
                written.end()  # type: ignore[no-untyped-call]

        worker = Thread(target=work, daemon=True)
        worker.start()
        try:
            for piece in written:
                yield Piece(piece)
        finally:
            stopped.set()
            worker.join()
        if failures:
            raise failures[0]

    def _prompt(self, messages: Sequence[tuple[str, str]]) -> str:
        """The messages in the model's chat template; as plain text if it has none."""
        if not self._tokenizer.chat_template:
            return "\n\n".join(text for _, text in messages) + "\n\n"
        turns = [{"role": _ROLES[role], "content": text} for role, text in messages]
        return str(
            self._tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True)
        )


def _all(ids: Any, value: bool) -> Any:
    """The same truth value for each row of tokens, in the form that transformers expects."""
    return (ids[:, 0] == ids[:, 0]) == value


def open_local_model(folder: Path, most_tokens: int) -> LocalModel:
    """Load a model that transformers saved in a folder, without network access or model code.

    Args:
        folder: the folder of the model.
        most_tokens: the most tokens in an answer.

    Raises:
        ModelError: the folder does not exist, or has no model that can be loaded; or transformers
            is not installed.
    """
    if find_spec("transformers") is None:
        raise ModelError(
            "A chat model in a folder needs the package sentence-transformers: "
            f"{adding_package('sentence-transformers')}"
        )
    from transformers import AutoModelForCausalLM, AutoTokenizer  # noqa: PLC0415

    if not folder.is_dir():
        raise ModelError(f"There is no folder {folder} with a chat model.")
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = AutoModelForCausalLM.from_pretrained(folder, local_files_only=True)
    except Exception as error:
        raise ModelError(
            f"The folder {folder} holds no chat model that transformers can load "
            f"({type(error).__name__})."
        ) from error
    return LocalModel(model, tokenizer, most_tokens)
