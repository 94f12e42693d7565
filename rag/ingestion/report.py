"""The result of an indexing run."""

from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[int, int, str, int], None]
"""Called with: files done, files in total, name of the current file, passages stored so far."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A file that was not indexed, and the reason."""

    path: str
    reason: str


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

    @property
    def has_news(self) -> bool:
        """Whether anything was done or skipped."""
        return bool(self.added or self.changed or self.renamed or self.removed or self.skipped)

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
        }

    def __str__(self) -> str:
        stages = dict.fromkeys(stage for each in self.outdated.values() for stage in each)
        why = f" ({len(self.outdated)} by new rules for {', '.join(stages)})" if stages else ""
        counts = (
            f"{len(names)} {what}{why if what == 'changed' else ''}"
            for what, names in (
                ("added", self.added),
                ("changed", self.changed),
                ("renamed", self.renamed),
                ("removed", self.removed),
                ("unchanged", self.unchanged),
                ("skipped", self.skipped),
            )
            if names or what != "renamed"  # Renames are rare: no zero count.
        )
        return ", ".join(counts)
