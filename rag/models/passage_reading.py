"""Reading: which sentence of a passage answers a question, and which of its words.

A sentence's score is the mean over its tokens, set against the score for "nothing here answers".
The words are the run with the highest sum of its start and its end (Devlin et al., 2019, BERT on
SQuAD 2.0).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dixit.rag.models.cross_encoder import CrossEncoder
from dixit.rag.models.model_output import END, NONE, SENTENCE, START, ModelOutput

LONGEST = 600
"""Characters that are read at once, as in training."""
_LONGEST_ANSWER = 40
"""Tokens of the words that answer, at most."""

_AHEAD, _BEHIND = "$£€+-−#@", "%€$£°)"
"""Signs that belong to the words that answer."""

Place = tuple[int, int]
"""(start, end) in characters, end exclusive."""


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What reading tells of one sentence.

    Attributes:
        odds: the log odds that it answers, against nothing in the part that was read.
        chance: its share among the sentences of the part and nothing, 0 to 1.
        words: the place of the words that answer, in characters of the text.
        words_odds: the log odds of these words, against none.
    """

    odds: float
    chance: float
    words: Place
    words_odds: float


def parts_of(spans: Sequence[Place], longest: int = LONGEST) -> list[list[int]]:
    """Put neighbouring sentences together that are read at once.

    Args:
        spans: sentences in their order, in characters of one text.
        longest: characters of a part; a longer sentence is a part of its own.

    Returns:
        The numbers of the sentences of each part.
    """
    parts: list[list[int]] = []
    for number, (_, end) in enumerate(spans):
        if parts and end - spans[parts[-1][0]][0] <= longest:
            parts[-1].append(number)
        else:
            parts.append([number])
    return parts


def read_part(
    model: CrossEncoder, question: str, title: str, text: str, spans: Sequence[Place]
) -> list[SentenceReading]:
    """Read neighbouring sentences for a question.

    Args:
        model: the cross-encoder.
        question: what is asked.
        title: of the article, which is read first; empty for none.
        text: the text that holds the sentences.
        spans: the sentences, in its characters.

    Returns:
        One reading for each sentence.
    """
    head = f"{title}\n" if title else ""
    first = spans[0][0]
    output = model.run(question, head + text[first : spans[-1][1]])
    move = len(head) - first
    tokens = [output.tokens_of(start + move, end + move) for start, end in spans]
    numbers = output.numbers
    none = float(numbers[0, NONE])
    scores = np.array(
        [float(numbers[some, SENTENCE].mean()) - none if some else -np.inf for some in tokens]
    )
    shares = np.exp(scores - max(0.0, scores.max()))
    shares = shares / (shares.sum() + np.exp(-max(0.0, scores.max())))
    return [
        SentenceReading(float(score), float(share), *_words(output, text, some, span, move))
        for score, share, some, span in zip(scores, shares, tokens, spans, strict=True)
    ]


def _words(
    output: ModelOutput, text: str, tokens: Sequence[int], span: Place, move: int
) -> tuple[Place, float]:
    """The likeliest words among some tokens, in characters of the text, and their log odds."""
    if not tokens:
        return span, float("-inf")
    numbers = output.numbers[list(tokens)]
    sums = numbers[:, START, None] + numbers[None, :, END]
    at = np.arange(len(tokens))
    ahead = at[None, :] - at[:, None]
    sums[(ahead < 0) | (ahead >= _LONGEST_ANSWER)] = -np.inf
    begin, end = divmod(int(sums.argmax()), len(tokens))
    none = float(output.numbers[0, START] + output.numbers[0, END])
    place = output.offsets[tokens[begin]][0] - move, output.offsets[tokens[end]][1] - move
    inside = _bare(text, max(place[0], span[0]), min(place[1], span[1]))
    return inside, float(sums[begin, end]) - none


def _bare(text: str, start: int, end: int) -> Place:
    """A place without the spaces and marks at its ends: a token has the space before it."""
    while start < end and not text[start].isalnum() and text[start] not in _AHEAD:
        start += 1
    while start < end and not text[end - 1].isalnum() and text[end - 1] not in _BEHIND:
        end -= 1
    return start, end
