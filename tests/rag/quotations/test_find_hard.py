"""Who said what where the names are harder: namesakes, offices first, sentences of one name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dixit.index.records import Document, Quotation
from dixit.rag.quotations import find_quotations


def found(text: str, language: str = "fr") -> tuple[Quotation, ...]:
    return find_quotations(Document("a.txt", text, "", language))


def told(text: str, language: str = "fr") -> list[tuple[str, str]]:
    return [(quotation.speaker, quotation.quote) for quotation in found(text, language)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("« Nous partons », a déclaré Marie Curie.", "Marie Curie"),
        (
            "« Nous partons », a annoncé mardi à la presse Marie Curie, maire de Lyon.",
            "Marie Curie",
        ),
        ("« Nous partons », a poursuivi Luca de Meo.", "Luca de Meo"),
        ("“We are leaving,” said Mary Jones, chief executive of Acme.", "Mary Jones"),
        ("Selon Marie Curie, le train part.", "Marie Curie"),
        ("Liu Bo, directeur du marché, a indiqué que tout va bien.", "Liu Bo"),
    ],
)
def test_the_place_of_the_speaker_is_the_whole_name_as_written(text: str, speaker: str) -> None:
    (quotation,) = found(text)

    assert quotation.speaker == speaker
    assert quotation.speaker_span is not None
    assert text[quotation.speaker_span.start : quotation.speaker_span.end] == speaker


def test_a_namesake_elsewhere_does_not_shorten_a_name() -> None:
    text = "« Nous partons », a déclaré Marie Curie. Pierre Curie était absent."

    assert told(text) == [("Marie Curie", "Nous partons")]


@pytest.mark.parametrize("cue", ["Selon", "D'après"])
def test_the_word_before_a_name_is_no_part_of_it(cue: str) -> None:
    assert told(f"{cue} Marie Curie, le train part à midi.") == [
        ("Marie Curie", "le train part à midi")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Le PDG de Renault, Luca de Meo, a déclaré : « L'Europe doit apprendre. »",
        "« L'Europe doit apprendre. », a déclaré le PDG de Renault, Luca de Meo.",
    ],
)
def test_an_office_before_the_name_is_the_speakers_role(text: str) -> None:
    (quotation,) = found(text)

    assert quotation.speaker == "Luca de Meo"
    assert quotation.role is not None
    assert "PDG de Renault" in quotation.role
    assert quotation.quote == "L'Europe doit apprendre."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Marie Curie n'a pas déclaré que l'usine fermerait.", "fr"),
        ("Mary Jones did not say that the plant would close.", "en"),
    ],
)
def test_what_somebody_did_not_say_is_not_theirs(text: str, language: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        (
            "Mary Jones denied that the plant would close.",
            "en",
            "denied that the plant would close",
        ),
        ("Mary Jones denies closing the plant.", "en", "denies closing the plant"),
        (
            "Marie Curie a démenti que l'usine fermerait.",
            "fr",
            "a démenti que l'usine fermerait",
        ),
        ("Marie Curie nie avoir fermé l'usine.", "fr", "nie avoir fermé l'usine"),
        ("Marie Curie dément tout départ.", "fr", "dément tout départ"),
        ("Marie Curie doute que l'usine ferme.", "fr", "doute que l'usine ferme"),
    ],
)
def test_a_denial_keeps_its_verb_so_that_it_cannot_be_read_as_a_claim(
    text: str, language: str, words: str
) -> None:
    (name,) = {speaker for speaker, _ in told(text, language)}

    assert name in ("Mary Jones", "Marie Curie")
    assert told(text, language) == [(name, words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We will build,” said Mary Jones. “It will be big.”",
            [("Mary Jones", "We will build"), ("Mary Jones", "It will be big.")],
        ),
        (
            "“We are ready,” Mary Jones said.\n\n“We will not stop,” she added.",
            [("Mary Jones", "We are ready"), ("Mary Jones", "We will not stop")],
        ),
        (
            "“We are ready”, said Mary Jones. “Never again”, said John Smith.",
            [("Mary Jones", "We are ready"), ("John Smith", "Never again")],
        ),
        (
            "« L'Europe », a poursuivi Luca de Meo, « doit apprendre. »",
            [("Luca de Meo", "L'Europe"), ("Luca de Meo", "doit apprendre.")],
        ),
        (
            "Marie Curie a déclaré : « Il m'a dit « jamais » hier. »",
            [("Marie Curie", "Il m'a dit « jamais » hier.")],
        ),
        (
            "Marie Curie a déclaré : « Nous irons loin. Puis nous rentrerons.",
            [("Marie Curie", "Nous irons loin. Puis nous rentrerons.")],
        ),
    ],
)
def test_speech_goes_on_nests_and_may_never_be_closed(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(text) == expected


@settings(deadline=None)
@given(st.text(alphabet=" .,;:«»“”\"'\nAabé\u00a0\u202f0-", max_size=200))
def test_every_span_holds_what_is_told_of_it(marks: str) -> None:
    text = f"Marie Curie, maire de Lyon, a dit que {marks} », a déclaré Paul Durand. {marks}"
    for quotation in found(text):
        assert text[quotation.span.start : quotation.span.end] == quotation.quote
        assert quotation.cue_span is not None
        assert text[quotation.cue_span.start : quotation.cue_span.end] == quotation.cue
        if quotation.role_span is not None:
            assert text[quotation.role_span.start : quotation.role_span.end] == quotation.role
