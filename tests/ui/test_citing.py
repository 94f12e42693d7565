"""The citations of an answer for reference managers, spreadsheets and word processors."""

import csv
import io
import re
from datetime import date

import pytest
from docx import Document
from lxml import html
from markdown_it import MarkdownIt

from dixit.index.records import Span
from dixit.rag.records import Answer, Block, Citation
from dixit.ui.citing.bibtex import as_bibtex
from dixit.ui.citing.footnotes import as_footnotes
from dixit.ui.citing.formats import FORMATS, written
from dixit.ui.citing.reference import references
from dixit.ui.citing.ris import as_ris
from dixit.ui.strings.catalogue import Strings
from dixit.ui.strings.en import EN
from dixit.ui.strings.fr import FR

DAY = date(2026, 1, 2)
WORDS = "Le pont rouvrira\nen avril."
FULL = Citation(
    number=1,
    span=Span("news/pont.html", 10, 36),
    quote=WORDS,
    speaker="Hélène Marchand",
    verdict="verbatim",
    url="https://courrier.example/pont_1?a=1&b=2",
    title="Le pont de l’Aubance & la gare : 100 % d’ici 2027",
    published="2025-11-03T08:00",
    publisher="Le Courrier de l'Ouest",
    direct=True,
    page=4,
)
BARE = Citation(2, Span("a_b.txt", 0, 17), "le port est plein", None, "supported", direct=False)


def answer(*cited: Citation) -> Answer:
    blocks = tuple(Block(one.quote, (one,)) for one in cited)
    return Answer("Quand le pont rouvrira-t-il ?", "fr", True, "quoting", blocks)


def entries(bibtex: str) -> list[dict[str, str]]:
    """The entries of a BibTeX file: type, key and fields, read by counting braces."""
    found = []
    for start in re.finditer(r"@(\w+)\{([^,]+),", bibtex):
        entry, at = {"type": start[1], "key": start[2]}, start.end()
        while field := re.compile(r"\s*(\w+) = (\{|\w+)").match(bibtex, at):
            if field[2] != "{":
                entry[field[1]], at = field[2], field.end() + 1
                continue
            depth, end = 1, field.end()
            while depth:
                depth += {"{": 1, "}": -1}.get(bibtex[end], 0)
                end += 1
            entry[field[1]], at = bibtex[field.end() : end - 1], end + 1
        assert bibtex[at:].lstrip().startswith("}"), "the entry is closed"
        found.append(entry)
    return found


def records(ris: str) -> list[dict[str, str]]:
    """The records of a RIS file."""
    parts = [part for part in ris.split("ER  - \r\n") if part.strip()]
    return [dict(line.split("  - ", 1) for line in part.split("\r\n") if line) for part in parts]


def test_bibtex_has_title_outlet_date_address_access_and_words() -> None:
    (full, bare) = entries(as_bibtex(references([FULL, BARE], FR, DAY)))

    assert full["type"] == "article" and full["key"] == "le-courrier-de-2025-1"
    assert full["title"] == r"{Le pont de l’Aubance \& la gare : 100 \% d’ici 2027}"
    assert full["journal"] == "Le Courrier de l'Ouest"
    assert (full["year"], full["month"], full["day"]) == ("2025", "nov", "3")
    assert full["url"] == FULL.url
    assert full["urldate"] == "2026-01-02"
    assert full["pages"] == "4"
    assert "“Le pont rouvrira en avril.” (Hélène Marchand)" in full["note"]
    assert "mot pour mot" in full["note"] and "news/pont.html, 10:36" in full["note"]
    assert bare["type"] == "misc" and bare["title"] == r"{a\_b.txt}"
    assert bare["note"].startswith("le port est plein [")
    assert "url" not in bare and "year" not in bare


def test_braces_and_backslashes_in_an_article_break_no_entry() -> None:
    hostile = Citation(
        1, Span("{x}.txt", 0, 3), "}}, note = {\\input{x}", "{", "verbatim", title="} {{ \\"
    )
    (entry,) = entries(as_bibtex(references([hostile], EN, DAY)))

    assert set(entry) == {"type", "key", "title", "urldate", "note"}


def test_ris_has_title_outlet_date_address_access_and_words() -> None:
    (full, bare) = records(as_ris(references([FULL, BARE], EN, DAY)))

    assert full["TY"] == "NEWS" and bare["TY"] == "GEN"
    assert full["TI"] == FULL.title and full["T2"] == FULL.publisher
    assert (full["PY"], full["DA"], full["Y2"]) == ("2025", "2025/11/03/", "2026/01/02/")
    assert full["UR"] == FULL.url and full["SP"] == "4"
    assert full["N1"].startswith("“Le pont rouvrira en avril.” (Hélène Marchand) [word for word")
    assert bare["TI"] == "a_b.txt" and "a_b.txt, 0:17" in bare["N1"]
    assert "UR" not in bare and "DA" not in bare


@pytest.mark.parametrize(("published", "shown"), [("2018", "2018///"), ("2018-03", "2018/03//")])
def test_a_date_in_ris_is_as_precise_as_it_is_known(published: str, shown: str) -> None:
    cited = Citation(1, Span("a", 0, 1), "x", None, "verbatim", published=published)

    assert records(as_ris(references([cited], EN, DAY)))[0]["DA"] == shown


def test_no_line_of_an_article_becomes_a_field_of_ris() -> None:
    hostile = Citation(1, Span("a", 0, 9), "x\r\nER  - \r\nTY  - JOUR\u2028y", None, "verbatim")

    assert len(as_ris(references([hostile], EN, DAY)).splitlines()) == 7


def test_csv_has_a_row_for_each_quotation_and_calculates_nothing() -> None:
    formula = Citation(3, Span("a", 0, 6), "=1+1", "@x", "verbatim")
    content = written(answer(FULL, BARE, formula), "csv", FR, DAY).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))

    assert [row["number"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["words"] == "Le pont rouvrira en avril." and rows[0]["outlet"] == FULL.publisher
    assert (rows[0]["published"], rows[0]["accessed"]) == ("2025-11-03", "2026-01-02")
    assert (rows[2]["words"], rows[2]["speaker"]) == ("'=1+1", "'@x")


def test_footnotes_refer_to_each_other() -> None:
    text = as_footnotes(answer(FULL, BARE), references([FULL, BARE], FR, DAY), FR)

    assert "avril.[^1]" in text and "\n[^1]: Le pont de l’Aubance" in text
    assert "3 novembre 2025" in text and "(mot pour mot)" in text
    assert "plein[^2]" in text and "\n[^2]: a\\_b.txt – le port est plein" in text


def test_nothing_of_an_article_is_live_in_footnotes_or_html() -> None:
    words = "<script>x</script> [a](javascript:y) ![i](http://evil.example/z.png)"
    hostile = Citation(1, Span("a", 0, 9), words, words, "verbatim", title=words, url=words)
    shown = MarkdownIt().render(written(answer(hostile), "footnotes", EN, DAY).decode())
    page = html.fromstring(written(answer(hostile), "html", EN, DAY))

    assert not any(tag in shown for tag in ("<script", "<a ", "<img"))
    assert not page.xpath("//script | //img")
    assert {link.get("href") for link in page.xpath("//a")} == {"#note-1", "#ref-1"}
    assert words in page.text_content()


def test_html_leads_from_a_number_to_its_note_and_back() -> None:
    page = html.fromstring(written(answer(FULL, BARE), "html", FR, DAY))

    for link in page.xpath("//a"):
        (target,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
        assert target is not None
    assert (
        "Le Courrier de l'Ouest, 3 novembre 2025, p.\u00a04" in page.xpath("//li")[0].text_content()
    )


def test_a_word_document_has_the_answer_and_its_references() -> None:
    made = Document(io.BytesIO(written(answer(FULL, BARE), "docx", FR, DAY)))
    lines = [paragraph.text for paragraph in made.paragraphs]

    assert lines[0] == "Quand le pont rouvrira-t-il ?"
    assert "Le pont rouvrira en avril. 1" in lines
    raised = [run.text for line in made.paragraphs for run in line.runs if run.font.superscript]
    assert raised == [" 1", " 2"]
    assert any("Le Courrier de l'Ouest, 3 novembre 2025" in line for line in lines)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("strings", [EN, FR], ids=["en", "fr"])
def test_every_format_has_a_name_and_holds_the_words(name: str, strings: Strings) -> None:
    content = written(answer(FULL), name, strings, DAY)

    assert set(strings.saved_as) == set(FORMATS)
    if name != "docx":
        assert "Le pont rouvrira en avril." in content.decode()
