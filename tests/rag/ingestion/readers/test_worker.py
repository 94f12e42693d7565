"""The process that reads: whatever becomes of it, the answer is what was read or why not."""

import io
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import pytest

from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.worker import Limits, Worker

DOCX = (Path(__file__).parent / "samples" / "article.docx").read_bytes()
ROWS = b"text\n" + b'"Un texte."\n' * 3_000_000


def test_one_process_reads_file_after_file() -> None:
    with Worker(Limits()) as worker:
        texts = [
            part.text
            for _ in range(3)
            for part in worker.read("a.docx", DOCX)
            if isinstance(part, Extract)
        ]

    assert len(texts) == 3 and len(set(texts)) == 1


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_read() -> None:
    with Worker(Limits(seconds=2)) as worker:
        with pytest.raises(Unreadable, match="takes longer than 2 s to read"):
            worker.read("a.csv", ROWS * 4)

        assert worker.read("b.csv", b"text\nUn texte.\n")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited where the system can")
def test_a_file_that_takes_too_much_memory_is_given_up_and_the_next_one_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("a.pdf", bytes(450_000_000))
    large = made.getvalue()
    with Worker(Limits(megabytes=500)) as worker:
        (part,) = worker.read("a.zip", large)
        assert isinstance(part, Unread)
        assert part.reason == "takes too much memory to unpack"

        assert worker.read("b.csv", b"text\nUn texte.\n")


def test_nothing_of_the_users_environment_reaches_the_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    with Worker(Limits()) as worker:
        worker.read("a.docx", DOCX)
        (child,) = children()
        environment = Path(f"/proc/{child}/environ").read_bytes()

    assert b"PATH=" in environment
    assert b"sk-secret" not in environment


def test_the_process_ends_with_the_worker() -> None:
    with Worker(Limits()) as worker:
        worker.read("a.docx", DOCX)
        assert len(children()) == 1

    assert children() == []


def test_what_the_process_wrote_aside_goes_even_where_it_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    box = b"From a@b Thu May  4 16:07:09 2023\nSubject: x\n\nUn texte.\n\n" * 100_000
    with (
        Worker(Limits(seconds=1)) as worker,
        pytest.raises(Unreadable, match="takes longer than 1 s"),
    ):
        worker.read("a.mbox", box)

    assert list(tmp_path.iterdir()) == []


ASKS_AND_DIES = """
import os, threading, time
from dixit.rag.ingestion.readers.worker import Limits, Worker
worker = Worker(Limits(seconds=600))
rows = b"text\\n" + b'"Un texte."\\n' * 8_000_000
threading.Thread(target=worker.read, args=("a.csv", rows), daemon=True).start()
while worker._process is None:
    time.sleep(0.05)
print(worker._process.pid, flush=True)
time.sleep(1)
os._exit(0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_process_ends_soon_after_the_one_that_asks_was_killed() -> None:
    asking = subprocess.run(
        [sys.executable, "-c", ASKS_AND_DIES], capture_output=True, text=True, check=True
    )
    child = Path(f"/proc/{asking.stdout.strip()}")
    until = time.monotonic() + 15
    while child.exists() and time.monotonic() < until:
        time.sleep(0.1)

    assert not child.exists()


def test_modules_in_the_working_folder_are_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docx.py").write_text("raise SystemExit('imported')")
    (tmp_path / "dixit.rag.py").write_text("raise SystemExit('imported')")
    monkeypatch.chdir(tmp_path)
    with Worker(Limits()) as worker:
        assert worker.read("a.docx", DOCX)


def children() -> list[int]:
    """Processes that read for this one."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
            command = path.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if (
            int(fields[1]) == os.getpid()
            and fields[0] != "Z"
            and b"dixit.rag.ingestion.readers.worker_process" in command
        ):
            found.append(int(path.parent.name))
    return found
