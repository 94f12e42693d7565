"""The progress and the result of an indexing run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Step:
    """Where an indexing run is."""

    phase: Literal["waiting", "finding", "reading", "finishing"]
    """Waiting for another run, finding files, reading and storing them, updating the search."""
    done: int = 0
    """Files found, or files done. When rebuilding, articles done."""
    total: int = 0
    """Files to read; 0 while they are being found."""
    name: str = ""
    """The file that is read; while waiting, the process that is waited for."""
    passages: int = 0
    """Passages embedded so far."""


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Skip:
    """A file that was not indexed, and the reason."""

    path: str
    reason: str


def pages_named(numbers: Sequence[int]) -> str:
    """Some pages of a file, as a report names them.

    Args:
        numbers: their numbers in order.

    Example:
        >>> pages_named([3]), pages_named([3, 5, 6, 7])
        ('page 3', 'pages 3, 5-7')
    """
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    told = ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in ranges)
    return f"page {told}" if len(numbers) == 1 else f"pages {told}"


@dataclass(frozen=True, slots=True)
class Emptied:
    """A folder or file of which nothing is left, and how many documents are stored from it."""

    path: str
    documents: int


@dataclass(slots=True)
class IndexReport:
    """What an indexing run did, by document name."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    """Old and new names of documents whose file was moved."""
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)
    outdated: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Documents in `changed` whose file is the same, with the stages whose rules have changed."""
    kept_away: list[str] = field(default_factory=list)
    """Articles that were read, but had been removed for good."""
    emptied: list[Emptied] = field(default_factory=list)
    """Folders and files of which nothing is left; what is stored from them was kept."""

    @property
    def has_news(self) -> bool:
        """Whether anything was done or skipped."""
        return bool(
            self.added
            or self.changed
            or self.renamed
            or self.removed
            or self.skipped
            or self.emptied
        )

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit index --json`."""
        return {
            "added": self.added,
            "changed": self.changed,
            "renamed": [{"from": old, "to": new} for old, new in self.renamed],
            "removed": self.removed,
            "unchanged": self.unchanged,
            "outdated": {source: list(stages) for source, stages in self.outdated.items()},
            "skipped": [{"path": skip.path, "reason": skip.reason} for skip in self.skipped],
            "kept_away": self.kept_away,
            "emptied": [{"path": each.path, "documents": each.documents} for each in self.emptied],
        }

    def __str__(self) -> str:
        stages = dict.fromkeys(stage for each in self.outdated.values() for stage in each)
        why = f" ({len(self.outdated):,} by new rules for {', '.join(stages)})" if stages else ""
        counts = (
            f"{len(names):,} {what}{why if what == 'changed' else ''}"
            for what, names in (
                ("added", self.added),
                ("changed", self.changed),
                ("renamed", self.renamed),
                ("removed", self.removed),
                ("unchanged", self.unchanged),
                ("skipped", self.skipped),
                ("kept away", self.kept_away),
            )
            if names or what not in ("renamed", "kept away")  # These are rare: no zero count.
        )
        return ", ".join(counts)
