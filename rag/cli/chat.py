"""`dixit chat`: questions and follow-ups in the terminal."""

import argparse
import sys
from contextlib import suppress

from dixit.index.errors import DixitError
from dixit.index.records import Span
from dixit.rag.cli import growing, printed
from dixit.rag.cli.flags import settings_from
from dixit.rag.pipeline import Dixit
from dixit.rag.question.follow_up import Turn

CONTEXT = 300
"""Characters that are shown around a citation."""
_HELP = "/1 shows citation 1 in its article; /new forgets what was said; /quit ends. Ask away."


def chat(arguments: argparse.Namespace) -> int:
    """Answer questions until the input ends; each may lean on those before it."""
    dixit = Dixit(settings=settings_from(arguments))
    dixit.warm_up()
    prompt = ""
    if sys.stdin.isatty():
        # Gives the input line a history and editing keys; part of Python where the system has it.
        with suppress(ImportError):
            import readline  # noqa: F401, PLC0415
        print(_HELP)
        prompt = "> "
    history: list[Turn] = []
    while (line := _line(prompt)) is not None:
        if line == "/quit":
            break
        if line == "/new":
            history.clear()
        elif line.startswith("/"):
            print(_opened(dixit, line[1:], history))
        elif line:
            _answer(dixit, line, history, as_json=arguments.json)
    return 0


def _line(prompt: str) -> str | None:
    """The next line; None at the end of the input."""
    try:
        return input(prompt).strip()
    except EOFError:
        return None


def _answer(dixit: Dixit, question: str, history: list[Turn], *, as_json: bool) -> None:
    """Print an answer and remember it; an error is told, and the conversation goes on."""
    try:
        if as_json:
            answer = dixit.ask(question, history)
            print(printed.as_json(answer.as_dict(), on_one_line=True), flush=True)
        else:
            answer = growing.show(dixit.stream(question, history))
    except DixitError as error:
        print(f"dixit: {error}", file=sys.stderr)
        return
    history.append(Turn(question, answer))


def _opened(dixit: Dixit, number: str, history: list[Turn]) -> str:
    """A citation of the last answer in its article, or why it cannot be shown."""
    citations = history[-1].answer.citations if history else ()
    span: Span | None = next((one.span for one in citations if str(one.number) == number), None)
    if span is None:
        return f"The last answer has no citation {number[:20]!r}. {_HELP}"
    try:
        document = dixit.document(span.source)
    except DixitError as error:
        return str(error)
    title = f"{document.title}, " if document.title else ""
    return f"{title}{span.source}\n{printed.place(document, span, CONTEXT)}"
