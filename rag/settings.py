"""Every dial: its default, its unit and its check.

Defaults give way to `dixit.toml` in the working folder (or the file named by `--config`), that
to `DIXIT_*` in the environment, and that to flags.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from platformdirs import user_data_path

from dixit.rag.errors import SettingsError

CONFIG_FILE = "dixit.toml"
DEFAULT_EMBEDDER = "dixit-e5-fr-en"
"""Ships with Dixit, and reads French and English."""
ENGLISH_EMBEDDER = "all-MiniLM-L6-v2"
"""Comes in a package of its own."""
READERS = ("full", "none")
"""How sentences are read."""
JUDGES = ("balanced", "strict")
"""How sure the judge of statements is before it calls one proven."""
_NUMERIC = (int, float, str)
_MAY_BE_EMPTY = ("query_prefix", "passage_prefix", "models")
_TRUTHS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def data_folder() -> Path:
    """Where Dixit keeps what it makes, for this user."""
    return user_data_path("dixit-rag", appauthor=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """How Dixit finds and answers."""

    index: Path = Path()
    """Folder of the index; by default `index` in the user's data folder."""
    embedder: str = DEFAULT_EMBEDDER
    """The model that makes vectors: the default's name, "all-MiniLM-L6-v2" (which reads English
    only), or any sentence-transformers model or folder."""
    query_prefix: str = ""
    """Put before a question when it is embedded; empty for what the model itself names."""
    passage_prefix: str = ""
    """Put before a passage when it is embedded; empty for what the model itself names."""
    model: str = "quoting"
    """What answers: "quoting", which needs no model, or a chat model as "provider:name"."""
    models: str = ""
    """Further chat models that the page offers, parted by commas."""
    passages: int = 8
    """How many passages an answer looks at, 1 to 100."""
    candidates: int = 100
    """How many passages each ranking brings to the fusion, 1 to 1000."""
    dense_weight: float = 0.75
    """Weight of the dense ranking in the fusion, 0 to 1; BM25 has the rest. Chosen on three
    development sets for the default embedder: one that does not read the articles' language wants
    less."""
    model_timeout: float = 120.0
    """Seconds that a chat model may take, more than 0."""
    reader: str = "full"
    """How sentences are read and statements judged: "full" by the cross-encoder and the embedder;
    "none" by neither, for small machines."""
    judge: str = "balanced"
    """When a statement counts as proven: "balanced", or "strict", which lets fewer false ones by
    and holds back more true ones."""
    model_tokens: int = 8000
    """Tokens that a chat model may write, its thoughts among them, 50 to 1,000,000."""
    strict: bool = False
    """Whether sentences of a chat model that nothing proves are left out, rather than shown so."""
    read_timeout: float = 60.0
    """Seconds that reading one file may take, more than 0."""
    read_memory: int = 2000
    """Megabytes that reading one file may take, 500 to 100,000."""

    def __post_init__(self) -> None:
        if self.index == Path():
            object.__setattr__(self, "index", data_folder() / "index")
        if self.reader not in READERS:
            raise SettingsError(f"The reader {self.reader!r} is neither `full` nor `none`.")
        if self.judge not in JUDGES:
            raise SettingsError(f"The judge {self.judge!r} is neither `balanced` nor `strict`.")
        _within("passages", self.passages, 1, 100)
        _within("candidates", self.candidates, 1, 1000)
        _within("dense_weight", self.dense_weight, 0, 1)
        _within("model_timeout", self.model_timeout, 0.001, 86_400)
        _within("model_tokens", self.model_tokens, 50, 1_000_000)
        _within("read_timeout", self.read_timeout, 0.001, 86_400)
        _within("read_memory", self.read_memory, 500, 100_000)
        for model in self.choices:
            provider, _, name = model.partition(":")
            if model != "quoting" and not (provider and name):
                raise SettingsError(
                    f"The model {model!r} is neither `quoting` nor `provider:name`, "
                    "such as `ollama:mistral`."
                )

    @property
    def choices(self) -> list[str]:
        """What the page offers to answer with, the one in use first; quoting is always there."""
        further = [name.strip() for name in self.models.split(",") if name.strip()]
        return list(dict.fromkeys([self.model, *further, "quoting"]))

    def as_dict(self) -> dict[str, object]:
        """The settings as JSON values."""
        return {name: str(v) if isinstance(v, Path) else v for name, v in asdict(self).items()}


def load_settings(*, config: Path | None = None, **flags: object) -> Settings:
    """The settings in force; flags that are None give way to what lies below them.

    Raises:
        SettingsError: a value that cannot be used, with where it came from.
    """
    path = config or Path(CONFIG_FILE)
    merged: dict[str, object] = {}
    for origin, given in (
        (str(path), _from_file(path, required=config is not None)),
        ("the environment", _from_environment(os.environ)),
        ("the command line", {name: v for name, v in flags.items() if v is not None}),
    ):
        for name, value in given.items():
            merged[name] = _converted(name, value, origin)
    return Settings(**merged)  # type: ignore[arg-type]


def _from_file(path: Path, *, required: bool) -> dict[str, object]:
    if not required and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(
            f"The settings file {path} cannot be read: {error.strerror}."
        ) from error
    except ValueError as error:
        raise SettingsError(f"The settings file {path} is not valid TOML: {error}.") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    names = {f"DIXIT_{field.name.upper()}": field.name for field in fields(Settings)}
    return {names[key]: value for key, value in environment.items() if value and key in names}


def _converted(name: str, value: object, origin: str) -> object:
    """A value as its setting's kind; text from the environment is read, anything else must fit."""
    kinds = {field.name: field.type for field in fields(Settings)}
    if name not in kinds:
        raise SettingsError(f"There is no setting {name!r} (in {origin}): see `dixit --help`.")
    kind = kinds[name]
    try:
        if kind is Path and isinstance(value, (str, Path)) and str(value):
            return Path(value).expanduser()
        if kind is str and isinstance(value, str) and (value or name in _MAY_BE_EMPTY):
            return value
        if kind is bool and str(value).lower() in _TRUTHS:
            return _TRUTHS[str(value).lower()]
        if kind in (int, float) and not isinstance(value, bool) and isinstance(value, _NUMERIC):
            number = kind(value)
            if isinstance(value, str) or number == value:
                return number
    except (ValueError, OverflowError):
        pass
    raise SettingsError(f"The setting {name} cannot be {value!r} (in {origin}).")


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise SettingsError(f"The setting {name} is {value}: it goes from {low} to {high}.")
