"""Stamps: which state of the store the files of a search index follow, and their checksums.

A search index on disk is a cache of the store. Its stamp, written last, makes it usable: the
store must know the stamped state, and each file must have the stamped SHA-256.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dixit.index.storage.atomic import publish, sha256_of
from dixit.index.storage.database import State


@dataclass(frozen=True, slots=True)
class Stamp:
    """The content of a stamp file; its field names are the keys of the JSON."""

    generation: int
    token: str
    rules: str
    """Version of the rules that made the files; files of another version are rebuilt."""
    files: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file, in hexadecimal, by file name."""

    @property
    def state(self) -> State:
        """The state of the store that the files follow."""
        return State(self.generation, self.token)


def write_stamp(path: Path, stamp: Stamp) -> None:
    """Write a stamp as JSON, atomically.

    Raises:
        OSError: it cannot be written.
    """
    text = json.dumps(asdict(stamp), sort_keys=True)
    publish(path, lambda temporary: temporary.write_text(text, "utf-8"))


def read_stamp(path: Path) -> Stamp | None:
    """The stamp at `path`, or None if it is missing or malformed."""
    try:
        stamp = Stamp(**json.loads(path.read_bytes()))
        is_valid = isinstance(stamp.generation, int) and isinstance(stamp.files, dict)
    except (OSError, ValueError, TypeError):
        return None
    return stamp if is_valid else None


def changed_files(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Names of the files that are missing or whose SHA-256 is not the stamped one.

    Args:
        folder: where the files lie.
        files: SHA-256 by file name, see `Stamp.files`.
    """
    return [name for name, digest in files.items() if sha256_of(folder / name) != digest]
