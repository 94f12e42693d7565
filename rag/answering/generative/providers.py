"""Chat models by name, and what goes wrong with them in one sentence each."""

import os
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from dixit.rag.answering.generative.anthropic_citations import TOOL, MarkedText, Message
from dixit.rag.answering.generative.deadline import bounded_client
from dixit.rag.answering.generative.local_model import open_local_model
from dixit.rag.answering.generative.server_errors import may_pass, told
from dixit.rag.answering.generative.server_limits import (
    MAX_COMPLETION_TOKENS,
    MAX_TOKENS,
    STREAM_OPTIONS,
    TEMPERATURE,
    ServedModel,
    is_too_long,
    share_that_fits,
)
from dixit.rag.errors import ModelError
from dixit.rag.installation import adding
from dixit.rag.usage import Meter

LOCAL = "local"
"""The provider of models in a folder on this machine: `local:FOLDER`."""
MOST_TOKENS = 8_000
"""Tokens that a model may write, its thoughts among them, where a setting does not say."""
WAITS_S = (0.5, 2.0)
"""Seconds waited before each further try, where one may help."""
_LIKELIEST = {"temperature": 0}
"""Not for hosted models: the newer ones refuse a request that sets it."""
_OPTIONS: dict[str, dict[str, Any]] = {
    # Without socket options the client reads proxies from the environment, and says nothing of it.
    "openai": {"max_retries": 0, "stream_usage": True, "http_socket_options": ()},
    "anthropic": {"max_retries": 0},
    "mistralai": {"max_retries": 0, **_LIKELIEST},
    "google_genai": {"max_retries": 0},
    "ollama": _LIKELIEST,
}
"""What each provider's client is told beside the model's name and the limit of tokens."""
_LIMIT = {"google_genai": "max_output_tokens", "ollama": "num_predict"}
"""What a provider calls that limit, where it is not `max_tokens`."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
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
"""Where each hosted provider's client looks for a key; one is enough."""


class ContextTooLong(ModelError):
    """The request is longer than the model reads.

    Attributes:
        share: The share of it that fits.
    """

    def __init__(self, told: str, share: float) -> None:
        super().__init__(told)
        self.share = share


class ChatModel(Protocol):
    """What is asked of a chat model; LangChain's are such."""

    def stream(self, messages: Any, /) -> Iterator[Any]:
        """What it writes to some `Message`s, in pieces that have a `text`."""
        ...


def open_chat_model(name: str, timeout_s: float, most_tokens: int = MOST_TOKENS) -> ChatModel:
    """The chat model called `provider:name`; its key comes from the environment.

    Args:
        name: The model.
        timeout_s: Seconds that it may take.
        most_tokens: Tokens that it may write, thoughts among them.

    Raises:
        ModelError: the provider is unknown, its package or key is missing, or it cannot be set up.
    """
    provider, _, model = name.partition(":")
    if provider == LOCAL:
        return open_local_model(Path(model).expanduser(), most_tokens)
    if provider not in _PACKAGES:
        known = ", ".join(sorted([*_PACKAGES, LOCAL]))
        raise ModelError(f"The provider {provider!r} of the model {name} is none of: {known}.")
    if find_spec(_PACKAGES[provider]) is None:
        raise ModelError(f"The model {name} needs the extra {provider}: {adding(provider)}")
    own_server = os.environ.get("OPENAI_BASE_URL", "") if provider == "openai" else ""
    if provider in _KEYS and not any(map(os.environ.get, _KEYS[provider])) and not own_server:
        raise ModelError(
            f"The model {name} needs a key in the environment, as {_KEYS[provider][0]}."
        )
    _spare_loopback()
    return ServedModel(
        f"{name} {own_server}",
        lambda without: _client(name, timeout_s, most_tokens, own_server, without),
    )


def _client(
    name: str, timeout_s: float, most_tokens: int, own_server: str, without: frozenset[str]
) -> Any:
    """The provider's client for a model, without what its server refuses.

    Raises:
        ModelError: it cannot be set up.
    """
    # Imported when first needed: answering by quoting has no use for it.
    from langchain.chat_models import init_chat_model  # noqa: PLC0415

    provider, _, model = name.partition(":")
    options = {**_OPTIONS[provider], _LIMIT.get(provider, "max_tokens"): most_tokens}
    if own_server:
        # Some servers know only the one name of the limit, some only the other.
        options |= {"extra_body": {"max_tokens": most_tokens}, **_LIKELIEST}
        if not os.environ.get("OPENAI_API_KEY"):
            options["api_key"] = "none"  # The server asks for none, but its client does.
    if provider == "ollama":
        options["client_kwargs"] = {"timeout": timeout_s}
    else:
        options["timeout"] = timeout_s
    if provider == "openai":
        # Like the provider's own, it reads proxies and certificates from the environment.
        options["http_client"] = bounded_client(timeout_s)
    if TEMPERATURE in without:
        options.pop("temperature", None)
    if STREAM_OPTIONS in without:
        options["stream_usage"] = False
    if MAX_TOKENS in without:
        options.pop("extra_body", None)
        if provider != "openai":
            options.pop("max_tokens", None)
    if MAX_COMPLETION_TOKENS in without:
        options.pop(_LIMIT.get(provider, "max_tokens"), None)
    try:
        opened: Any = init_chat_model(model, model_provider=provider, **options)
    except Exception as error:
        raise ModelError(
            f"The model {name} cannot be set up ({type(error).__name__}): check its name, and "
            "that its key is in the environment."
        ) from error
    if cites_by_itself(name):
        opened = opened.bind(tools=[TOOL], tool_choice={"type": "none"})
    return opened


def _spare_loopback() -> None:
    """Keep requests to this machine from a proxy that the environment names."""
    for variable in ("NO_PROXY", "no_proxy"):
        spared = [host for host in os.environ.get(variable, "").split(",") if host]
        if variable == "NO_PROXY" or spared:
            missing = [host for host in _LOOPBACK if host not in spared and "*" not in spared]
            os.environ[variable] = ",".join([*spared, *missing])


def cites_by_itself(name: str) -> bool:
    """Whether the provider of a model has citations of its own, of search results."""
    return name.partition(":")[0] == "anthropic"


def streamed(
    model: ChatModel,
    messages: Sequence[Message],
    name: str,
    timeout_s: float,
    meter: Meter | None = None,
) -> Generator[str, None, None]:
    """What a model writes, piece by piece; tried again where nothing came yet and it may help.

    Whoever stops reading closes the provider's stream. Calls and tokens are told to the meter.

    Raises:
        ModelError: it cannot be reached, refuses, breaks off, or takes too long.
    """
    for wait in (*WAITS_S, None):
        begun = False
        until = time.monotonic() + timeout_s
        try:
            with closing(_pieces(model, messages, meter or Meter())) as pieces:
                for piece in pieces:
                    begun = True
                    yield piece
                    if time.monotonic() > until:
                        raise TimeoutError
            return
        except Exception as error:
            if not begun and is_too_long(error):
                raise ContextTooLong(
                    told(error, name, begun=False), share_that_fits(error)
                ) from error
            if begun or wait is None or not may_pass(error):
                raise ModelError(told(error, name, begun=begun)) from error
        time.sleep(wait)


def first_words(name: str, timeout_s: float) -> str:
    """What a model first says to a greeting, to try it; a model of no words gives none.

    Raises:
        ModelError: as `open_chat_model` and `streamed`.
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
