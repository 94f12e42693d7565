"""The forms in which chat models write their answers, read as statements and ids."""

import json

import pytest

from dixit.rag.answering.generative.claim_parser import Claim, ClaimParser

A, B = "4c2f", "7a0b"
ONE = "Le port de Larne a rouvert lundi après neuf semaines de travaux"
TWO = "Les pilotes ont repris leur service dès le matin"


def read(text: str, size: int = 3) -> list[Claim]:
    parser, claims = ClaimParser((A, B)), []
    for at in range(0, len(text), size):
        claims += parser.read(text[at : at + size])
        assert not set("[【\ue000") & set(parser.writing)
    return claims + parser.end()


def told(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The statements with their ids, the same whatever the pieces in which they come."""
    in_pieces = [
        [(claim.text.rstrip("."), claim.ids) for claim in read(text, size)] for size in (1, 4, 5000)
    ]
    assert in_pieces[0] == in_pieces[1] == in_pieces[2]
    return in_pieces[0]


@pytest.mark.parametrize(
    "marker",
    [
        "[{}]", "【{}】", "【{}†source】", "({})", "[^{}]", "[Source: {}]", "[id: {}]", "[ID={}]",
        "[passage {}]", "[[{}]]", "**[{}]**", "`[{}]`", "\\[{}\\]", "<sup>[{}]</sup>", '["{}"]',
        "[#{}]", "{{{}}}", "<{}>", "<cite>{}</cite>", "[{}](#{})", "[{}: port.txt]",
        "(source : {})", "[ {} ]", "— {}",
    ],
)  # fmt: skip
def test_a_marker_is_known_in_whichever_form_it_is_written(marker: str) -> None:
    assert told(f"{ONE} {marker.format(A, A)}.") == [(ONE, (A,))]
    assert told(f"{ONE} {marker.format(A.upper(), A)}. {TWO} {marker.format(B, B)}.") == [
        (ONE, (A,)),
        (TWO, (B,)),
    ]


@pytest.mark.parametrize(
    "together", ["[{}, {}]", "[{}; {}]", "[{} and {}]", "[{} et {}]", "[{}][{}]"]
)
def test_several_ids_stand_together(together: str) -> None:
    assert told(f"{ONE} {together.format(A, B)}.") == [(ONE, (A, B))]


@pytest.mark.parametrize(
    "text",
    [
        f"[{A}] {ONE}. [{B}] {TWO}.",
        f"[{A}]: {ONE}.\n[{B}]: {TWO}.",
        f"Selon [{A}], {ONE}. D'après [{B}], {TWO}.",
        f"{ONE}. [{A}] {TWO}. [{B}]",
        f"{ONE} [1]. {TWO} [2].\n\nSources :\n[1] {A}\n[2] {B} (port.txt)",
        f"{ONE} [^1]. {TWO} [^2].\n\n[^1]: {A}\n[^2]: {B}",
        f"{ONE} [1]. {TWO} [2].\n\n**Références**\n1. {A}\n2. {B}",
    ],
)
def test_markers_ahead_behind_and_as_footnotes(text: str) -> None:
    assert told(text) == [(ONE, (A,)), (TWO, (B,))]


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE}. {TWO}.\n[{A}]",
        f"{ONE}. {TWO}.\n\n[{A}]",
        f"{ONE}. {TWO}.\n\nSources : [{A}]",
        f"{ONE}. {TWO}.\n\nSources:\n- [{A}] port.txt",
    ],
)
def test_an_id_for_a_paragraph_or_an_answer_stands_beside_each_statement(text: str) -> None:
    assert told(text) == [(ONE, (A,)), (TWO, (A,))]
    assert all(claim.nearby for claim in read(text))


def test_an_id_of_one_paragraph_is_not_that_of_another() -> None:
    first, second = told(f"{ONE} [{A}].\n\n{TWO}.")
    assert first == (ONE, (A,))
    assert second == (TWO, ())


@pytest.mark.parametrize(
    "form",
    [
        "- {} [{}]\n- {} [{}]", "* {} [{}].\n* {} [{}].", "1. {} [{}].\n2. {} [{}].",
        "1) {} [{}]\n\n2) {} [{}]", "• {} [{}]\n• {} [{}]", "{} [{}]\r\n{} [{}]",
        "| Quoi |\n|---|\n| {} [{}] |\n| {} [{}] |", "<p>{} [{}].</p><p>{} [{}].</p>",
        "### Travaux\n{} [{}].\n\n**Service**\n{} [{}].", "**{}** [{}].\n**{}** [{}].",
        "```text\n{} [{}].\n{} [{}].\n```", "{} [{}].<br>{} [{}].</s>\nUser: encore",
        "Bien sûr ! Voici la réponse :\n\n1. {} [{}].\n2. {} [{}].\n\nN'hésitez pas à demander !",
        "Sure! Here is what the passages say: {} [{}]. {} [{}]. Let me know if you need more.",
        "Réponse : {} [{}].\n\n---\n\n{} [{}].", "D'après les passages, {} [{}]. {} [{}].",
        "\\text{{{}}} [{}].\n\n$$x^2$$\n\n{} [{}].",
    ],
)  # fmt: skip
def test_lists_tables_headings_and_talk_are_no_part_of_a_statement(form: str) -> None:
    assert told(form.format(ONE, A, TWO, B)) == [(ONE, (A,)), (TWO, (B,))]


@pytest.mark.parametrize(
    "read_as",
    [
        [{"text": ONE, "ids": [A]}, {"text": TWO, "ids": [B]}],
        {"claims": [{"claim": ONE, "source": A}, {"claim": TWO, "source": [B]}]},
        {"answer": f"{ONE} [{A}]. {TWO} [{B}].", "confidence": "high"},
        {A: ONE, B: TWO},
    ],
)
def test_json_is_read_for_its_statements(read_as: object) -> None:
    text = json.dumps(read_as, ensure_ascii=False)
    assert told(text) == told(f"```json\n{text}\n```") == [(ONE, (A,)), (TWO, (B,))]


def test_what_runs_through_a_list_is_put_ahead_of_its_items() -> None:
    assert told(f"Le port de Larne emploie :\n- douze pilotes [{A}]\n- neuf plongeurs [{B}]") == [
        ("Le port de Larne emploie douze pilotes", (A,)),
        ("Le port de Larne emploie neuf plongeurs", (B,)),
    ]


def test_a_row_keeps_the_cell_that_says_of_whom_it_speaks() -> None:
    ((text, ids),) = told(f"| Qui | Quoi |\n|---|---|\n| Antrim | a rouvert lundi matin [{A}] |")
    assert (text, ids) == ("Antrim a rouvert lundi matin", (A,))


def test_italics_and_block_quotes_are_judged_as_quoted_words() -> None:
    (italic,) = read(f"*{ONE}* [{A}].")
    (block,) = read(f"> {ONE}\n\n[{A}]")

    assert (italic.text, italic.statement) == (ONE, f"*{ONE}*")
    assert (block.text, block.statement) == (f"“{ONE}”", f"> {ONE}")


def test_figures_words_and_brackets_are_no_ids() -> None:
    text = f"Larne (2018) compte 4 pilotes, 12 500 tonnes et un A380 (neuf) [{A}]."
    assert told(text) == [("Larne (2018) compte 4 pilotes, 12 500 tonnes et un A380 (neuf)", (A,))]


def test_code_is_left_out_and_told() -> None:
    parser = ClaimParser((A,))
    parser.read("```python\nprint('Le port a rouvert lundi')\n```\n")
    assert not parser.end()
    assert parser.cut
