"""The question and the turns before it, in the messages that a client sends."""

from collections.abc import Sequence

from pydantic import BaseModel

from dixit.api.problems import INVALID, Problem
from dixit.api.remembered import Remembered
from dixit.rag.lang.question_language import question_language
from dixit.rag.question.follow_up import Turn
from dixit.rag.records import Answer, Block

MOST_MESSAGES = 200


class Part(BaseModel):
    """A piece of a message; of those that are no text, an image say, only the kind is read."""

    type: str
    text: str = ""


class Message(BaseModel):
    """A message. Only those of `user` and `assistant` are read: nobody instructs Dixit."""

    role: str = ""
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """Its words."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.text)
        return self.content or ""


def read(messages: Sequence[Message], remembered: Remembered, model: str) -> tuple[str, list[Turn]]:
    """The last question and the turns before it.

    An answer that this server remembers comes with its citations; of any other only the words are
    known.

    Raises:
        Problem: the last message is not the user's.
    """
    said = [one for one in messages if one.role in ("user", "assistant")]
    if not said or said[-1].role != "user":
        raise Problem(INVALID, "The last message must be the user's: it is the question.")
    turns: list[Turn] = []
    question = ""
    for one in said[:-1]:
        if one.role == "user":
            question = one.text
        elif question:
            answer = remembered.find(one.text) or _in_words(question, one.text, model)
            turns.append(Turn(question, answer))
            question = ""
    return said[-1].text, turns


def _in_words(question: str, text: str, model: str) -> Answer:
    blocks = (Block(text),)
    return Answer(question, question_language(question), True, model, blocks)
