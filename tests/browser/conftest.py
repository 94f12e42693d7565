"""A real Chromium, and pages to open in it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def chromium() -> str | None:
    """Where a Chromium is: as told, or on the path."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("DIXIT_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium a file; while it is open its event loop runs here and no other can start."""
    path = chromium()
    if path is None:
        how = "no Chromium: install Debian's chromium package, or set DIXIT_CHROMIUM to one"
        if os.environ.get("DIXIT_REQUIRE_BROWSER") == "1":
            pytest.fail(how)
        pytest.skip(how)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


def serve(
    index: Path, errors: Path, further: Mapping[str, str] | None = None
) -> tuple[subprocess.Popen[str], str]:
    """A page over the index, and its address; what it says on stderr goes to a file.

    `further` are settings in its environment.
    """
    with errors.open("w") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "rag.cli", "ui", "--port", "0", "--index", str(index)],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1", **(further or {})},
        )
    assert running.stdout is not None
    return running, running.stdout.readline().split("Dixit is at ")[1].split()[0]
