"""The question sets that a visitor may choose: the shipped, the readers' own, an added file."""

from pathlib import Path
from typing import Any

from dixit.rag.settings import Settings
from dixit.ui.strings.evaluation import EvaluationStrings
from dixit.ui.tabs.evaluation_run import Finished, evaluating

READERS_FILE = "feedback.jsonl"
"""Beside the index folder: questions that readers marked."""
READERS, ADDED = "readers", "added"
"""Values of the choice; those of the shipped sets are their paths."""


class QuestionSets:
    """The sets over one index. An added file is the visitor's, and so is given each time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._readers = settings.index.parent / READERS_FILE
        self._shipped: list[dict[str, Any]] = []

    async def load(self) -> None:
        """Ask the command for the shipped sets, once.

        Raises:
            EvaluationError: it cannot tell.
        """
        if not self._shipped:
            async for each in evaluating(["--list"], self._settings):
                if isinstance(each, Finished):
                    self._shipped = each.printed

    def offered(self, added: str, words: EvaluationStrings) -> list[tuple[str, str]]:
        """The choices: what each is called, and its value."""
        choices = [
            (words.set_shipped.format(name=each["name"], count=each["questions"]), each["path"])
            for each in self._shipped
        ]
        if count := _questions(self._readers):
            choices.append((words.set_own.format(count=count), READERS))
        if added:
            choices.append((words.set_added.format(name=Path(added).name), ADDED))
        return choices

    def path(self, chosen: str | None, added: str) -> Path | None:
        """The file of a choice; None where it is no choice."""
        paths = {each["path"]: each["path"] for each in self._shipped}
        found = (paths | {READERS: self._readers, ADDED: added}).get(chosen or "")
        return Path(found) if found else None


def _questions(path: Path) -> int:
    """How many questions a file holds, by its lines; none where it cannot be read."""
    try:
        with path.open("rb") as file:
            return sum(bool(line.strip()) for line in file)
    except OSError:
        return 0
