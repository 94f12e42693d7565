"""An answer printed as it grows: each statement once it is checked."""

from collections.abc import Iterator

from dixit.rag.cli import printed
from dixit.rag.records import Answer


def show(growing: Iterator[Answer]) -> Answer:
    """Print an answer as it grows.

    Nothing is printed before one statement is proven, since Dixit may still say something else
    in the place of all of them. Words that are not yet checked are never printed.

    Args:
        growing: The answer, a little longer each time; the last is whole.

    Returns:
        The whole answer.

    Raises:
        DixitError: The answer broke off; what was printed ends with a line break.
    """
    shown = ""
    complete = False
    try:
        for answer in growing:
            if any(block.citations and not block.unproven for block in answer.blocks):
                opening = printed.opening(answer)
                if opening.startswith(shown):
                    print(opening[len(shown) :], end="", flush=True)
                    shown = opening
        complete = True
    finally:
        if shown and not complete:
            print(flush=True)
    whole = printed.answer(answer)
    if not whole.startswith(shown):  # A later statement has changed an earlier one.
        print("\n")
        shown = ""
    print(whole[len(shown) :], flush=True)
    return answer
