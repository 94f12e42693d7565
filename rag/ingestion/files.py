"""Which files there are, under what names they are cited, and the bytes they hold."""

import hashlib
import os
import stat
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dixit.rag.errors import ReadError
from dixit.rag.ingestion.readers.extracts import Unreadable
from dixit.rag.ingestion.readers.formats import MB, format_of

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of print, so that a name reads as another."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may hold an article, and the folder or file that was asked for."""

    path: Path
    root: Path

    @property
    def name(self) -> str:
        """Its name as cited: the path below the folder that was asked for."""
        return (
            self.path.relative_to(self.root).as_posix()
            if self.path != self.root
            else self.path.name
        )

    def is_among(self, touched: Container[Path]) -> bool:
        """Whether it, or a folder above it, is one of some paths."""
        return self.path in touched or any(folder in touched for folder in self.path.parents)


def absolute(path: Path) -> Path:
    """The path from the root, without `..`, so that a file has one path only.

    Raises:
        ReadError: there can be no such path.
    """
    try:
        known = Path(os.path.abspath(path.expanduser()))  # noqa: PTH100  # It resolves `..` alone.
        known.is_file()
    except (OSError, RuntimeError, ValueError) as error:
        raise ReadError(f"The path {shown(path)[:200]} cannot be used: {error}"[:400]) from error
    return known


def find(path: Path) -> Iterator[Found]:
    """The files at or under a path, in order of name, less the hidden ones.

    Raises:
        ReadError: there is nothing at that path, or it cannot be listed.
    """
    root = absolute(path)
    if root.is_file():
        yield Found(root, root)
        return
    if not root.is_dir():
        if root.exists():
            raise ReadError(f"{path} is neither a file nor a folder: name one that is.")
        raise ReadError(f"There is no file or folder {path}: check the path.")
    if not os.access(root, os.R_OK | os.X_OK):
        raise ReadError(f"The folder {path} cannot be opened: check its permissions.")
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Found(Path(folder, n), root) for n in sorted(files) if not n.startswith("."))


def why_not(file: Found) -> str | None:
    """Why a file is no article, as far as its name and place tell; None where it may be one."""
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
    """Whether a name is plain text: no bytes in another encoding, no line ends, no controls."""
    return _TURNING.isdisjoint(name) and all(
        unicodedata.category(character) not in ("Cc", "Cs") for character in name
    )


def shown(text: Path | str) -> str:
    """A path or a reason as it may be printed: what would upset a terminal is escaped."""
    return "".join(
        character if is_text(character) else ascii(character)[1:-1] for character in str(text)
    )


def read_bytes(path: Path) -> bytes:
    """The bytes of an article's file.

    Raises:
        ReadError: it is of no kind that is read, too large, gone, unreadable, or being written.
    """
    try:
        limit = format_of(path.name).max_bytes
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            raise ReadError("not a regular file (pipe or device)")
        if before.st_size > limit:
            raise ReadError(f"larger than {limit // MB} MB")
        with path.open("rb") as file:
            data = file.read(limit + 1)
        after = path.stat()
    except Unreadable as error:
        raise ReadError(str(error)) from error
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}") from error
    unchanged = (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
    if not unchanged or len(data) != before.st_size:
        raise ReadError("changes while it is read: index it again once it is whole")
    return data


def content_hash(data: bytes) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def named_within(found: Iterable[Found], folder: Path) -> list[Found]:
    """The files, those in a folder named as if it had been asked for."""
    root = absolute(folder)
    return [replace(f, root=root) if f.path.is_relative_to(root) else f for f in found]


def relative_names(found: Iterable[Found], taken: dict[str, str]) -> dict[Path, str]:
    """A citable name for each file, unlike any that another file has.

    `taken` gives the file behind each name in use. A file that has a name keeps it. A name that
    is another file's is lengthened by the folders above it, so that two `article.txt` are
    `press/article.txt` and `article.txt`.
    """
    names: dict[Path, str] = {}
    used = dict(taken)
    known = {path: name for name, path in taken.items()}
    for file in found:
        if stored := known.get(str(file.path)):
            names[file.path] = stored
            continue
        name, above = file.name, file.root if file.path != file.root else file.root.parent
        while used.get(name, str(file.path)) != str(file.path) and above.name:
            name, above = f"{above.name}/{name}", above.parent
        names[file.path] = name
        used[name] = str(file.path)
    return names
