"""Publishing a derived file whole or not at all: written aside, synced, renamed."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """What state of the store a derived file follows."""

    index_id: str
    generation: int
    rules: str = ""
    """The version of the rules that made it; another version means building anew."""
    file: str = ""
    sha256: str = ""


def publish(path: Path, content: bytes) -> None:
    """Put `content` at `path` so that a reader sees the old bytes or the new, never a mixture."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.aside")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    _sync_folder(path.parent)


def write_stamp(path: Path, stamp: Stamp) -> None:
    """Publish a stamp as JSON."""
    publish(path, json.dumps(asdict(stamp), sort_keys=True).encode())


def read_stamp(path: Path) -> Stamp | None:
    """The stamp at `path`, or None where there is none or it cannot be read."""
    try:
        return Stamp(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system lets folders be synced."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
