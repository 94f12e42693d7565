"""Answers written by a chat model, each sentence tied to stored text and checked against it."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.records import Hit, Quotation
from rag.align import align
from rag.answer.prompt import REFUSAL, make_prompt
from rag.answer.records import Block, Citation
from rag.answer.statements import Library
from rag.answer.wording import say
from rag.cite import cite
from rag.errors import ModelError
from rag.query import Query
from rag.sentences import sentences

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MAX_CHARACTERS = 20_000
"""A longer reply is no answer."""
_MARKERS = re.compile(r"\s*\[([0-9a-f]{4}(?:\s*[,;]\s*[0-9a-f]{4})*)\]")


def open_chat_model(name: str, timeout_s: float) -> "BaseChatModel":
    """The LangChain chat model called `provider:name`; its key comes from the environment.

    Raises:
        ModelError: the provider's package is missing, or the model cannot be set up.
    """
    # Imported when first needed: answering by quoting has no use for it.
    from langchain.chat_models import init_chat_model  # noqa: PLC0415

    provider = name.partition(":")[0]
    try:
        return init_chat_model(name, timeout=timeout_s, temperature=0)
    except ImportError as error:
        raise ModelError(
            f"The model {name} needs the extra {provider}: `pip install 'dixit-rag[{provider}]'`."
        ) from error
    except Exception as error:
        raise ModelError(
            f"The model {name} cannot be set up ({type(error).__name__}): check its name, and "
            "that its key is in the environment."
        ) from error


def answer(
    query: Query,
    hits: Sequence[Hit],
    quotations: Sequence[Quotation],
    library: Library,
    model: "BaseChatModel",
) -> tuple[bool, tuple[Block, ...]]:
    """Whether the model answers with at least one proven sentence, and its sentences as blocks.

    Raises:
        ModelError: the model cannot be reached, or gives nothing that can be used.
    """
    if not hits:
        return False, (Block(say("nothing", query.language)),)
    prompt = make_prompt(query.text, query.language, hits)
    try:
        reply = model.invoke([("system", prompt.system), ("human", prompt.user)]).text
    except Exception as error:
        raise ModelError(
            f"The model did not answer ({type(error).__name__}): check that it runs and that its "
            "name is right, or answer by quoting with `--model quoting`."
        ) from error
    if not reply.strip() or len(reply) > MAX_CHARACTERS:
        raise ModelError(
            f"The model's answer has {len(reply):,} characters, which is no answer: try again, or "
            "answer by quoting with `--model quoting`."
        )
    if REFUSAL in reply:
        return False, (Block(say("nothing", query.language)),)
    blocks: list[Block] = []
    count = 0
    for statement, ids in _claims(reply):
        cited = [prompt.hits[key] for key in ids if key in prompt.hits]
        citations = _checked(statement, cited, hits, count + 1, query, quotations, library)
        count += len(citations)
        blocks.append(Block(statement, citations))
    if not any(citation.counts for block in blocks for citation in block.citations):
        return False, (Block(say("nothing", query.language)),)
    return True, tuple(blocks)


def _claims(reply: str) -> list[tuple[str, list[str]]]:
    """Each sentence of a reply without its markers, and the ids in them."""
    claims: list[tuple[str, list[str]]] = []
    position = 0
    for match in _MARKERS.finditer(reply):
        statements = _sentences(reply[position : match.start()])
        ids = re.split(r"\s*[,;]\s*", match[1])
        if statements:
            claims.extend((statement, []) for statement in statements[:-1])
            claims.append((statements[-1], ids))
        elif claims:
            claims[-1][1].extend(ids)
        position = match.end()
    claims.extend((statement, []) for statement in _sentences(reply[position:]))
    return claims


def _sentences(text: str) -> list[str]:
    found = (text[start:end].strip() for start, end in sentences(text))
    return [sentence for sentence in found if any(character.isalnum() for character in sentence)]


def _checked(
    statement: str,
    cited: Sequence[Hit],
    shown: Sequence[Hit],
    number: int,
    query: Query,
    quotations: Sequence[Quotation],
    library: Library,
) -> tuple[Citation, ...]:
    """A citation for each passage named, of the few sentences that prove the statement best."""
    citations: list[Citation] = []
    for hit in cited:
        document = library.document(hit.source)
        others = sorted({other.source for other in shown} - {hit.source})
        best = align(
            statement,
            hit.passage.span,
            document,
            language=query.language,
            cited_language=hit.passage.language,
            quotations=[q for q in quotations if q.span.source == hit.source],
            elsewhere=[library.document(source) for source in others],
        )
        at = number + len(citations)
        citations.append(cite(at, document, best.span, speaker=best.speaker, verdict=best.verdict))
    return tuple(citations)
