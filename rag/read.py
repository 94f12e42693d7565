"""Files to documents: which files there are, what bytes they hold, what text that is."""

import codecs
import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from index.records import Document
from rag.errors import ReadError
from rag.language import language_of
from rag.metadata import published_in, title_in

SUFFIXES = frozenset({".txt", ".md"})
MAX_BYTES = 20_000_000
"""A larger file is no article."""
_WIDE = ["utf_16", "utf_16_le", "utf_16_be", "utf_32"]
_NARROW = ["cp1252", "latin_1"]
_CONTROL = frozenset(map(chr, range(32))) - frozenset("\t\n\v\f\r")


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


def find(path: Path) -> Iterator[Found]:
    """The files at or under a path, in order of name, less the hidden ones.

    Raises:
        ReadError: there is nothing at that path, or it cannot be listed.
    """
    root = path.expanduser().absolute()
    if root.is_file():
        yield Found(root, root)
        return
    if not root.is_dir():
        raise ReadError(f"There is no file or folder {path}: check the path.")
    if not os.access(root, os.R_OK | os.X_OK):
        raise ReadError(f"The folder {path} cannot be opened: check its permissions.")
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Found(Path(folder, n), root) for n in sorted(files) if not n.startswith("."))


def read(path: Path, source: str) -> Document:
    """The document that a file holds, under the name `source`.

    Raises:
        ReadError: the file is of no kind that is read, too large, unreadable, empty or not text.
    """
    return document_of(read_bytes(path), source)


def why_not(file: Found) -> str | None:
    """Why a file is no article, as far as its name and place tell; None where it may be one."""
    if file.path != file.root and file.path.stem.upper() == "README":
        return "tells of its folder, and is no article"
    if not is_text(str(file.path)):
        return "its name is not plain text: rename it"
    if not file.path.resolve().is_relative_to(file.root.resolve()):
        return "a link out of its folder"
    return None


def is_text(name: str) -> bool:
    """Whether a name is plain text: no bytes in another encoding, no line ends, no controls."""
    return all(unicodedata.category(character) not in ("Cc", "Cs") for character in name)


def read_bytes(path: Path) -> bytes:
    """The bytes of an article's file.

    Raises:
        ReadError: as `read`, but for what only the text can show.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ReadError(f"not one of the formats that are read ({', '.join(sorted(SUFFIXES))})")
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("cannot be read: it is no ordinary file")
        if status.st_size > MAX_BYTES:
            raise ReadError(f"larger than {MAX_BYTES // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}") from error


def content_hash(data: bytes) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def document_of(data: bytes, source: str) -> Document:
    """The document in a file's bytes.

    Raises:
        ReadError: the bytes are not text, or hold no word.
    """
    text = decode(data)
    if not any(character.isalnum() for character in text):
        raise ReadError("holds no words")
    return Document(
        source=source,
        text=text,
        content_hash=content_hash(data),
        language=language_of(text),
        title=title_in(text),
        published=published_in(text),
    )


def decode(data: bytes) -> str:
    """The text in some bytes, whatever its encoding, less a byte order mark; nothing else changes.

    UTF-8 is taken where it fits, since no other text fits it by chance; otherwise
    charset-normalizer chooses among the encodings that French and English are written in.

    Raises:
        ReadError: no encoding makes text of the bytes.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Wide encodings of Latin text have a mark or null bytes; short narrow ones can look wide.
        wide = b"\x00" in data or data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        best = from_bytes(data, cp_isolation=_WIDE if wide else _NARROW).best()
        if best is None:
            raise ReadError("not text: no encoding fits its bytes") from None
        text = data.decode(best.encoding).removeprefix("\ufeff")
    if not _CONTROL.isdisjoint(text):
        text = _wide(data)
    return text


def _wide(data: bytes) -> str:
    """UTF-16 without a mark, which happens to be valid UTF-8 where it holds plain letters."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        latin = sum(character < "\u0250" for character in text)
        if latin > len(text) / 2 and _CONTROL.isdisjoint(text):
            return text
    raise ReadError("not text: it holds control characters")


def relative_names(found: Iterable[Found], taken: dict[str, str]) -> dict[Path, str]:
    """A citable name for each file, unlike any that another file has.

    `taken` gives the file behind each name in use. A name that is another file's is lengthened
    by the folders above it, so that two `article.txt` are `press/article.txt` and `article.txt`.
    """
    names: dict[Path, str] = {}
    used = dict(taken)
    for file in found:
        name, above = file.name, file.root if file.path != file.root else file.root.parent
        while used.get(name, str(file.path)) != str(file.path) and above.name:
            name, above = f"{above.name}/{name}", above.parent
        names[file.path] = name
        used[name] = str(file.path)
    return names
