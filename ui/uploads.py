"""Uploaded files, kept beside the index under the paths they came with, none over another."""

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

MEGABYTES = 50
"""How large one file may be."""
_LONGEST = 200
"""Bytes of a name that every file system takes."""
_PLACING = threading.Lock()
_BEING_READ: set[Path] = set()
"""Files that were kept and may not yet be stored: no other upload may take their place."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was received, and its path below the folder that was uploaded, or its name."""

    received: Path
    path: PurePosixPath

    @property
    def is_in_folder(self) -> bool:
        """Whether it came as a part of a folder."""
        return len(self.path.parts) > 1

    @property
    def is_hidden(self) -> bool:
        """Whether it, or a folder that it came in, is one that indexing a folder passes over."""
        return self.is_in_folder and any(part.startswith(".") for part in self.path.parts)


@dataclass(frozen=True, slots=True)
class Kept:
    """An upload and where it is kept."""

    upload: Upload
    file: Path


def uploads(received: Sequence[str], told: str) -> tuple[list[Upload], list[str]]:
    """The files received, each with its path, and the names of those that the browser held back.

    Args:
        received: the paths of the received files, in order.
        told: what `choosing.js` tells as JSON: the browser's `paths` in the same order, and those
            `refused` for their size. It comes from outside: where it does not fit, the files'
            own names are taken.
    """
    try:
        record = json.loads(told)
    except ValueError:
        record = None
    record = record if isinstance(record, dict) else {}
    paths = _texts(record.get("paths"))
    if len(paths) != len(received):
        paths = [""] * len(received)
    found = [
        Upload(Path(file), _safe(path, Path(file).name))
        for file, path in zip(received, paths, strict=True)
    ]
    return found, _texts(record.get("refused"))


def _texts(given: object) -> list[str]:
    return [str(each) for each in given] if isinstance(given, list) else []


@contextmanager
def kept(
    given: Sequence[Upload], into: Path, stored: Collection[str]
) -> Iterator[tuple[list[Kept], list[tuple[Upload, str]]]]:
    """Copy uploads into a folder for as long as they are read, and for good.

    A file of an uploaded folder takes the place of what was uploaded under the same path before.
    A single file never takes the place of a stored one: with the same content it is that file,
    with another it is kept as "name (2).txt".

    Args:
        given: the uploads.
        into: the folder, by its absolute path.
        stored: the files, by their absolute paths, of which something is stored.

    Yields:
        What was kept, and the uploads that could not be, each with the reason.
    """
    placed: list[Kept] = []
    failed: list[tuple[Upload, str]] = []
    with _PLACING:
        here: set[Path] = set()
        for upload in given:
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
    """Copy an upload to its path, or to the first beside it that is free or the same."""
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
    """A path as it may be made below a folder: relative, going down only, of plain text."""
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
