"""A speaker is a name, an office, or somebody described; a statement has one, or none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.index.records import Document, Quotation
from dixit.rag.embedders.base import Embedder
from dixit.rag.lang.detection import language_of
from dixit.rag.lang.speakers_meant import speakers_meant
from dixit.rag.question.query import understand
from dixit.rag.quotations import find_quotations
from dixit.rag.quotations.speaker_validation import speaker_of
from tests.rag.running import run


def found(text: str) -> tuple[Quotation, ...]:
    return find_quotations(Document("a.txt", text, "", language_of(text)))


def speakers(text: str) -> list[str]:
    return [quotation.speaker for quotation in found(text)]


@pytest.mark.parametrize(
    ("written", "speaker"),
    [
        ("Luca de Meo", "Luca de Meo"),
        ("la source policière", "la source policière"),
        ("un proche d'Anne Morel", "un proche d'Anne Morel"),
        ("residents", "residents"),
        ("le Kremlin", "le Kremlin"),
        ("La maire de Lyon", "la maire de Lyon"),
        ("my grandmother", "my grandmother"),
        ("Vélo en Béarn", "Vélo en Béarn"),
        ("Thursday Andrew Rudd", "Andrew Rudd"),
        ("Que Monsanto", "Monsanto"),
        ("R. Thill À", "R. Thill"),
        ("it", ""),
        ("Il", ""),
        ("elles", ""),
        ("Or", ""),
        ("Estimant", ""),
        ("Jeudi", ""),
        ("Trois", ""),
        ("d'Edouard", ""),
        ("THE SNOW QUEEN AND OTHER TALES It", ""),
        ("ses calculs", ""),
        ("my knee", ""),
        ("the mayor who rang me", ""),
        ("la préfecture a refusé les bougies", ""),
    ],
)
def test_what_may_be_a_speaker(written: str, speaker: str) -> None:
    text = f"{written} a parlé."

    assert speaker_of(written, text, 0) == speaker


def test_a_particle_is_part_of_a_name_that_is_written_with_it() -> None:
    text = "Le général Hubert d'Ornan est venu. D'Ornan a parlé."

    assert speaker_of("d'Ornan", text, text.index("D'Ornan")) == "d'Ornan"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Of two the pronoun may mean neither, and of several persons none.
        ("“We came from Africa,” Alice Bron said. “They sail on,” he went on.", ["Alice Bron", ""]),
        ("“The fare is fair,” said Alice Bron. They added that the boat was old.", None),
        # A programme and a place are no persons.
        ("He told Morning Harbour people ask him to sing. “I always sing,” he said.", [""]),
        # Who holds another office is another.
        (
            "Robert Lane, who resigned as fisheries minister, was angry.\n\n"
            "The prime minister said that the quay would be built. “It is late,” he added.",
            ["the prime minister", "the prime minister"],
        ),
        (
            "Robert Lane was among the critics, with a source close to him saying: “The whole quay "
            "must go, and soon.”",
            ["a source close to him"],
        ),
        (
            "Le parquet de Brenac a confirmé « trois gardes à vue ».\n\nLe bateau était vide, a "
            "indiqué à l'AFP la source policière.\n\nIl a coulé depuis, selon la même source.",
            ["le parquet de Brenac", "la source policière", "la source policière"],
        ),
        # Who is told does not speak.
        (
            "« Le quai sera prêt », a déclaré à l'Agence France-Presse (AFP), Léo Ferrand, "
            "président du port.",
            ["Léo Ferrand"],
        ),
        # Somebody near to one is not that one.
        ("« Il est très habile », selon un proche d'Hervé Tardieu.", ["un proche d'Hervé Tardieu"]),
        (
            "Lane’s allies have defended the plan, arguing that the port needs money.",
            ["Lane’s allies"],
        ),
        # Another one's clause is no statement of the first.
        (
            "« Nous tiendrons », a affirmé Andreï Volkov, alors qu'un officier a affirmé que les "
            "deux armées étaient lasses.",
            ["Andreï Volkov", "un officier"],
        ),
        # Of whom one speaks behind "dont il", another one speaks.
        (
            "Jean Ayral est en colère. Son rival est Luc Filleul, dont il dénonce « le long "
            "silence coupable ».",
            ["Jean Ayral"],
        ),
        # Somebody described is before whoever they name.
        (
            "Un ancien cadre du port a rappelé le surnom que donnait Jacques Morel à Paul Luce.\n\n"
            "« Morel le disait lent », a-t-il lâché.",
            ["un ancien cadre du port", "un ancien cadre du port"],
        ),
        # A participle and a number open sentences.
        ("Estimant que le port était « un désastre », André Babel est parti.", ["André Babel"]),
        # Who a noun inside the marks names.
        (
            "« Le quai est trop court, explique Clara Morvan. Il faudra le refaire. »",
            ["Clara Morvan", "Clara Morvan"],
        ),
    ],
)
def test_nobody_is_given_anothers_words(text: str, expected: list[str] | None) -> None:
    told = speakers(text)

    if expected is None:
        assert told[1:] in ([], [""])
    else:
        assert told == expected


def test_reactions_under_a_line_with_a_name_are_theirs() -> None:
    text = (
        "Les réactions\n\nLuc Errand (entraîneur de Valmont)\n\n« La défaite est méritée. »\n\n"
        "Le plus heureux : Silvano (entraîneur de Lourdes)\n\n« On a tenu, a-t-il assuré. On "
        "avait changé de jeu. »\n"
    )

    assert [
        (q.speaker, q.role and text[q.role_span.start : q.role_span.end])
        for q in found(text)
        if q.role_span
    ] == [
        ("Luc Errand", "entraîneur de Valmont"),
        ("Silvano", "entraîneur de Lourdes"),
        ("Silvano", "entraîneur de Lourdes"),
    ]


def test_a_record_of_a_hearing_has_its_speakers() -> None:
    text = (
        "HEARING ON THE QUAY\n\nMS DUARTE: The fare stays as it is.\n\nMR DAHL: I do not agree "
        "with that at all.\n\nMS DUARTE: You never do.\n"
    )

    assert speakers(text) == ["DUARTE", "DAHL", "DUARTE"]


def test_of_a_name_asked_for_only_the_bearer_is_meant() -> None:
    stored = ["Rudd", "former President Rudd", "Andrew Rudd", "De Meo"]

    assert speakers_meant("Mary Rudd", stored) == []
    assert speakers_meant("Andrew Rudd", stored) == ["Andrew Rudd"]
    assert speakers_meant("Luca de Meo", stored) == ["De Meo"]


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("Que dit-on de l'île de Groix ?", "il"),
        ("What did they say of the unit?", "it"),
        ("Que dit la résidente du port ?", "résident"),
    ],
)
def test_a_speaker_is_no_part_of_a_word_in_a_question(question: str, speaker: str) -> None:
    assert speaker not in understand(question, [speaker]).speakers


def test_a_described_speaker_is_met_by_whole_words() -> None:
    query = understand("Que dit la source policière ?", ["la source policière"])

    assert query.speakers == ("la source policière",)


@pytest.fixture
def harbour(tmp_path: Path, embedder: Embedder) -> Iterator[Dixit]:
    """An index of an article in which one statement has no speaker."""
    (tmp_path / "a.txt").write_text(
        "Au port\n\n« Le quai est trop court », insiste-t-il.\n\n"
        "« Les bateaux sont trop longs », a dit Clara Morvan.\n",
        "utf-8",
    )
    dixit = Dixit(tmp_path / "index", embedder=embedder)
    dixit.add([tmp_path / "a.txt"])
    yield dixit
    dixit.close()


def test_words_without_a_speaker_are_kept_and_offered_as_nobodys(
    harbour: Dixit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [q.speaker for q in harbour.quotations()] == ["", "Clara Morvan"]
    assert harbour.speakers() == {"Clara Morvan": 1}
    assert harbour.verify() == []

    answer = harbour.ask("Qui a dit que le quai est trop court ?")
    assert all(citation.speaker != "" for citation in answer.citations)

    assert run("quotes", "--index", str(tmp_path / "index")) == 0
    assert "speaker not named" in capsys.readouterr().out
