"""Who said the very words of a question: found wherever they stand, or said to be nobody's."""

from pathlib import Path

import pytest

from dixit import Dixit

TEXT = (
    "Le quai de Valmont sera rouvert\n\nLe maire de Valmont, Jean Roux, a visité le port mardi. "
    "« Le quai tiendra encore cent ans, mais il faut le repeindre avant l'hiver », a-t-il dit. "
    "La réunion a duré deux heures.\n\nDes tracts ont été distribués. "
    "On y lit : « La mer finira par reprendre ce qui est à elle ».\n"
)


@pytest.fixture(scope="module")
def dixit(tmp_path_factory: pytest.TempPathFactory) -> Dixit:
    folder: Path = tmp_path_factory.mktemp("words")
    (folder / "quai.txt").write_text(TEXT, "utf-8")
    made = Dixit(folder / "index")
    made.add([folder / "quai.txt"])
    return made


@pytest.mark.parametrize(
    "question",
    [
        "Qui a dit « Le quai tiendra encore cent ans » ?",
        "Qui a dit « il faut le repeindre avant l'hiver » ?",
        "Qui a dit « le quai tiendra encore cant ans, mais il faut le repaindre » ?",
        "De qui est la phrase « Le quai tiendra encore cent ans » ?",
    ],
    ids=["the opening", "a part", "two typing errors", "another form of asking"],
)
def test_the_speaker_of_quoted_words_is_told(dixit: Dixit, question: str) -> None:
    answer = dixit.ask(question)
    assert [citation.speaker for citation in answer.citations] == ["Jean Roux"]


def test_words_of_nobody_are_shown_with_their_place(dixit: Dixit) -> None:
    answer = dixit.ask("Qui a dit « La mer finira par reprendre ce qui est à elle » ?")
    (citation,) = answer.citations
    assert citation.speaker is None
    assert "La mer finira par reprendre" in citation.quote
    assert "sans nommer leur auteur" in answer.text


def test_words_that_stand_nowhere_are_nobodys(dixit: Dixit) -> None:
    answer = dixit.ask("Qui a dit « Le pape est mort hier soir à Rome » ?")
    assert not [citation for citation in answer.citations if citation.speaker]
