"""First sight: what is in the index, the latest articles, and questions that answer well."""

import html
import re
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.index.records import Document, DocumentSummary
from dixit.rag.embedders.base import Embedder
from dixit.rag.records import Answer
from dixit.ui.first_sight import Holdings, latest, latest_first
from dixit.ui.render import first_sight
from dixit.ui.strings.catalogue import Strings
from dixit.ui.strings.en import EN
from dixit.ui.strings.fr import FR
from dixit.ui.suggestions import WANTED, Suggestions, answers_well

SAID = (
    "Brissac, le 4 mars 2024. La gare rouvrira au printemps.\n\n« Les habitants attendaient ce "
    "train depuis trop longtemps, et nous tiendrons le calendrier. », a déclaré Hélène Marchand, "
    "vice-présidente de la région.\n"
)


def stored(source: str, published: str | None = None) -> DocumentSummary:
    return DocumentSummary(source, "", "", "fr", None, published, "", "", 10, 1, 0)


def shown_text(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@pytest.fixture
def dixit(tmp_path: Path, embedder: Embedder) -> Dixit:
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "gare.txt").write_text(SAID, "utf-8")
    made = Dixit(tmp_path / "index", embedder=embedder)
    made.add([tmp_path / "press"])
    return made


def test_the_latest_article_is_first_and_those_without_a_year_are_last() -> None:
    every = [
        stored("d.txt"),
        stored("b.txt", "--07-07"),
        stored("a.txt", "2018-03-09T10:40"),
        stored("c.txt", "2021-01"),
    ]

    assert [one.source for one in latest_first(every)] == ["c.txt", "a.txt", "b.txt", "d.txt"]


def test_the_figures_are_of_the_dates_that_have_a_year() -> None:
    every = [stored("a", "2018-03-09T10:40"), stored("b", "--07-07"), stored("c", "2021-01")]

    assert Holdings.of(every, {"Anne", "BMW"}) == Holdings(3, 2, "2018-03-09", "2021-01")
    assert Holdings.of([stored("a")], ()) == Holdings(1, 0, None, None)


def test_the_greeting_says_what_is_in_the_index_in_both_languages() -> None:
    holdings = Holdings(1234, 1, "2018-03-09", "2021-01")
    french = shown_text(first_sight.welcome(holdings, (), FR))
    english = shown_text(first_sight.welcome(holdings, (), EN))

    assert "1\u202f234 articles" in french
    assert "1 personne ou organisation citée" in french
    assert "Parution\u202f: 9 mars 2018 – janvier 2021" in french
    assert "1,234 articles" in english
    assert "9 March 2018 – January 2021" in english


def test_a_date_is_not_said_twice_and_none_is_not_said() -> None:
    of_a_day = shown_text(first_sight.welcome(Holdings(2, 0, "2018", "2018"), (), EN))
    undated = shown_text(first_sight.welcome(Holdings(2, 0, None, None), (), EN))

    assert of_a_day.count("2018") == 1
    assert "quoted" not in undated
    assert EN.first_sight.dates not in undated


def test_questions_are_asked_by_a_click_and_their_place_is_kept_meanwhile() -> None:
    holdings = Holdings(1, 1, None, None)
    ready = first_sight.welcome(holdings, ("Qu’a dit <b> ?",), FR)

    assert 'data-question="Qu’a dit &lt;b&gt; ?"' in ready
    assert first_sight.welcome(holdings, None, FR).count('class="pending"') == WANTED
    assert FR.first_sight.questions not in first_sight.welcome(holdings, (), FR)
    assert 'data-tab="check"' in ready


def test_an_empty_index_asks_for_files() -> None:
    assert "déposez des fichiers ici" in shown_text(first_sight.empty(FR))
    assert "dixit index FOLDER" in shown_text(first_sight.empty(EN))


def test_an_entry_has_title_outlet_and_date_and_opens_the_article() -> None:
    titled = Document("a.txt", "", "", "fr", "Le <pont>", "2018-03-09T10:40", "Le Courrier")
    plain = Document("b.txt", "", "", "fr")
    shown = first_sight.latest([titled, plain], FR)

    assert "Le <pont>Le Courrier · 9 mars 2018" in shown_text(shown)
    assert 'data-source="b.txt"' in shown
    assert shown_text(first_sight.latest([], FR)) == FR.reader_empty


def test_the_latest_articles_of_an_index_are_read_with_their_outlets(seed_dixit: Dixit) -> None:
    articles = latest(seed_dixit)

    assert [one.published for one in articles[:2]] == ["2021-01", "2018-03-09T10:40"]
    assert articles[1].publisher == "Xinhua"


@pytest.mark.parametrize("strings", [EN, FR], ids=["en", "fr"])
def test_a_suggested_question_is_answered_by_that_person_alone(
    dixit: Dixit, strings: Strings
) -> None:
    suggestions = Suggestions(dixit, strings.example_speaker)
    assert suggestions.kept() is None
    (question,) = suggestions.found()

    assert question == strings.example_speaker.format(speaker="Hélène Marchand")
    assert answers_well(dixit.ask(question), "Hélène Marchand")
    assert not answers_well(dixit.ask(question), "Hélène Roy")


def test_questions_are_found_once_for_each_state_of_the_index(
    dixit: Dixit, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = dixit.ask

    def counted(question: str, model: str) -> Answer:
        asked.append(question)
        return ask(question, model=model)

    monkeypatch.setattr(dixit, "ask", counted)
    suggestions = Suggestions(dixit, FR.example_speaker)
    suggestions.found()
    suggestions.found()
    assert len(asked) == 1

    dixit.remove("gare.txt")
    assert suggestions.kept() is None
    assert suggestions.found() == ()
