"""Measures of citations: exactness, proof (ALCE), overlap with the gold spans, speaker."""

from collections.abc import Sequence
from dataclasses import dataclass

from dixit.eval.metrics.citations import Supports, citation_precision, citation_recall, span_f1
from dixit.eval.rules.records import Measure, Score, of_gold
from dixit.eval.rules.retrieval import covered
from dixit.eval.runs.run_file import Asked
from dixit.index.records import Span
from dixit.rag.lang.detection import language_of
from dixit.rag.lang.name_matching import matches_name
from dixit.rag.lang.names import names_in
from dixit.rag.verification.entailment import verdict


@dataclass(frozen=True, slots=True)
class _Statement:
    """A block of an answer, the stored texts that it cites, and their speaker if there is one."""

    text: str
    cited: list[str]
    speaker: str | None
    role: str | None


def _verifier(language: str, speaker: str | None, role: str | None) -> Supports:
    """The check of the product, for statements in a language with a known speaker."""

    def supports(statement: str, cited: Sequence[str]) -> bool:
        text = "\n".join(cited)
        result = verdict(
            statement,
            text,
            language=language,
            cited_language=language_of(text),
            cited_speaker=speaker,
            about_speaker=role or "",
        )
        return result in ("verbatim", "supported")

    return supports


def _exact(asked: Asked) -> Score | None:
    if not asked.citations and "ask" not in asked.errors:
        return None
    inexact = [
        f"{c.span.source} {c.span.start}:{c.span.end}" for c in asked.citations if not c.exact
    ]
    value = 1 - len(inexact) / max(1, len(asked.citations))
    return Score(value, f"not the stored text: {', '.join(inexact) or 'none'}")


def _statements(asked: Asked) -> list[tuple[_Statement, Supports]]:
    """The statements of an answer, each with its verifier."""
    if asked.answer is None or not asked.answered:
        return []
    citations = asked.answer["citations"]
    texts = dict(zip((c["number"] for c in citations), asked.stored, strict=True))
    speakers = {c["number"]: (c["speaker"], c.get("role")) for c in citations}
    statements = []
    for block in asked.answer["blocks"]:
        block_speakers = {speakers[number] for number in block["citations"]}
        speaker, role = block_speakers.pop() if len(block_speakers) == 1 else (None, None)
        cited_texts = [texts[number] or "" for number in block["citations"]]
        statement = _Statement(block["text"], cited_texts, speaker, role)
        statements.append((statement, _verifier(asked.answer["language"], speaker, role)))
    return statements


def _recall(asked: Asked) -> Score | None:
    statements = _statements(asked)
    if not statements and "ask" not in asked.errors:
        return None
    values = [
        citation_recall(statement.text, statement.cited, supports)
        for statement, supports in statements
    ]
    value = sum(values) / max(1, len(values))
    return Score(
        value, f"{sum(values):.0f} of {len(values)} statements are proven by what they cite"
    )


def _precision(asked: Asked) -> Score | None:
    statements = _statements(asked)
    if not statements and "ask" not in asked.errors:
        return None
    values = [
        value
        for statement, supports in statements
        for value in citation_precision(statement.text, statement.cited, supports)
    ]
    value = sum(values) / max(1, len(values))
    return Score(value, f"{sum(values):.0f} of {len(values)} citations help to prove a statement")


def _counted(asked: Asked) -> list[Span]:
    return [c.span for c in asked.citations if c.counts]


def _gold_cited(asked: Asked) -> Score:
    value = sum(covered(gold, _counted(asked)) for gold in asked.gold) / len(asked.gold)
    return Score(value, f"the citations cover {value:.0%} of the gold")


def _cited_right(asked: Asked) -> Score | None:
    if not (asked.answered or "ask" in asked.errors):
        return None
    spans = _counted(asked)
    places = [place for gold in asked.gold for place in gold.places]
    hits = sum(any(span.overlaps(place) for place in places) for span in spans)
    value = hits / len(spans) if spans else 0.0
    return Score(value, f"{hits} of {len(spans)} citations touch a gold span")


def _span_f1(asked: Asked) -> Score | None:
    if not (asked.answered or "ask" in asked.errors):
        return None
    spans = _counted(asked)
    # Of several places with the gold text, the one that is cited counts.
    gold = [max(g.places, key=lambda place: (span_f1([place], spans), place)) for g in asked.gold]
    value = span_f1(gold, spans)
    return Score(value, f"{value:.0%} of the characters cited and wanted are the same")


def _names(text: str, wanted: str) -> bool:
    """Whether a text has a person's name or a part of it: "De Meo" for Luca de Meo."""
    return matches_name(text, wanted) or any(matches_name(wanted, name) for name in names_in(text))


def _speaker(asked: Asked) -> Score | None:
    """The share of citations of a gold span that are attributed to the gold speaker.

    A citation without a speaker counts as attributed where its own text names that speaker.
    """
    gold_speaker = asked.question.speaker
    if gold_speaker is None:
        return None
    if asked.answer is None:
        return Score(None, "there is no answer")
    places = [place for gold in asked.gold for place in gold.places]
    speakers = [
        citation["speaker"] or (gold_speaker if _names(stored.quote, gold_speaker) else None)
        for citation, stored in zip(asked.answer["citations"], asked.citations, strict=True)
        if stored.counts and any(stored.span.overlaps(place) for place in places)
    ]
    if not speakers:
        return None
    hits = sum(name is not None and matches_name(name, gold_speaker) for name in speakers)
    names = ", ".join(dict.fromkeys(name or "nobody" for name in speakers))
    return Score(hits / len(speakers), f"said by {names}")


OF_CITATIONS = (
    Measure("exact", "citations whose quote is the stored text at their offsets", "ask", _exact),
    Measure("citation_recall", "statements that what they cite proves (ALCE)", "ask", _recall),
    Measure("citation_precision", "citations that help to prove (ALCE)", "ask", _precision),
    Measure(
        "gold_cited", "gold spans inside the citations, by characters", "ask", of_gold(_gold_cited)
    ),
    Measure("cited_right", "citations that touch a gold span", "ask", of_gold(_cited_right)),
    Measure("span_f1", "characters cited beside those of the gold", "ask", of_gold(_span_f1)),
    Measure("speaker", "gold words cited as those of the one who says them", "ask", _speaker),
)
