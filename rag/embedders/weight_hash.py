"""SHA-256 of model weights, cached by file path, size and modification time."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_path


def remembered_hash(files: Sequence[Path]) -> str:
    """Return the SHA-256 of weight files as hexadecimal digits.

    Args:
        files: The files in order. The hash of several files is that of their joined hashes.

    Raises:
        OSError: A file cannot be read.
    """
    digests = [_remembered_file_hash(path) for path in files]
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def _remembered_file_hash(path: Path) -> str:
    status = path.stat()
    key = f"{path.resolve()}:{status.st_size}:{status.st_mtime_ns}"
    memory = user_cache_path("dixit-rag", appauthor=False) / "weights.json"
    try:
        known = json.loads(memory.read_text("utf-8"))
    except (OSError, ValueError):
        known = {}
    if key not in known:
        with path.open("rb") as file:
            known[key] = hashlib.file_digest(file, "sha256").hexdigest()
        try:
            memory.parent.mkdir(parents=True, exist_ok=True)
            memory.write_text(json.dumps(known), "utf-8")
        except OSError:
            pass  # Not cached: the hash is computed again next time.
    return str(known[key])
