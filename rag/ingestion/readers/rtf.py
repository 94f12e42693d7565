"""Rich Text Format, with striprtf: one line per paragraph and per table row.

Footnotes and endnotes follow the text. What was deleted or is hidden is no text.
"""

import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from dixit.rag.ingestion.readers.extracts import Extract, Unreadable
from dixit.rag.ingestion.readers.raised import line_of
from dixit.rag.ingestion.readers.rtf_groups import LEVEL, RAISED, rewritten

_LEVELS = re.compile(f"([{RAISED}{LEVEL}])")


def read(data: bytes) -> Iterator[Extract]:
    """The text of a file, with the title and author from its properties.

    Raises:
        Unreadable: the file is not RTF.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("no rich text, whatever its name says")
    found = rewritten(data.decode("latin-1"))
    lines = (line.strip(" \t|") for line in _lines(_plain(found.body)))
    facts = {name: " ".join(_plain(value).split()) for name, value in found.facts.items()}
    yield Extract(
        "\n".join(line for line in lines if line),
        title=facts.get("title") or None,
        author=facts.get("author") or None,
    )


def _plain(text: str) -> str:
    plain: str = rtf_to_text(text, errors="replace")  # type: ignore[no-untyped-call]
    # A character beyond the first 65,536 is written as two.
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _lines(text: str) -> Iterator[str]:
    """The lines of a text in which raised text is marked."""
    level = LEVEL
    for line in text.split("\n"):
        runs = []
        for piece in _LEVELS.split(line):
            if piece in (RAISED, LEVEL):
                level = piece
            else:
                runs.append((piece, level == RAISED))
        yield line_of(runs)
