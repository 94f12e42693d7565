"""A question that leans on those before it, made to stand alone by a chat model."""

import json
import re
from collections.abc import Sequence

from dixit.index.text.tokens import words
from dixit.rag.answering.generative.providers import ChatModel, streamed
from dixit.rag.answering.generative.thoughts import Thoughts
from dixit.rag.lang.names import names_in
from dixit.rag.lang.quantities import numbers_in
from dixit.rag.question.follow_up import Turn, recent

MOST_CHARACTERS = 400
"""A longer rewriting is none."""
_LABEL = re.compile(r"(?:[\w' ]{0,30}\b)?question\s*:\s*", re.IGNORECASE)
"""What a model may write ahead of the question."""
_TASK = (
    "You are given a conversation as JSON data, and its last question. Write that question anew so "
    "that it can be understood without the conversation: put names in the place of pronouns, and "
    "what was left out back in. Keep its language. Do not answer it, and add nothing. Write the "
    "question alone, on one line."
)


def rewritten(
    question: str, history: Sequence[Turn], model: ChatModel, *, name: str, timeout_s: float
) -> str | None:
    """The question as the model writes it; None where that is no question about the same things.

    It may name only whom the conversation names, and no number that is not there.

    Raises:
        ModelError: the model cannot be reached.
    """
    turns = [{"question": t.asked, "answer": t.answer.text} for t in recent(history)]
    told = json.dumps({"conversation": turns, "question": question}, ensure_ascii=False)
    thoughts, text = Thoughts(), ""
    messages = (("system", _TASK), ("human", told.replace("<", "\\u003c")))
    for piece in streamed(model, messages, name, timeout_s):
        shown, voided = thoughts.read(piece)
        text = shown if voided else text + shown
        if len(text) > MOST_CHARACTERS:
            return None
    shown, voided = thoughts.end()
    text = " ".join((shown if voided else text + shown).split())
    text = _LABEL.sub("", text).strip(' "“”«»*\u00a0\u202f')
    known = set(words(told))
    named = {word for found in names_in(text) for word in words(found)}
    numbers = numbers_in(text) - numbers_in(told)
    return text if text and text.endswith("?") and named <= known and not numbers else None
