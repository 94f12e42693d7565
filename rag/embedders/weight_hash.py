"""The SHA-256 by which weights are known, remembered by their file's size and time."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_path


def remembered_hash(files: Sequence[Path]) -> str:
    """SHA-256 of weight files; of one file as it is, of several over their hashes in order."""
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
            pass  # Not remembered, so counted again next time.
    return str(known[key])
