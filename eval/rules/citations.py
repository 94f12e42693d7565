"""Of an answer's citations: whether they are true, whether they prove, and what they point to."""

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
    """A block of an answer, the stored texts it cites, and who speaks in them, if one does."""

    text: str
    cited: list[str]
    speaker: str | None
    role: str | None


def _verifier(language: str, speaker: str | None, role: str | None) -> Supports:
    """The project's own check, of statements in a language."""

    def supports(statement: str, cited: Sequence[str]) -> bool:
        whole = "\n".join(cited)
        told = verdict(
            statement,
            whole,
            language=language,
            cited_language=language_of(whole),
            cited_speaker=speaker,
            about_speaker=role or "",
        )
        return told in ("verbatim", "supported")

    return supports


def _exact(asked: Asked) -> Score | None:
    if not asked.citations and "ask" not in asked.errors:
        return None
    false = [f"{c.span.source} {c.span.start}:{c.span.end}" for c in asked.citations if not c.exact]
    value = 1 - len(false) / max(1, len(asked.citations))
    return Score(value, f"not the stored text: {', '.join(false) or 'none'}")


def _statements(asked: Asked) -> list[tuple[_Statement, Supports]]:
    """Each statement of an answer with what checks it."""
    if asked.answer is None or not asked.answered:
        return []
    given = asked.answer["citations"]
    stored = dict(zip((c["number"] for c in given), asked.stored, strict=True))
    speaking = {c["number"]: (c["speaker"], c.get("role")) for c in given}
    told = []
    for block in asked.answer["blocks"]:
        who = {speaking[number] for number in block["citations"]}
        speaker, role = who.pop() if len(who) == 1 else (None, None)
        cited = [stored[number] or "" for number in block["citations"]]
        statement = _Statement(block["text"], cited, speaker, role)
        told.append((statement, _verifier(asked.answer["language"], speaker, role)))
    return told


def _recall(asked: Asked) -> Score | None:
    told = _statements(asked)
    if not told and "ask" not in asked.errors:
        return None
    proven = [citation_recall(each.text, each.cited, supports) for each, supports in told]
    value = sum(proven) / max(1, len(proven))
    return Score(
        value, f"{sum(proven):.0f} of {len(proven)} statements are proven by what they cite"
    )


def _precision(asked: Asked) -> Score | None:
    told = _statements(asked)
    if not told and "ask" not in asked.errors:
        return None
    useful = [
        value
        for each, supports in told
        for value in citation_precision(each.text, each.cited, supports)
    ]
    value = sum(useful) / max(1, len(useful))
    return Score(value, f"{sum(useful):.0f} of {len(useful)} citations help to prove a statement")


def _counted(asked: Asked) -> list[Span]:
    return [c.span for c in asked.citations if c.counts]


def _gold_cited(asked: Asked) -> Score:
    value = sum(covered(gold, _counted(asked)) for gold in asked.gold) / len(asked.gold)
    return Score(value, f"the citations cover {value:.0%} of the gold")


def _cited_right(asked: Asked) -> Score | None:
    if not (asked.answered or "ask" in asked.errors):
        return None
    cited = _counted(asked)
    places = [place for gold in asked.gold for place in gold.places]
    right = sum(any(span.overlaps(place) for place in places) for span in cited)
    value = right / len(cited) if cited else 0.0
    return Score(value, f"{right} of {len(cited)} citations touch a gold span")


def _span_f1(asked: Asked) -> Score | None:
    if not (asked.answered or "ask" in asked.errors):
        return None
    cited = _counted(asked)
    # A text that stands in several places is looked for where it is cited.
    gold = [max(g.places, key=lambda place: (span_f1([place], cited), place)) for g in asked.gold]
    value = span_f1(gold, cited)
    return Score(value, f"{value:.0%} of the characters cited and wanted are the same")


def _names(text: str, wanted: str) -> bool:
    """Whether a text names somebody, whole or in part: "De Meo" is Luca de Meo."""
    return matches_name(text, wanted) or any(matches_name(wanted, name) for name in names_in(text))


def _speaker(asked: Asked) -> Score | None:
    """Of the citations of a gold span, those given as the words of the one who says them.

    Words given without a speaker tell by themselves who says them, where they name that one.
    """
    wanted = asked.question.speaker
    if wanted is None:
        return None
    if asked.answer is None:
        return Score(None, "there is no answer")
    places = [place for gold in asked.gold for place in gold.places]
    told = [
        citation["speaker"] or (wanted if _names(cited.quote, wanted) else None)
        for citation, cited in zip(asked.answer["citations"], asked.citations, strict=True)
        if cited.counts and any(cited.span.overlaps(place) for place in places)
    ]
    if not told:
        return None
    right = sum(name is not None and matches_name(name, wanted) for name in told)
    names = ", ".join(dict.fromkeys(name or "nobody" for name in told))
    return Score(right / len(told), f"said by {names}")


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
