"""Answers that were given, found again by their text or id when a client sends only that back."""

import hashlib
import threading
from collections import OrderedDict

from dixit.rag.records import Answer

MOST = 1_000


class Remembered:
    """The latest answers of one server, in memory only."""

    def __init__(self) -> None:
        """Nothing is remembered yet."""
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def keep(self, text: str, answer: Answer) -> None:
        """Remember an answer by its text as it was sent, or by an id."""
        with self._lock:
            self._answers[_key(text)] = answer
            if len(self._answers) > MOST:
                self._answers.popitem(last=False)

    def find(self, text: str) -> Answer | None:
        """The answer of this text or id; None if it is not remembered."""
        with self._lock:
            return self._answers.get(_key(text))


def _key(text: str) -> str:
    return hashlib.sha256(text.strip().encode("utf-8", "surrogatepass")).hexdigest()
