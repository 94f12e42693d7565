"""Reading takes no byte of a disk: not of a full one, nor of one that cannot be written to."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent.parent
SAIC = "000_f43f25e133202a67.txt"
RANKING = (
    ("ask", "what did Zu Sijie say?"),
    ("search", "accord", "--source", SAIC),
)
READING = (
    *RANKING,
    ("quotes", "--speaker", "de Meo"),
    ("show", SAIC),
    ("sources",),
    ("verify",),
)


def dixit(
    command: tuple[str, ...],
    folder: Path,
    scratch: Path,
    limit: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[str]:
    """A command as people run it, whose home, cache and temporary files lie in `scratch`."""
    own = dict.fromkeys(("HOME", "TMPDIR"), str(scratch))
    return subprocess.run(
        [sys.executable, "-m", "dixit", *command, "--index", str(folder)],
        env={**os.environ, **own, "XDG_CACHE_HOME": str(scratch / "cache")},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )


@pytest.fixture(scope="module")
def told(seed_index: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], str]:
    """What each command prints where there is room."""
    scratch = tmp_path_factory.mktemp("room")
    done = {command: dixit(command, seed_index, scratch) for command in READING}
    assert all(ended.returncode == 0 and ended.stdout for ended in done.values())
    return {command: ended.stdout for command, ended in done.items()}


def mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("mounting a small disk takes more rights than these")


@pytest.fixture
def small_disk(tmp_path: Path, seed_index: Path) -> Iterator[Path]:
    """A disk of two megabytes with an index of the five articles."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk))
    shutil.copytree(seed_index, disk / "index")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def filled(disk: Path) -> None:
    with (disk / "filling").open("wb", buffering=0) as file:
        for size in (4096, 1):
            with suppress(OSError):
                while True:
                    file.write(b"x" * size)


def read_only(disk: Path) -> None:
    mount("-o", "remount,ro", str(disk))


@pytest.mark.parametrize("spoil", [filled, read_only])
def test_a_disk_that_takes_nothing_more_is_read_as_any_other(
    small_disk: Path, told: dict[tuple[str, ...], str], spoil: Callable[[Path], None]
) -> None:
    shutil.copytree(small_disk / "index", small_disk / "behind")
    shutil.rmtree(small_disk / "behind" / "derived")
    spoil(small_disk)
    reading = [(command, "index") for command in READING]
    for command, index in reading + [(command, "behind") for command in RANKING]:
        done = dixit(command, small_disk / index, small_disk)

        assert (done.returncode, done.stdout, done.stderr) == (0, told[command], "")


def no_file_may_grow() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_a_process_that_may_write_no_file_at_all_reads(
    seed_index: Path, tmp_path: Path, told: dict[tuple[str, ...], str]
) -> None:
    shutil.copytree(seed_index, tmp_path / "index")
    for command in READING:
        done = dixit(command, tmp_path / "index", tmp_path, no_file_may_grow)

        assert (done.returncode, done.stdout, done.stderr) == (0, told[command], "")


def test_what_must_write_says_that_there_is_no_room(small_disk: Path) -> None:
    (small_disk / "note.txt").write_text("Une brève sur Peugeot, écrite aujourd'hui.", "utf-8")
    filled(small_disk)
    for command in (
        ("remove", SAIC),
        ("compact",),
        ("index", str(small_disk / "note.txt")),
        ("backup", str(small_disk / "copy")),
    ):
        done = dixit(command, small_disk / "index", small_disk)

        assert done.returncode == 1
        assert done.stderr.startswith("dixit: ")
        assert done.stderr.count("\n") == 1
        assert "disk" in done.stderr
    assert dixit(("verify",), small_disk / "index", small_disk).returncode == 0
