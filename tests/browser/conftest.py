"""A real Chromium, and pages to open in it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from dixit import Dixit
from dixit.rag.embedders.base import Embedder

expect.set_options(timeout=30_000)  # A page just started still loads its embedder.
HOSTILE = (
    "Eve Hostile a déclaré : « <script>document.title='owned'</script> **gras** $$x$$ "
    "[lien](javascript:alert(1)) <img src=http://192.0.2.1/x.png onerror=alert(2)> ».\n"
)
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
    index: Path,
    errors: Path,
    further: Mapping[str, str] | None = None,
    flags: Sequence[str] = (),
) -> tuple[subprocess.Popen[str], str]:
    """A page over the index, and its address; what it says on stderr goes to a file.

    `further` are settings in its environment, `flags` of the command.
    """
    with errors.open("w") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "dixit", "ui", "--port", "0", "--index", str(index), *flags],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1", **(further or {})},
        )
    assert running.stdout is not None
    return running, running.stdout.readline().split("Dixit is at ")[1].split()[0]


@pytest.fixture(scope="session")
def address(
    seed_index: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A running page over the five articles and a hostile one."""
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(seed_index, folder / "index")
    (folder / "hostile.txt").write_text(HOSTILE, "utf-8")
    dixit = Dixit(folder / "index", embedder=embedder)
    dixit.add([folder / "hostile.txt"])
    dixit.close()
    running, at = serve(folder / "index", folder / "errors.log")
    yield at
    running.terminate()
    running.wait(timeout=30)


@pytest.fixture
def requests() -> list[str]:
    """What the page below asked for."""
    return []


@pytest.fixture
def page(browser: Browser, address: str, requests: list[str]) -> Iterator[Page]:
    """A visitor's page, just opened."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800},
        locale="en-GB",
        permissions=["clipboard-read", "clipboard-write"],
    )
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.on("request", lambda request: requests.append(request.url))
    opened.goto(address)
    opened.locator("#question textarea").wait_for()
    opened.locator(".welcome").wait_for()
    yield opened
    context.close()
