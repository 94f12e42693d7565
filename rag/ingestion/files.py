"""Finds the files to index, names them for citations, and reads their bytes."""

import hashlib
import os
import stat
import unicodedata
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from dixit.rag.errors import ReadError
from dixit.rag.ingestion.readers.extracts import Unreadable
from dixit.rag.ingestion.readers.formats import MB, format_of
from dixit.rag.ingestion.segments import Segment, day_first_of, is_cut, segments

_CHANGES = "changes while it is read: index it again once it is whole"
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the direction of text, and so can make a name look like another."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The bytes of a file, with their hash."""

    hashes: tuple[str, ...]
    """SHA-256 in hexadecimal, of the file or of each segment that it is read in."""
    data: bytes | None
    """None for a large file of records, whose segments are read one after the other."""
    day_first: bool | None = None
    """For a large table: whether its dates have the day before the month, where one tells."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may hold an article, and the path under which it was found."""

    path: Path
    root: Path
    """The folder or file that was passed in."""

    @property
    def name(self) -> str:
        """The file's name in citations: its path relative to `root`."""
        return (
            self.path.relative_to(self.root).as_posix()
            if self.path != self.root
            else self.path.name
        )

    def is_among(self, touched: Container[Path]) -> bool:
        """Whether `touched` contains the file or one of the folders above it."""
        return self.path in touched or any(folder in touched for folder in self.path.parents)


def absolute(path: Path) -> Path:
    """An absolute path without `..`, so that each file has exactly one path.

    Links are kept as they are; `~` is expanded.

    Raises:
        ReadError: no such path can exist, for example because it is too long.
    """
    try:
        resolved = Path(os.path.abspath(path.expanduser()))  # noqa: PTH100  # Only resolves `..`.
        resolved.is_file()
    except (OSError, RuntimeError, ValueError) as error:
        raise ReadError(f"The path {shown(path)[:200]} cannot be used: {error}"[:400]) from error
    return resolved


def find(path: Path) -> Iterator[Found]:
    """The files at or below a path, sorted by name in each folder. Hidden files are left out.

    Args:
        path: a file or a folder.

    Returns:
        The files, with `path` as their root; none if nothing exists at the path.

    Raises:
        ReadError: the path cannot be listed.
    """
    root = absolute(path)
    if not root.exists():
        return
    check_there(path)
    if root.is_file():
        yield Found(root, root)
        return
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Found(Path(folder, n), root) for n in sorted(files) if not n.startswith("."))


def check_there(path: Path) -> None:
    """Refuse a path that cannot be indexed.

    Raises:
        ReadError: nothing exists at the path, or it cannot be listed.
    """
    root = absolute(path)
    if not root.exists():
        raise ReadError(f"There is no file or folder {path}: check the path.")
    if not (root.is_file() or root.is_dir()):
        raise ReadError(f"{path} is neither a file nor a folder: name one that is.")
    if root.is_dir() and not os.access(root, os.R_OK | os.X_OK):
        raise ReadError(f"The folder {path} cannot be opened: check its permissions.")


def why_not(file: Found) -> str | None:
    """The reason why a file is not an article, judged by its name and location alone.

    Returns:
        The reason, to be shown after the file's path; None if the file may be an article.
    """
    if file.path != file.root and file.path.stem.upper() == "README":
        return "describes the folder; not indexed"
    if not is_text(str(file.path)):
        return "its name is not plain text: rename it"
    try:
        inside = file.path.resolve().is_relative_to(file.root.resolve())
    except (OSError, RuntimeError):
        return "a link that leads nowhere"
    return None if inside else "a link out of its folder"


def is_text(name: str) -> bool:
    """Whether a name is plain text: valid Unicode, without line ends or control characters."""
    return _TURNING.isdisjoint(name) and all(
        unicodedata.category(character) not in ("Cc", "Cs") for character in name
    )


def shown(text: Path | str) -> str:
    """A path or reason that is safe to print: control characters are escaped."""
    return "".join(
        character if is_text(character) else ascii(character)[1:-1] for character in str(text)
    )


def contents(path: Path) -> Contents:
    """The contents of an article's file, or only the hashes of a large file of records.

    Raises:
        ReadError: as `read_bytes`.
    """
    with _whole(path) as size:
        if format_of(path.name).holds == "records" and is_cut(path, size):
            day_first = day_first_of(path)
            hashes = tuple(each.digest(day_first) for each in segments(path))
            return Contents(hashes, None, day_first)
    data = read_bytes(path)
    return Contents((content_hash(data),), data)


def segments_of(path: Path) -> Iterator[Segment]:
    """The segments of a large file of records.

    Raises:
        ReadError: as `read_bytes`; what was read before is whole.
    """
    with _whole(path):
        yield from segments(path)


def read_bytes(path: Path) -> bytes:
    """The bytes of an article's file.

    Raises:
        ReadError: the file has an unknown format, is too large, missing or unreadable, or
            changes while it is read.
    """
    with _whole(path) as size:
        limit = format_of(path.name).max_bytes
        if size > limit:
            raise ReadError(f"larger than {limit // MB} MB")
        with path.open("rb") as file:
            data = file.read(limit + 1)
        if len(data) != size:
            raise ReadError(_CHANGES)
    return data


@contextmanager
def _whole(path: Path) -> Iterator[int]:
    """Read a regular file in the block; yields its size in bytes."""
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            raise ReadError("not a regular file (pipe or device)")
        yield before.st_size
        after = path.stat()
    except Unreadable as error:
        raise ReadError(str(error)) from error
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}") from error
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        raise ReadError(_CHANGES)


def identity(path: Path) -> tuple[int, int] | str | None:
    """What is the same for all paths of one file: its place in the file system.

    Two names that a file has in its own right (hard links) are told apart.

    Returns:
        Device and number of the file, or its real path; None if there is no file.
    """
    try:
        facts = path.stat()
        if facts.st_nlink == 1 and facts.st_ino:
            return facts.st_dev, facts.st_ino
        return str(path.resolve())
    except (OSError, RuntimeError):
        return None


def content_hash(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def named_within(found: Iterable[Found], folder: Path) -> list[Found]:
    """The same files; those inside `folder` are named relative to it.

    Args:
        found: files, with the paths under which they were found.
        folder: the folder that becomes the root of the files inside it.
    """
    root = absolute(folder)
    return [replace(f, root=root) if f.path.is_relative_to(root) else f for f in found]


def relative_names(found: Iterable[Found], taken: dict[str, str]) -> dict[Path, str]:
    """A name for each file to cite it by, different from the name of every other file.

    A file that already has a name keeps it. If a name belongs to another file, the names of the
    folders above are put before it: two files `article.txt` become `article.txt` and
    `press/article.txt`.

    Args:
        found: the files to name.
        taken: the names in use, each with the absolute path of its file.

    Returns:
        The name of each file, by path.
    """
    names: dict[Path, str] = {}
    used = dict(taken)
    stored_names = {path: name for name, path in taken.items()}
    for file in found:
        if stored := stored_names.get(str(file.path)):
            names[file.path] = stored
            continue
        name, above = file.name, file.root if file.path != file.root else file.root.parent
        while used.get(name, str(file.path)) != str(file.path) and above.name:
            name, above = f"{above.name}/{name}", above.parent
        names[file.path] = name
        used[name] = str(file.path)
    return names
