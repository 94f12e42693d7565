"""Runs that were cut off: found again, and gone on with where they stopped."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SUFFIX = ".part"
"""Behind the name of a run file that is not whole."""
_OF_ONE_START = ("first_search_ms",)
"""What a header tells of one start alone."""


def part_of(path: Path) -> Path:
    """Where a run is written until it is whole."""
    return path.with_name(path.name + SUFFIX)


def to_go_on_with(folder: Path, header: Mapping[str, object]) -> Path | None:
    """The newest run in a folder that was cut off and tells the same of itself, if there is one.

    The same questions, settings, versions and index: what was answered then is answered so now.
    """
    wanted = _comparable(json.loads(json.dumps(header)))
    for part in sorted(folder.glob(f"*.jsonl{SUFFIX}"), reverse=True):
        lines = whole_lines(part)
        if lines and _comparable(json.loads(lines[0])) == wanted:
            return part.with_name(part.name.removesuffix(SUFFIX))
    return None


def whole_lines(part: Path) -> list[str]:
    """The lines of a run that were written to their end; none where there is no such file."""
    try:
        lines = part.read_text("utf-8", errors="replace").split("\n")[:-1]
    except FileNotFoundError:
        return []
    whole = []
    for line in lines:
        if not _is_record(line):
            break
        whole.append(line)
    return whole


def _is_record(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _comparable(header: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in header.items() if name not in _OF_ONE_START}
