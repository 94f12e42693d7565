"""The question sets to choose from: shipped sets, marked questions, and an added file."""

from pathlib import Path
from typing import Any

from dixit.api.evaluation_run import Finished, evaluating
from dixit.rag.settings import Settings
from dixit.ui.strings.evaluation import EvaluationStrings

READERS_FILE = "feedback.jsonl"
"""Next to the index folder: the questions that readers have marked."""
READERS, ADDED = "readers", "added"
"""Values of the choice; the value of a shipped set is its path."""


class QuestionSets:
    """The question sets for one index. An added file belongs to one visitor, so it is passed in."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._readers = settings.index.parent / READERS_FILE
        self._shipped: list[dict[str, Any]] = []

    async def load(self) -> None:
        """Get the list of shipped sets from the command, once.

        Raises:
            EvaluationError: the command failed.
        """
        if not self._shipped:
            async for each in evaluating(["--list"], self._settings):
                if isinstance(each, Finished):
                    self._shipped = each.printed

    def offered(self, added: str, words: EvaluationStrings) -> list[tuple[str, str]]:
        """The choices: pairs of a label and a value."""
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
        """The file of a choice; None if it is not a choice."""
        paths = {each["path"]: each["path"] for each in self._shipped}
        file = (paths | {READERS: self._readers, ADDED: added}).get(chosen or "")
        return Path(file) if file else None


def _questions(path: Path) -> int:
    """The number of questions in a file, by its lines; 0 if it cannot be read."""
    try:
        with path.open("rb") as file:
            return sum(bool(line.strip()) for line in file)
    except OSError:
        return 0
