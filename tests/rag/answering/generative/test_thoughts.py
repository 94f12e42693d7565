"""Thoughts are told from the answer, in each form that models write them."""

import pytest

from dixit.rag.answering.generative.thoughts import Thoughts

ANSWER = "Le port de Larne a rouvert lundi [4c2f]."
THOUGHT = "Rathlin closed on Sunday [4c2f]. Is that right?"


def shown(text: str, size: int, *, held: bool = False) -> list[str]:
    """What is shown after each piece."""
    thoughts, so_far, seen = Thoughts(held=held), "", []
    for at in range(0, len(text), size):
        words, voided = thoughts.read(text[at : at + size])
        so_far = words if voided else so_far + words
        seen.append(so_far)
    words, voided = thoughts.end()
    return [*seen, words if voided else so_far + words]


CLOSED = [
    "<think>\n{}\n</think>\n\n{}", "<thinking>{}</thinking>{}", "[THINK]{}[/THINK]{}",
    "◁think▷{}◁/think▷{}",
    "<|START_THINKING|>{}<|END_THINKING|><|START_RESPONSE|>{}<|END_RESPONSE|>",
    "<|channel|>analysis<|message|>{}<|end|><|start|>assistant<|channel|>final<|message|>{}",
    "<|channel|>commentary to=x <|message|>{}<|end|><|start|>assistant<|channel|>final "
    "<|constrain|>text<|message|>{}", "analysis{}assistantfinal{}",
    "<|channel>thought\n{}<channel|>{}",
]  # fmt: skip


def without_thoughts(text: str) -> str:
    """What a whole text of a model says to the reader."""
    thoughts = Thoughts()
    shown, _ = thoughts.read(text)
    rest, voided = thoughts.end()
    return rest if voided else shown + rest


@pytest.mark.parametrize("form", CLOSED)
@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_thoughts_are_never_shown(form: str, size: int) -> None:
    seen = shown(form.format(THOUGHT, ANSWER), size)

    assert seen[-1].strip() == ANSWER
    assert not any("R" in words for words in seen)


@pytest.mark.parametrize("opening", ["The user wants to know.", "Okay, so.", "Alors, voyons."])
def test_thoughts_without_a_beginning_are_held_back_where_they_sound_so(opening: str) -> None:
    seen = shown(f"{opening} {THOUGHT}</think>{ANSWER}", 1)

    assert seen[-1] == ANSWER
    assert not any("R" in words for words in seen)


def test_thoughts_without_a_beginning_take_back_what_was_shown() -> None:
    text = f"{THOUGHT} And more of it.</think>{ANSWER}"

    assert shown(text, 3)[-1] == ANSWER
    assert set(shown(text, 3, held=True)[:-10]) <= {"", *(ANSWER[:n] for n in range(60))}
    assert without_thoughts(text) == ANSWER


def test_thoughts_without_an_end_are_no_answer() -> None:
    assert shown(f"<think>{THOUGHT} {ANSWER}", 5)[-1] == ""


@pytest.mark.parametrize(
    "text", [ANSWER, "So 5 < 6, by an analysis [x].", "The user pays 5 euros."]
)
def test_an_answer_without_thoughts_is_shown_whole(text: str) -> None:
    assert shown(text, 1)[-1] == text
