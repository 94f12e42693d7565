"""Watches folders for changes, with watchfiles."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from dixit.rag.ingestion.files import absolute

_STEP_MS = 1000
"""Milliseconds within which a stop is noticed."""


def changes(paths: Sequence[Path], stop: threading.Event | None = None) -> Iterator[set[Path]]:
    """The paths that changed at or below some paths, in one set per batch.

    The first set comes as soon as the watch is active and may be empty: what is read after it
    cannot miss a change. A change is reported after the files have been quiet for a moment.

    Args:
        paths: the files and folders to watch.
        stop: ends the watch when it is set.
    """
    # Imported on first use: few commands watch.
    import watchfiles  # noqa: PLC0415

    # To watch a file, watch its folder: editors replace a file instead of writing to it.
    roots = [absolute(path) for path in paths]
    watched = {path if path.is_dir() else path.parent for path in roots}
    for touched in watchfiles.watch(
        *watched,
        watch_filter=None,
        stop_event=stop,
        rust_timeout=_STEP_MS,
        yield_on_timeout=True,
    ):
        yield {Path(path) for _, path in touched}
