"""What a model's server refuses in a request, and the same request without it.

Servers differ in what they take: some refuse the system role, some a temperature, some one of the
two names of the token limit. What was refused once is left out while the program runs.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Any

from dixit.rag.answering.generative.anthropic_citations import Message

SYSTEM, TEMPERATURE, MAX_TOKENS, MAX_COMPLETION_TOKENS, STREAM_OPTIONS = (
    "system", "temperature", "max_tokens", "max_completion_tokens", "stream_options"
)  # fmt: skip
_REFUSED: dict[str, frozenset[str]] = {}
"""What each model's server refuses, while the program runs."""
_SYSTEM_SAID = re.compile(
    r"\bsystem\b[^.]{0,40}(?:role|message|prompt|instruction)|roles? must alternate|"
    r"(?:role|message)[^.]{0,40}\bsystem\b|developer instruction is not enabled",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"context[ _](?:length|window|size)|maximum context|max_model_len|n_ctx|num_ctx|"
    r"context the overflow|prompt is too long|input is too long|too many (?:input )?tokens|"
    r"exceeds? the (?:maximum|available)|exceed_context|reduce the length|string_above_max_length|"
    r"too large for model",
    re.IGNORECASE,
)
_LIMIT_SAID = re.compile(
    r"max_(?:completion_)?tokens|in the completion|max_new_tokens", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S+")
_NUMBER = re.compile(r"\b\d{4,7}\b")


def words_of(error: BaseException | None) -> str:
    """Return all that an error and its causes say, for looking through, never for showing."""
    said = ""
    while error is not None:
        said += f" {error} {getattr(error, 'body', '') or ''}"
        error = error.__cause__ or error.__context__
    return said[:4000]


def is_too_long(error: BaseException) -> bool:
    """Return whether a server says that a request is longer than the model reads."""
    return _LONG.search(words_of(error)) is not None


def share_that_fits(error: BaseException) -> float:
    """Return the share of a prompt that fits, by the two lengths that an error names; else half."""
    said = _ADDRESS.sub(" ", words_of(error))
    numbers = [int(found) for found in _NUMBER.findall(said)]
    if len(numbers) < 2 or min(numbers) == max(numbers):
        return 0.5
    return min(0.75, max(0.1, 0.8 * min(numbers) / max(numbers)))


def refused_by(error: BaseException, without: frozenset[str]) -> frozenset[str]:
    """Return what a server refuses, by its error, beyond what is already left out."""
    said = words_of(error)
    if is_too_long(error):
        limits = frozenset((MAX_TOKENS, MAX_COMPLETION_TOKENS))
        return limits - without if _LIMIT_SAID.search(said) else frozenset()
    named = set()
    if _SYSTEM_SAID.search(said):
        named.add(SYSTEM)
    if re.search(r"\btemperature\b", said):
        named.add(TEMPERATURE)
    if STREAM_OPTIONS in said:
        named.add(STREAM_OPTIONS)
    if re.search(r"\bmax_tokens\b", said) and MAX_TOKENS not in without:
        named.add(MAX_TOKENS)
    elif MAX_COMPLETION_TOKENS in said:
        named.add(MAX_COMPLETION_TOKENS)
    return frozenset(named) - without


class ServedModel:
    """A model behind a server, asked again without what the server refuses.

    Args:
        key: The model and its server.
        opened: The client, without some parts of a request.
    """

    def __init__(self, key: str, opened: Callable[[frozenset[str]], Any]) -> None:
        self._key, self._opened = key, opened
        self._client, self._without = None, frozenset[str]()
        self._open()

    def _open(self) -> None:
        without = _REFUSED.get(self._key, frozenset())
        if self._client is None or without != self._without:
            self._client, self._without = self._opened(without), without

    def stream(self, messages: Sequence[Message]) -> Iterator[Any]:
        """Yield what the model writes, in pieces."""
        while True:
            self._open()
            begun = False
            client: Any = self._client
            try:
                with closing(client.stream(_sent(messages, self._without))) as chunks:
                    for chunk in chunks:
                        begun = True
                        yield chunk
                return
            except Exception as error:
                refused = frozenset() if begun else refused_by(error, self._without)
                if not refused:
                    raise
                _REFUSED[self._key] = self._without | refused


def _sent(messages: Sequence[Message], without: frozenset[str]) -> list[Message]:
    """Return messages as they are sent: the task ahead of the question without a system role."""
    first, *rest = messages
    if SYSTEM not in without or not isinstance(first, tuple) or first[0] != "system" or not rest:
        return list(messages)
    asked = rest[0]
    if not isinstance(asked, tuple):
        return list(messages)
    return [(asked[0], f"{first[1]}\n\n{asked[1]}"), *rest[1:]]
