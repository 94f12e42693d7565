"""What a stored document was made with: a hash of the rules of each stage of indexing.

`RULES` lists, stage by stage, the modules and word lists that decide what is stored. The hash of a
stage is SHA-256 over their bytes, so that an edited rule or word is noticed without anybody raising
a number, and nothing else is. It is computed when something is indexed, never for a question.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from fnmatch import fnmatch
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

_HEX_DIGITS = 16
"""64 bits: enough to tell the few versions apart that one index ever meets."""
_STORED = re.compile(r"read(?:ing)? (\w+), (?:split|chunking) (\w+), quotations (\w+)")
"""As it is stored. "read 2, split 3, quotations 5" is how versions counted by hand were."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The files that decide what one stage makes."""

    modules: Mapping[str, tuple[str, ...]]
    """By package, patterns for the names of its files."""
    word_lists: tuple[str, ...]
    """The names of files of `rag/lang/lexicon/`; each language's file of that name is meant too."""


_TOKENS = ("tokens.py", "stop_words_*.txt")
_BLOCKS = ("boilerplate.py", "boilerplate_cues.py", "line_shapes.py", "sentences.py")
"""What splits a text into blocks and sentences, and tells boilerplate."""

RULES: Mapping[str, Rules] = {
    # A file's bytes to its text, language, title, date, author and publisher.
    "reading": Rules(
        modules={
            "dixit.index.text": _TOKENS,
            "dixit.rag.ingestion": ("loader.py",),
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
    # A text to passages, what is put in front of each when it is embedded, and their languages.
    "chunking": Rules(
        modules={
            "dixit.index.text": _TOKENS,
            "dixit.rag.ingestion": ("chunking.py",),
            "dixit.rag.lang": ("detection.py", "word_lists.py"),
            "dixit.rag.parsing": (*_BLOCKS, "quotation_marks.py"),
        },
        word_lists=("abbreviations.txt", "debris.txt"),
    ),
    # A text to who says what in it.
    "quotations": Rules(
        modules={
            "dixit.index.text": _TOKENS,
            "dixit.rag.lang": ("lexicons.py", "names.py", "translation.py", "word_lists.py"),
            "dixit.rag.parsing": (*_BLOCKS, "composition.py", "injection.py", "quotation_marks.py"),
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
    """The versions of the rules that made a stored document, by stage."""

    reading: str
    chunking: str
    quotations: str

    def __str__(self) -> str:
        """As it is stored beside a document, and read again by `stored_version`."""
        return ", ".join(f"{field.name} {getattr(self, field.name)}" for field in fields(self))

    def changed_since(self, stored: str) -> tuple[str, ...]:
        """The stages whose rules are not those that made a document.

        Args:
            stored: what is stored beside the document.

        Returns:
            Names of stages, in order; all of them where `stored` is no version.
        """
        before = stored_version(stored)
        return tuple(
            field.name
            for field in fields(self)
            if before is None or getattr(before, field.name) != getattr(self, field.name)
        )


def stored_version(stored: str) -> PipelineVersion | None:
    """A version as it is stored beside a document, hashes or numbers.

    Args:
        stored: for example "read 2, split 3, quotations 5".

    Returns:
        The version; None where the text is none.
    """
    match = _STORED.fullmatch(stored)
    return PipelineVersion(*match.groups()) if match else None


@cache
def current_version() -> PipelineVersion:
    """The version of the rules that are installed, hashed when it is first asked for."""
    return PipelineVersion(
        **{
            stage: content_hash_of({name: file.read_bytes() for name, file in rule_files(stage)})
            for stage in RULES
        }
    )


def rule_files(stage: str) -> Iterator[tuple[str, Traversable]]:
    """The files whose bytes are a stage's version.

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
    """A hash of files by name, whatever their order and their line ends.

    Args:
        files: the bytes of each file, by its name.

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
    """Every word list: those that languages share, and those of each language's folder."""
    for entry in resources.files("dixit.rag.lang").joinpath("lexicon").iterdir():
        if entry.is_dir():
            for file in entry.iterdir():
                yield f"lexicon/{entry.name}/{file.name}", file
        else:
            yield f"lexicon/{entry.name}", entry
