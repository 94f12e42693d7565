"""Opens and calls chat models by name, and explains their failures in one sentence."""

import os
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from dixit.rag.answering.generative.anthropic_citations import TOOL, MarkedText, Message
from dixit.rag.answering.generative.local_model import open_local_model
from dixit.rag.errors import ModelError
from dixit.rag.usage import Meter

LOCAL = "local"
"""The provider of models in a local folder: `local:FOLDER`."""
MOST_TOKENS = 1_000
"""The most tokens in an answer of a model on the user's own machine."""
MOST_TOKENS_HOSTED = 8_000
"""The same for hosted models; they count the tokens of hidden reasoning too."""
WAITS_S = (0.5, 2.0)
"""Seconds to wait before each retry, if one may help."""
_BACK = "or answer by quoting with `--model quoting`"
_LIKELIEST = {"temperature": 0}
"""Not for hosted models: newer ones reject requests that set the temperature."""
_OPTIONS: dict[str, dict[str, Any]] = {
    "openai": {"max_retries": 0, "stream_usage": True, "max_tokens": MOST_TOKENS_HOSTED},
    "anthropic": {"max_retries": 0, "max_tokens": MOST_TOKENS_HOSTED},
    "mistralai": {"max_retries": 0, "max_tokens": MOST_TOKENS_HOSTED, **_LIKELIEST},
    "google_genai": {"max_retries": 0, "max_output_tokens": MOST_TOKENS_HOSTED},
    "ollama": {"num_predict": MOST_TOKENS, **_LIKELIEST},
}
"""Options of each provider's client, besides the model's name."""
_OWN_SERVER: dict[str, Any] = {
    # Servers differ in the name of this limit; some know only one of the two.
    "max_tokens": MOST_TOKENS,
    "extra_body": {"max_tokens": MOST_TOKENS},
    # Not every server can count tokens.
    "stream_usage": False,
    **_LIKELIEST,
}
"""Further options for the user's own server that speaks OpenAI's protocol."""
_PACKAGES = {
    "openai": "langchain_openai",
    "anthropic": "langchain_anthropic",
    "mistralai": "langchain_mistralai",
    "google_genai": "langchain_google_genai",
    "ollama": "langchain_ollama",
}
_KEYS = {
    "openai": ("OPENAI_API_KEY",),
    "anthropic": ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
    "mistralai": ("MISTRAL_API_KEY",),
    "google_genai": ("GOOGLE_API_KEY", "GEMINI_API_KEY"),
}
"""The environment variables that may have the key of each hosted provider; one is enough."""
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""HTTP status codes after which a retry may help."""


class ChatModel(Protocol):
    """The interface of a chat model; LangChain's models have it."""

    def stream(self, messages: Any, /) -> Iterator[Any]:
        """The reply to some `Message`s, in pieces that have a `text`."""
        ...


def open_chat_model(name: str, timeout_s: float) -> ChatModel:
    """Open a chat model. Its API key comes from the environment.

    Args:
        name: `provider:model`, for example "mistralai:mistral-small-latest" or "local:FOLDER".
        timeout_s: the most seconds that a request may take.

    Raises:
        ModelError: the provider is unknown, its package or key is missing, or the client cannot
            be created.
    """
    provider, _, model = name.partition(":")
    if provider == LOCAL:
        return open_local_model(Path(model).expanduser(), MOST_TOKENS)
    if provider not in _PACKAGES:
        names = ", ".join(sorted([*_PACKAGES, LOCAL]))
        raise ModelError(f"The provider {provider!r} of the model {name} is none of: {names}.")
    if find_spec(_PACKAGES[provider]) is None:
        raise ModelError(
            f"The model {name} needs the extra {provider}: `pip install 'dixit-rag[{provider}]'`."
        )
    # Imported on first use: answers by quotation do not need it.
    from langchain.chat_models import init_chat_model  # noqa: PLC0415

    options = dict(_OPTIONS[provider])
    if provider == "openai" and os.environ.get("OPENAI_BASE_URL"):
        options |= _OWN_SERVER
    if provider in _KEYS and not any(map(os.environ.get, _KEYS[provider])):
        # The user's own server needs no key, but the client insists on one.
        if provider != "openai" or not os.environ.get("OPENAI_BASE_URL"):
            raise ModelError(
                f"The model {name} needs a key in the environment, as {_KEYS[provider][0]}."
            )
        options["api_key"] = "none"
    if provider == "ollama":
        options["client_kwargs"] = {"timeout": timeout_s}
    else:
        options["timeout"] = timeout_s
    try:
        client: Any = init_chat_model(model, model_provider=provider, **options)
    except Exception as error:
        raise ModelError(
            f"The model {name} cannot be set up ({type(error).__name__}): check its name, and "
            "that its key is in the environment."
        ) from error
    if cites_by_itself(name):
        client = client.bind(tools=[TOOL], tool_choice={"type": "none"})
    chat_model: ChatModel = client
    return chat_model


def cites_by_itself(name: str) -> bool:
    """Whether a model's provider has citations of its own, for search results."""
    return name.partition(":")[0] == "anthropic"


def streamed(
    model: ChatModel,
    messages: Sequence[Message],
    name: str,
    timeout_s: float,
    meter: Meter | None = None,
) -> Generator[str, None, None]:
    """Stream a model's reply. If a request fails before the first piece, it may be retried.

    Args:
        model: the chat model.
        messages: the conversation.
        name: the model's name, for error messages.
        timeout_s: the most seconds that the whole reply may take.
        meter: counts calls and tokens.

    Yields:
        The pieces of the reply. Closing the iterator closes the provider's stream.

    Raises:
        ModelError: the model cannot be reached, refuses, breaks off, or takes too long.
    """
    for wait in (*WAITS_S, None):
        has_begun = False
        until = time.monotonic() + timeout_s
        try:
            with closing(_pieces(model, messages, meter or Meter())) as pieces:
                for piece in pieces:
                    has_begun = True
                    yield piece
                    if time.monotonic() > until:
                        raise TimeoutError
            return
        except Exception as error:
            if has_begun or wait is None or not _may_pass(error):
                raise ModelError(_told(error, name, begun=has_begun)) from error
        time.sleep(wait)


def first_words(name: str, timeout_s: float) -> str:
    """The first piece of a model's reply to a greeting, to test it; "" if there is none.

    Raises:
        ModelError: as in `open_chat_model` and `streamed`.
    """
    model = open_chat_model(name, timeout_s)
    with closing(streamed(model, (("human", "Hello"),), name, timeout_s)) as pieces:
        return next(pieces, "")


def _pieces(
    model: ChatModel, messages: Sequence[Message], meter: Meter
) -> Generator[str, None, None]:
    meter.call()
    stream = model.stream(list(messages))
    marked = MarkedText()
    try:
        for chunk in stream:
            meter.piece(getattr(chunk, "usage_metadata", None))
            content = getattr(chunk, "content", None)
            parts = marked.read(content) if isinstance(content, list) else [str(chunk.text)]
            yield from filter(None, parts)
        yield from marked.end()
    finally:
        if isinstance(stream, Generator):
            stream.close()


def _status(error: BaseException | None) -> int | None:
    """The HTTP status code behind an error; None if there is none."""
    while error is not None:
        for holder in (error, getattr(error, "response", None)):
            code = getattr(holder, "status_code", None)
            if isinstance(code, int) and code > 0:
                return code
        error = error.__cause__ or error.__context__
    return None


def _is_late(error: BaseException) -> bool:
    return "timeout" in type(error).__name__.lower()


def _is_unreached(error: BaseException) -> bool:
    return isinstance(error, ConnectionError) or "connect" in type(error).__name__.lower()


def _may_pass(error: BaseException) -> bool:
    """Whether a retry may help."""
    return _status(error) in _BUSY or _is_unreached(error)


def _told(error: BaseException, name: str, *, begun: bool) -> str:
    """One sentence that says what went wrong and what to do, without the provider's own words."""
    code = _status(error)
    if code in (401, 403):
        return f"{name}: the provider refuses the key ({code}): check it in the environment."
    if code == 404:
        return f"{name}: the provider knows no model of that name (404): check it."
    if code == 429:
        return f"{name}: the provider's limit is reached (429): wait, {_BACK}."
    if code is not None:
        return f"{name}: the provider answered with the error {code}: try later, {_BACK}."
    if _is_late(error):
        return f"{name}: the model took too long: set a longer `model_timeout`, {_BACK}."
    kind = type(error).__name__
    if begun:
        return f"{name}: the answer broke off ({kind}): ask again, {_BACK}."
    if _is_unreached(error):
        return f"{name}: there is no server to reach ({kind}): check that it runs, {_BACK}."
    return f"{name}: the model did not answer ({kind}): check its name and key, {_BACK}."
