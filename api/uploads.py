"""Saves uploaded files next to the index, under their paths and without overwriting others."""

import filecmp
import json
import shutil
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath

from dixit.rag.ingestion.files import is_text

FOLDER = "uploads"
"""The folder next to the index where uploaded articles are kept, so that they can be re-read."""
MEGABYTES = 50
"""The largest size of a file."""
_LONGEST = 200
"""Bytes; every file system supports names of this length."""
_PLACING = threading.Lock()
_BEING_READ: set[Path] = set()
"""Files that were saved and may not be indexed yet. No other upload may replace them."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A received file, with its path in the uploaded folder, or just its name."""

    received: Path
    path: PurePosixPath

    @classmethod
    def named(cls, received: Path, path: str) -> "Upload":
        """A received file with its path as a client gives it: made safe, or its own name."""
        return cls(received, _safe(path, received.name))

    @property
    def is_in_folder(self) -> bool:
        """Whether it was uploaded as part of a folder."""
        return len(self.path.parts) > 1

    @property
    def is_hidden(self) -> bool:
        """Whether it is hidden, or in a hidden folder; indexing a folder skips such files."""
        return self.is_in_folder and any(part.startswith(".") for part in self.path.parts)


@dataclass(frozen=True, slots=True)
class Kept:
    """An upload, and the file that it was saved to."""

    upload: Upload
    file: Path


def uploads(received: Sequence[str], told: str) -> tuple[list[Upload], list[str]]:
    """The received files with their paths, and the names of the files that the browser refused.

    Args:
        received: the paths of the received files, in order.
        told: JSON from `choosing.js`: the `paths` in the browser, in the same order, and those
            `refused` because of their size. It comes from outside; if it does not match, the
            files' own names are used.
    """
    try:
        record = json.loads(told)
    except ValueError:
        record = None
    record = record if isinstance(record, dict) else {}
    paths = _texts(record.get("paths"))
    if len(paths) != len(received):
        paths = [""] * len(received)
    files = [Upload.named(Path(file), path) for file, path in zip(received, paths, strict=True)]
    return files, _texts(record.get("refused"))


def _texts(values: object) -> list[str]:
    return [str(each) for each in values] if isinstance(values, list) else []


@contextmanager
def kept(
    items: Sequence[Upload], into: Path, stored: Collection[str]
) -> Iterator[tuple[list[Kept], list[tuple[Upload, str]]]]:
    """Save uploads in a folder. They are protected while the caller reads them.

    A file of an uploaded folder replaces an earlier upload with the same path. A single file
    never replaces a stored one: if the content is the same, that file is used; otherwise it is
    saved as "name (2).txt".

    Args:
        items: the uploads.
        into: the absolute path of the folder.
        stored: the absolute paths of all files in the index.

    Yields:
        The saved uploads; and the uploads that could not be saved, each with the reason.
    """
    placed: list[Kept] = []
    failed: list[tuple[Upload, str]] = []
    with _PLACING:
        here: set[Path] = set()
        for upload in items:
            taken = {*map(Path, stored), *_BEING_READ} if not upload.is_in_folder else here
            try:
                file = _place(upload, into, taken | here)
            except OSError as error:
                failed.append((upload, f"cannot be kept: {error.strerror}"))
                continue
            here.add(file)
            placed.append(Kept(upload, file))
        mine = here - _BEING_READ
        _BEING_READ.update(mine)
    try:
        yield placed, failed
    finally:
        with _PLACING:
            _BEING_READ.difference_update(mine)


def _place(upload: Upload, into: Path, taken: Collection[Path]) -> Path:
    """Copy an upload to its path, or to the first numbered path that is free or has the same
    content.
    """
    wanted = into / upload.path
    wanted.parent.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        name = wanted.name if number == 1 else f"{wanted.stem} ({number}){wanted.suffix}"
        file = wanted.with_name(name)
        if file.is_file() and filecmp.cmp(upload.received, file, shallow=False):
            return file
        if file not in taken and not file.is_dir():
            break
    aside = file.with_name(f".{file.name}"[:_LONGEST])
    shutil.copyfile(upload.received, aside)
    aside.replace(file)
    return file


def _safe(path: str, otherwise: str) -> PurePosixPath:
    """A relative path without "..", of plain text, that can be created below a folder."""
    parts = [_name(part) for part in path.split("/") if part not in ("", ".", "..")]
    return PurePosixPath(*parts) if parts else PurePosixPath(_name(otherwise))


def _name(part: str) -> str:
    plain = "".join(c if is_text(c) and c != "\\" else "_" for c in part)
    stem, dot, ending = plain.rpartition(".")
    room = _LONGEST - len(f"{dot}{ending}".encode())
    if len(plain.encode()) <= _LONGEST:
        return plain
    if not stem or room < 1:
        return plain.encode()[:_LONGEST].decode(errors="ignore")
    return stem.encode()[:room].decode(errors="ignore") + dot + ending
