"""Publishing a derived file whole or not at all: written aside, synced, renamed."""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dixit.index.storage.database import State


@dataclass(frozen=True, slots=True)
class Stamp:
    """What state of the store some derived files follow, and what is in them."""

    generation: int
    token: str
    rules: str
    """The version of the rules that made them; another version means building anew."""
    files: dict[str, str] = field(default_factory=dict)
    """The SHA-256 of each file, in hexadecimal, by name."""

    @property
    def state(self) -> State:
        """The state of the store that they follow."""
        return State(self.generation, self.token)


def publish(path: Path, write: Callable[[Path], object]) -> None:
    """Put at `path` what `write` writes: a reader sees the old bytes or the new, never a mixture.

    A process that dies meanwhile leaves a file aside, which the next one takes away.
    """
    for left in path.parent.glob("*.aside"):
        left.unlink(missing_ok=True)
    aside = path.with_name(f"{path.name}.aside")
    try:
        write(aside)
        sync(aside)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    aside.replace(path)
    sync(path.parent)


def write_stamp(path: Path, stamp: Stamp) -> None:
    """Publish a stamp as JSON."""
    text = json.dumps(asdict(stamp), sort_keys=True)
    publish(path, lambda aside: aside.write_text(text, "utf-8"))


def read_stamp(path: Path) -> Stamp | None:
    """The stamp at `path`, or None where there is none or it cannot be read."""
    try:
        stamp = Stamp(**json.loads(path.read_bytes()))
        whole = isinstance(stamp.generation, int) and isinstance(stamp.files, dict)
    except (OSError, ValueError, TypeError):
        return None
    return stamp if whole else None


def changed_files(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Names of the stamped files that are missing, or are not what was stamped."""
    return [name for name, digest in files.items() if sha256_of(folder / name) != digest]


def sha256_of(path: Path) -> str | None:
    """SHA-256 of a file's bytes, in hexadecimal; None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def sync(path: Path) -> None:
    """Make a file, or the names in a folder, last through a power cut."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:  # Some systems do not let folders be opened.
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
