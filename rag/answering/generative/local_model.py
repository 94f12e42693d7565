"""A chat model in a folder, run on this machine by transformers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

from dixit.rag.errors import ModelError

_ROLES = {"system": "system", "human": "user"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words as a model writes them."""

    text: str


class LocalModel:
    """A causal language model with its tokenizer, asked as LangChain's models are."""

    def __init__(self, model: Any, tokenizer: Any, most_tokens: int) -> None:
        self._model, self._tokenizer, self._most_tokens = model, tokenizer, most_tokens

    def stream(self, messages: Sequence[tuple[str, str]]) -> Iterator[Piece]:
        """What it writes to some messages, likeliest token by token; it ends when nobody reads."""
        # Imported when first needed: transformers and torch take seconds.
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
        """The messages as the model was taught to read them; plainly where it was taught none."""
        if not self._tokenizer.chat_template:
            return "\n\n".join(text for _, text in messages) + "\n\n"
        turns = [{"role": _ROLES[role], "content": text} for role, text in messages]
        return str(
            self._tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True)
        )


def _all(ids: Any, value: bool) -> Any:
    """The same answer for each row of tokens, as transformers wants it."""
    return (ids[:, 0] == ids[:, 0]) == value


def open_local_model(folder: Path, most_tokens: int) -> LocalModel:
    """The model of a folder that transformers has saved; nothing is fetched, no code of it is run.

    Raises:
        ModelError: there is no such folder, or no model in it.
    """
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
