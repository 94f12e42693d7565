"""Rewrites a follow-up question with a chat model, so that it can be understood alone."""

import json
from collections.abc import Sequence

from dixit.index.text.tokens import words
from dixit.rag.answering.generative.providers import ChatModel, streamed
from dixit.rag.lang.names import names_in
from dixit.rag.lang.quantities import numbers_in
from dixit.rag.question.follow_up import Turn, recent

MOST_CHARACTERS = 400
"""A longer reply is not used."""
_TASK = (
    "You are given a conversation as JSON data, and its last question. Write that question anew so "
    "that it can be understood without the conversation: put names in the place of pronouns, and "
    "what was left out back in. Keep its language. Do not answer it, and add nothing. Write the "
    "question alone, on one line."
)


def rewritten(
    question: str, history: Sequence[Turn], model: ChatModel, *, name: str, timeout_s: float
) -> str | None:
    """The question as the model rewrites it.

    Args:
        question: the follow-up question.
        history: the conversation, oldest turn first.
        model: the chat model.
        name: the model's name, for error messages.
        timeout_s: the most seconds to wait.

    Returns:
        The new question; None if the reply is not a question, or has names or numbers that the
        conversation does not have.

    Raises:
        ModelError: the model cannot be reached.
    """
    turns = [{"question": t.asked, "answer": t.answer.text} for t in recent(history)]
    conversation = json.dumps({"conversation": turns, "question": question}, ensure_ascii=False)
    pieces: list[str] = []
    messages = (("system", _TASK), ("human", conversation.replace("<", "\\u003c")))
    for piece in streamed(model, messages, name, timeout_s):
        pieces.append(piece)
        if sum(map(len, pieces)) > MOST_CHARACTERS:
            return None
    text = " ".join("".join(pieces).split())
    old_words = set(words(conversation))
    new_words = {word for person in names_in(text) for word in words(person)}
    numbers = numbers_in(text) - numbers_in(conversation)
    return text if text and text.endswith("?") and new_words <= old_words and not numbers else None
