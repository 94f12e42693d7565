"""The answerer that needs no model: it answers in the articles' own words.

Asked what somebody said, it gives their statements; asked for a fact, the sentences that hold
it. Every block is words of one document, cited where they stand. Asked what the articles do not
tell, it says so. How is an ordered list of strategies, see `strategies.STRATEGIES`.
"""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from dixit.rag.answering.extractive.retrieved import Retrieved
from dixit.rag.answering.extractive.sentence_scoring import weigh
from dixit.rag.answering.extractive.strategies import (
    STRATEGIES,
    article_fact,
    collection,
    unknown_names,
)
from dixit.rag.answering.refusal.refusals import NOTHING, Reply
from dixit.rag.messages import say
from dixit.rag.question.question import Question
from dixit.rag.records import Block

NAME = "quoting"


def answer(question: Question, retrieved: Retrieved) -> Reply:
    """The blocks that answer, or why none do: the reply of the first strategy that has one.

    Args:
        question: what is asked.
        retrieved: what was found for it.
    """
    replies = (strategy(question, retrieved) for strategy in STRATEGIES)
    return next((reply for reply in replies if reply is not None), NOTHING)


def without_model(question: Question, retrieved: Retrieved) -> Reply | None:
    """What needs no model, as `answer` gives it: what is asked of the collection or of an article
    as a whole, answered, and what the passages say too little of to be worth a model's time,
    refused; None where one may answer."""
    for strategy in (collection, article_fact, unknown_names):
        if (reply := strategy(question, retrieved)) is not None:
            return reply
    dials, articles = retrieved.dials, retrieved.articles
    ranked = weigh(question.query, question.terms, retrieved.hits, articles, dials.sentences, ())
    worth_asking = bool(ranked) and ranked[0].weight >= dials.worth_asking
    return None if retrieved.spoken or worth_asking else NOTHING


def together(
    parts: Sequence[tuple[str, bool, tuple[Block, ...]]], language: str
) -> tuple[bool, tuple[Block, ...]]:
    """The answers to the parts of a question as one, citations numbered through.

    A part without an answer is named, and why where more is known, where another has one.
    """
    if not any(answered for _, answered, _ in parts):
        return False, parts[0][2]
    blocks: list[Block] = []
    numbers = itertools.count(1)
    for question, answered, given in parts:
        if not answered:
            why = " ".join(block.text for block in given)
            plain = why in (say("nothing", language), say("nothing_among", language))
            what = "part_nothing" if plain else "part"
            blocks.append(Block(say(what, language, question=question, why=why)))
            continue
        for block in given:
            citations = tuple(replace(c, number=next(numbers)) for c in block.citations)
            blocks.append(replace(block, citations=citations))
    return True, tuple(blocks)
