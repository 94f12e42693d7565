"""The files of a BM25 index: which ones tantivy reads, and whether they can be trusted."""

import json
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from dixit.index.search.stamp import Stamp, changed_files, read_stamp
from dixit.index.storage.atomic import sha256_of
from dixit.index.storage.database import State
from dixit.index.text.tokens import RULES_VERSION

STAMP = "stamp.json"
UNFINISHED = "unfinished"
"""Name of the file that marks a commit in progress."""
RULES = f"tokens {RULES_VERSION}, fields 4, Unicode {unicodedata.unidata_version}"
"""Version of tokens and fields; an index stamped with another one is rebuilt."""
_META = "meta.json"
"""The file in which tantivy lists the current segments."""


def problems(folder: Path, has_state: Callable[[State], bool]) -> list[str]:
    """One sentence if the files of the index are damaged; empty if not.

    Files of another store or of an interrupted commit are no problem, since they are never used.
    """
    stamp = usable_stamp(folder, has_state)
    if stamp is None or not is_damaged(folder, stamp, {}):
        return []
    return [f"{folder}: the BM25 index is damaged; it is rebuilt at the next search"]


def usable_stamp(folder: Path, has_state: Callable[[State], bool]) -> Stamp | None:
    """The stamp of the index; None if the index is missing, unfinished or of another store.

    Args:
        folder: where the index lies.
        has_state: whether the store has been in a state, see `Database.has_state`.
    """
    stamp = None if (folder / UNFINISHED).exists() else read_stamp(folder / STAMP)
    return stamp if stamp and stamp.rules == RULES and has_state(stamp.state) else None


def is_damaged(folder: Path, stamp: Stamp, checked: Mapping[str, str]) -> bool:
    """Whether the files differ from the stamp.

    Args:
        folder: where the files lie.
        stamp: their stamp.
        checked: SHA-256 by name of files that were verified before, and need not be read again.
    """
    unverified = {
        name: digest for name, digest in stamp.files.items() if checked.get(name) != digest
    }
    return set(stamp.files) != file_names(folder) or bool(changed_files(folder, unverified))


def digests(folder: Path, previous: Mapping[str, str]) -> dict[str, str]:
    """SHA-256 of each file by name.

    Args:
        folder: where the files lie.
        previous: digests before the last commit. Tantivy never rewrites a file, except for the
            list of segments, so that they are reused.
    """
    by_name = {
        name: (previous.get(name) if name != _META else None) or sha256_of(folder / name)
        for name in file_names(folder)
    }
    return {name: digest for name, digest in by_name.items() if digest}


def file_names(folder: Path) -> set[str]:
    """Names of the files that tantivy reads; empty if the folder cannot be read.

    Another process may replace the folder at any moment, to rebuild the index.
    """
    try:
        segments = {
            segment["segment_id"].replace("-", "")
            for segment in json.loads((folder / _META).read_bytes())["segments"]
        }
        names = [path.name for path in folder.iterdir()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()
    return {_META} | {name for name in names if name.partition(".")[0] in segments}


def passages_on_disk(folder: Path) -> int:
    """Number of passages in the files, including deleted ones that are not yet merged away."""
    segments = json.loads((folder / _META).read_bytes())["segments"]
    return sum(segment["max_doc"] for segment in segments)
