"""Resumption of interrupted runs."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SUFFIX = ".part"
"""The suffix of a run file that is not complete."""
_VOLATILE = ("first_search_ms",)
"""Fields of the header that differ between starts of the same run."""


def part_of(path: Path) -> Path:
    """The file that a run is written to until it is complete."""
    return path.with_name(path.name + SUFFIX)


def to_go_on_with(folder: Path, header: Mapping[str, object]) -> Path | None:
    """Find the latest interrupted run with the same header.

    Equal headers mean the same questions, settings, versions and index, so that the answers of the
    interrupted run remain valid.

    Args:
        folder: the folder of runs.
        header: the header of the run that is about to start.

    Returns:
        The path of the run when complete, or None.
    """
    expected = _comparable(json.loads(json.dumps(header)))
    for part in sorted(folder.glob(f"*.jsonl{SUFFIX}"), reverse=True):
        lines = whole_lines(part)
        if lines and _comparable(json.loads(lines[0])) == expected:
            return part.with_name(part.name.removesuffix(SUFFIX))
    return None


def whole_lines(part: Path) -> list[str]:
    """The complete lines of an interrupted run; none if there is no such file."""
    try:
        lines = part.read_text("utf-8", errors="replace").split("\n")[:-1]
    except FileNotFoundError:
        return []
    complete_lines = []
    for line in lines:
        if not _is_record(line):
            break
        complete_lines.append(line)
    return complete_lines


def _is_record(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _comparable(header: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in header.items() if name not in _VOLATILE}
