"""A draft on the page: its statements, those of them that are checked, and how far the check is."""

from dataclasses import dataclass
from typing import Literal

from dixit.rag.checking.check import Check
from dixit.rag.checking.records import CheckedStatement, Statement


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft while it is checked, and afterwards."""

    draft: str
    claims: tuple[Statement, ...]
    """The statements that need a proof, in order."""
    checked: tuple[CheckedStatement, ...] = ()
    """The statements so far, in order, with those that need no proof."""
    state: Literal["running", "stopped", "done"] = "running"

    @property
    def proven_or_not(self) -> tuple[CheckedStatement, ...]:
        """The statements that have a verdict."""
        return tuple(one for one in self.checked if one.verdict is not None)

    @property
    def waiting(self) -> tuple[Statement, ...]:
        """The statements that are still to be checked."""
        end = self.checked[-1].end if self.checked else 0
        return tuple(claim for claim in self.claims if claim.start >= end)

    @property
    def check(self) -> Check | None:
        """The whole check; None before it is done."""
        return Check.of(self.draft, self.checked) if self.state == "done" else None
