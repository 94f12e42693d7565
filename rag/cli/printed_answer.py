"""An answer as the command line prints it: its text, the places it cites, the nearest passages."""

from dixit.rag import messages
from dixit.rag.records import Answer


def answer_text(answer: Answer) -> str:
    """An answer, with a line for each citation."""
    lines = [*([answer.short_text, ""] if answer.short else []), answer.text, ""]
    for citation in answer.citations:
        page = f", page {citation.printed_page}" if citation.printed_page else ""
        if citation.ocr_confidence is not None:
            percent = str(round(100 * citation.ocr_confidence))
            page += f", {messages.say('by_ocr', answer.language, percent=percent)}"
        place = f"{citation.span.source} {citation.span.start}:{citation.span.end}{page}"
        proof = (
            messages.say("as_reported", answer.language)
            if citation.is_reported
            else citation.verdict
        )
        address = f" {citation.url}" if citation.url else ""
        lines.append(f"[{citation.number}] {place} ({proof}){address}")
    if answer.unknown_ids:
        lines.append(f"(invalid citations left out: {answer.unknown_ids})")
    if answer.nearest:
        lines.append("Nearest passages, which do not answer:")
        lines.extend(
            f"- {hit.source} {hit.start}:{hit.end}  {one_line(hit.text)}" for hit in answer.nearest
        )
    return "\n".join(lines).rstrip()


def one_line(text: str, width: int = 160) -> str:
    """A text on one line of at most so many characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"
