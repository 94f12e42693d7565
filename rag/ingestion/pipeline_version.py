"""The version of the rules that made a stored document: one hash per stage of indexing.

`RULES` lists, for each stage, the modules and word lists that decide what is stored. The hash of
a stage is SHA-256 over the bytes of these files. An edited rule or word list therefore changes the
version by itself; nobody has to raise a number. Hashes are computed when documents are indexed,
never to answer a question.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from fnmatch import fnmatch
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from dixit.rag.ingestion.readers.tesseract import is_available

_WITHOUT_OCR = "_without_ocr"
"""What ends the version of reading where pages were left out for want of OCR."""
_HEX_DIGITS = 16
"""64 bits are enough: one index only ever meets a few versions."""
_STORED = re.compile(r"read(?:ing)? (\w+), (?:split|chunking) (\w+), quotations (\w+)")
"""The stored form. Older indexes have numbers in it: "read 2, split 3, quotations 5"."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The files that decide the result of one stage."""

    modules: Mapping[str, tuple[str, ...]]
    """For each package, patterns that match its file names."""
    word_lists: tuple[str, ...]
    """File names in `rag/lang/lexicon/`, including each language's file of that name."""


_TOKENS = ("tokens.py", "stop_words_*.txt")
_BLOCKS = (
    "article.py",
    "boilerplate.py",
    "boilerplate_cues.py",
    "layout.py",
    "line_shapes.py",
    "quotation_marks.py",
    "sentences.py",
)
"""Split a text into blocks and sentences, and detect boilerplate."""

RULES: Mapping[str, Rules] = {
    # From a file's bytes to its text, language, title, date, author and publisher.
    "reading": Rules(
        modules={
            "dixit.index.text": _TOKENS,
            "dixit.rag.ingestion": ("loader.py", "segments.py"),
            "dixit.rag.ingestion.readers": ("*.py",),
            "dixit.rag.lang": ("detection.py", "word_lists.py"),
            "dixit.rag.parsing": (
                *_BLOCKS,
                "composition.py",
                "dates.py",
                "metadata.py",
                "titles.py",
            ),
        },
        word_lists=(
            "abbreviations.txt",
            "calendar.txt",
            "compounds.txt",
            "debris.txt",
            "month_abbreviations.txt",
        ),
    ),
    # From a text to passages, their languages, and the title put before each when embedded.
    "chunking": Rules(
        modules={
            "dixit.index.text": _TOKENS,
            "dixit.rag.ingestion": ("chunking.py",),
            "dixit.rag.lang": ("detection.py", "word_lists.py"),
            "dixit.rag.parsing": _BLOCKS,
        },
        word_lists=("abbreviations.txt", "debris.txt"),
    ),
    # From a text to its quotations and their speakers.
    "quotations": Rules(
        modules={
            "dixit.index.text": _TOKENS,
            "dixit.rag.lang": ("lexicons.py", "names.py", "translation.py", "word_lists.py"),
            "dixit.rag.parsing": (*_BLOCKS, "composition.py", "injection.py"),
            "dixit.rag.quotations": ("*.py",),
            "dixit.rag.quotations.grammar": ("*.py",),
        },
        word_lists=(
            "abbreviations.txt",
            "attribution.txt",
            "capitalised.txt",
            "debris.txt",
            "first_names.txt",
            "nicknames.txt",
            "orders.txt",
            "reporting_verbs.txt",
            "roles.txt",
            "translations.tsv",
            "translations_news.txt",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class PipelineVersion:
    """The rule versions that made a stored document, one per stage."""

    reading: str
    chunking: str
    quotations: str

    def __str__(self) -> str:
        """The stored form, which `stored_version` parses."""
        return ", ".join(f"{field.name} {getattr(self, field.name)}" for field in fields(self))

    def changed_since(self, stored: str) -> tuple[str, ...]:
        """The stages whose rules have changed since a document was stored.

        Args:
            stored: the version stored with the document.

        Returns:
            Stage names, in order; all stages if `stored` is not a valid version.
        """
        before = stored_version(stored)
        if before is not None and before.reading.endswith(_WITHOUT_OCR) and not is_available():
            before = replace(before, reading=before.reading.removesuffix(_WITHOUT_OCR))
        return tuple(
            field.name
            for field in fields(self)
            if before is None or getattr(before, field.name) != getattr(self, field.name)
        )


def without_ocr(version: PipelineVersion) -> PipelineVersion:
    """The version of a document with pages that were not read; it is outdated once OCR is there."""
    return replace(version, reading=version.reading + _WITHOUT_OCR)


def stored_version(stored: str) -> PipelineVersion | None:
    """Parse a stored version.

    Args:
        stored: for example "read 2, split 3, quotations 5"; hashes may stand for the numbers.

    Returns:
        The version; None if the text is not one.
    """
    match = _STORED.fullmatch(stored)
    return PipelineVersion(*match.groups()) if match else None


@cache
def current_version() -> PipelineVersion:
    """The version of the installed rules, computed on first use."""
    return PipelineVersion(
        **{
            stage: content_hash_of({name: file.read_bytes() for name, file in rule_files(stage)})
            for stage in RULES
        }
    )


def rule_files(stage: str) -> Iterator[tuple[str, Traversable]]:
    """The files that are hashed into a stage's version.

    Args:
        stage: a key of `RULES`.

    Returns:
        Each file with a name that is the same in a checkout and in an installed wheel, such as
        "dixit.rag.parsing/dates.py" or "lexicon/fr/debris.txt".
    """
    rules = RULES[stage]
    for package, patterns in rules.modules.items():
        for file in resources.files(package).iterdir():
            if any(fnmatch(file.name, pattern) for pattern in patterns):
                yield f"{package}/{file.name}", file
    for name, file in _lexicon_files():
        if file.name in rules.word_lists:
            yield name, file


def content_hash_of(files: Mapping[str, bytes]) -> str:
    """Hash named files, independent of their order and line ends.

    Args:
        files: the bytes of each file, by name.

    Returns:
        The first 16 hexadecimal digits of a SHA-256.
    """
    digest = hashlib.sha256()
    for name, data in sorted(files.items()):
        content = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:_HEX_DIGITS]


def _lexicon_files() -> Iterator[tuple[str, Traversable]]:
    """Every word list: the shared ones, and those in each language's folder."""
    for entry in resources.files("dixit.rag.lang").joinpath("lexicon").iterdir():
        if entry.is_dir():
            for file in entry.iterdir():
                yield f"lexicon/{entry.name}/{file.name}", file
        else:
            yield f"lexicon/{entry.name}", entry
