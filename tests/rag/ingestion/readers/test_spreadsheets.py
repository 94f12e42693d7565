"""Spreadsheets and tables: cells as they are shown, articles in rows, dates in the file's order."""

import io
from datetime import date, datetime

import odfdo
import openpyxl
import pytest

from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.formats import extracts


def read(name: str, data: bytes) -> list[Extract | Unread]:
    return list(extracts(name, data))


def articles(name: str, data: bytes) -> list[Extract]:
    return [part for part in read(name, data) if isinstance(part, Extract)]


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(*rows: list[object]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.125, "0.0%", "12.5%"),
        (1204.5, "#,##0.00 [$€-40C]", "1204.50 €"),
        (5, '"$"#,##0_);[Red]("$"#,##0)', "$5"),
        (1 / 3, "0.##", "0.33"),
        (2, "0.##", "2"),
        (1204, "General", "1204"),
        (0.1 + 0.2, "General", "0.3"),
        (datetime(2024, 5, 4, 10, 30), "dd/mm/yyyy hh:mm", "2024-05-04 10:30"),
        (date(2024, 5, 4), "dd/mm/yyyy", "2024-05-04"),
        (True, "General", "TRUE"),
    ],
)
def test_a_cell_of_a_workbook_is_read_as_it_is_shown(value: object, form: str, shown: str) -> None:
    book = workbook(["Lyon", value])
    book.active["B1"].number_format = form

    assert articles("a.xlsx", saved(book))[0].text == f"Lyon {shown}"


def test_hidden_sheets_rows_and_columns_of_a_workbook_are_not_read() -> None:
    book = workbook(["Ville", "Note", "Rang"], ["Lyon", "secret", 1], ["Paris", "secret", 2])
    book.active.title = "Rangs"
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    secret = book.create_sheet("Secret")
    secret.append(["secret"])
    secret.sheet_state = "hidden"
    book.create_sheet("Suite").append(["Nice", 3])

    assert [(part.name, part.text) for part in articles("a.xlsx", saved(book))] == [
        ("Rangs", "Ville Rang\nLyon 1"),
        ("Suite", "Nice 3"),
    ]


def test_a_sheet_with_a_column_of_texts_holds_an_article_a_row() -> None:
    book = workbook(
        ["Titre", "Texte", "Date", "Auteur"],
        ["Accord", "Hélène a dit oui.", datetime(2024, 5, 4, 10, 30), "Marie Delcourt"],
        ["Vide", None, None, None],
    )
    article, empty = read("a.xlsx", saved(book))

    assert isinstance(article, Extract)
    assert (article.name, article.text) == ("1", "Accord\n\nHélène a dit oui.")
    assert (article.author, article.published) == ("Marie Delcourt", "2024-05-04T10:30")
    assert empty == Unread("2", "holds no words")


def test_an_opendocument_spreadsheet_is_read_as_it_is_shown() -> None:
    made, file = odfdo.Document("spreadsheet"), io.BytesIO()
    made.body.clear()
    made.body.append(
        odfdo.Element.from_tag(
            '<table:table table:name="Rangs"><table:table-column/>'
            '<table:table-column table:visibility="collapse"/><table:table-column/>'
            "<table:table-row><table:table-cell><text:p>Lyon<text:s/>2</text:p><office:annotation>"
            "<text:p>À revoir</text:p></office:annotation></table:table-cell><table:table-cell>"
            "<text:p>secret</text:p></table:table-cell><table:table-cell office:value-type="
            '"percentage" office:value="0.125"><text:p>12,5 %</text:p></table:table-cell>'
            '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
            '<table:table-row table:visibility="filter"><table:table-cell><text:p>Filtré</text:p>'
            "</table:table-cell></table:table-row><table:table-row table:number-rows-repeated="
            '"1048000"><table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
            "</table:table>"
        )
    )
    made.save(file)

    assert [part.text for part in articles("a.ods", file.getvalue())] == ["Lyon 2 12,5 %"]


def test_an_empty_spreadsheet_says_so() -> None:
    with pytest.raises(Unreadable, match="without anything written"):
        read("a.xlsx", saved(openpyxl.Workbook()))


@pytest.mark.parametrize(
    ("dates", "read_as"),
    [
        (["04/05/2023", "23/05/2023"], ["2023-05-04", "2023-05-23"]),
        (["04/05/2023", "05/23/2023"], ["2023-04-05", "2023-05-23"]),
        (["04.05.2023"], ["2023-05-04"]),
        (["4 mai 2023"], ["2023-05-04"]),
        (["Thu, 04 May 2023 10:30:00 +0200"], ["2023-05-04T10:30"]),
        (["20230504"], ["2023-05-04"]),
    ],
)
def test_the_dates_of_a_table_have_the_order_of_the_file(
    dates: list[str], read_as: list[str]
) -> None:
    table = "text;date\n" + "".join(f"She left the town council.;{one}\n" for one in dates)

    assert [part.published for part in articles("a.csv", table.encode())] == read_as


def test_a_date_that_may_be_two_days_is_none_in_english_and_has_its_day_first_in_french() -> None:
    english = "text;date\nThe mayor said that she would not leave the council.;04/05/2023\n"
    french = "texte;date\nLa maire a dit qu’elle ne quitterait pas le conseil.;04/05/2023\n"

    assert [part.published for part in articles("a.csv", english.encode())] == [None]
    assert [part.published for part in articles("a.csv", french.encode())] == ["2023-05-04"]
