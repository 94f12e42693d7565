"""Following folders as they change, with watchfiles."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from dixit.rag.ingestion.files import absolute

_STEP_MS = 1000
"""How soon a stop is noticed."""


def changes(paths: Sequence[Path], stop: threading.Event | None = None) -> Iterator[set[Path]]:
    """What was touched at and under some paths since last asked; the first may be empty.

    The first set comes as soon as the watch stands, so that what is read after it can miss no
    change. A change is told once the files have been still for a moment.
    """
    # Imported when first needed: few commands watch.
    import watchfiles  # noqa: PLC0415

    # A file is watched by its folder: editors put a new file in its place.
    given = [absolute(path) for path in paths]
    watched = {path if path.is_dir() else path.parent for path in given}
    for touched in watchfiles.watch(
        *watched,
        watch_filter=None,
        stop_event=stop,
        rust_timeout=_STEP_MS,
        yield_on_timeout=True,
    ):
        yield {Path(path) for _, path in touched}
