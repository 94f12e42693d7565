"""What a PDF holds beside its drawn text: filled fields, printed page numbers, scanned pages."""

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from dixit import Dixit
from dixit.index.records import Document, Span
from dixit.rag.embedders.base import Embedder
from dixit.rag.ingestion.loader import article_of
from dixit.rag.ingestion.readers import tesseract
from dixit.rag.ingestion.readers.extracts import Extract, Unreadable
from dixit.rag.ingestion.readers.formats import extracts
from dixit.rag.verification.citation import cite

SAMPLES = Path(__file__).parent / "samples"
WRITTEN = (
    "BT /F1 12 Tf 50 700 Td (Name of the witness:) Tj 0 -30 Td "
    "(I agree        to the terms.) Tj 0 -90 Td (Signed in Brennick.) Tj ET"
)


def pdf(*, catalog: str = "", fields: tuple[str, ...] = (), pages: int = 1) -> bytes:
    """A PDF with the same text on each page, and fields on all of them."""
    numbers = " ".join(f"{5 + pages + number} 0 R" for number in range(len(fields)))
    kids = " ".join(f"{5 + number} 0 R" for number in range(pages))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{numbers}]/DA(/F1 12 Tf 0 g)>>{catalog}>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>",
        f"<</Length {len(WRITTEN)}>>stream\n{WRITTEN}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources"
            f"<</Font<</F1 4 0 R>>>>/Annots[{numbers}]>>"
        ]
        * pages,
        *(f"<</Type/Annot/Subtype/Widget{field}>>" for field in fields),
    ]
    body, places = "%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def read(data: bytes) -> Extract:
    (extract,) = extracts("a.pdf", data)
    assert isinstance(extract, Extract)
    return extract


def stored(data: bytes) -> Document:
    return article_of(read(data), "a.pdf", "", ".pdf").document


def test_what_was_filled_in_stands_where_the_form_asks_for_it() -> None:
    text = read(
        pdf(
            fields=(
                "/FT/Tx/T(name)/V(Marta Kovel)/Rect[180 695 400 715]",
                "/FT/Btn/T(yes)/V/Yes/AS/Yes/Rect[95 665 110 680]/AP<</N<</Yes 3 0 R/Off 3 0 R>>>>",
                "/FT/Tx/Ff 4096/T(why)/V(The fare stays.\\rThe port pays.)/Rect[50 600 400 640]",
            )
        )
    ).text

    assert "Name of the witness: Marta Kovel\n" in text
    assert "I agree ☒ to the terms." in text
    assert text.index("The fare stays.") < text.index("The port pays.") < text.index("Signed")


def test_a_field_that_is_empty_or_hidden_or_a_password_is_not_read() -> None:
    fields = (
        "/FT/Tx/T(a)/Rect[180 695 400 715]",
        "/FT/Tx/F 2/T(b)/V(Secret)/Rect[180 695 400 715]",
        "/FT/Tx/Ff 8192/T(c)/V(Secret)/Rect[180 695 400 715]",
    )

    assert read(pdf(fields=fields)).text == read(pdf()).text


def test_a_page_is_cited_by_the_number_printed_on_it() -> None:
    labels = "/PageLabels<</Nums[0<</S/r>>2<</S/D/St 7>>3<</P(Annex )/S/D>>]>>"
    document = stored(pdf(catalog=labels, pages=4))
    citations = [
        cite(1, document, Span("a.pdf", start, start + 4), verdict="verbatim")
        for start in document.page_starts
    ]

    assert [citation.printed_page for citation in citations] == ["i", "ii", "7", "Annex 1"]
    assert [citation.page for citation in citations] == [1, 2, 3, 4]


def test_pages_without_numbers_of_their_own_are_counted() -> None:
    document = stored(pdf(pages=2))
    (start,) = document.page_starts[1:]
    citation = cite(1, document, Span("a.pdf", start, start + 4), verdict="verbatim")

    assert (citation.printed_page, citation.page_label) == ("2", None)


@pytest.fixture(scope="module")
def scan() -> bytes:
    """The sample article as a scanner gives it: tilted, grey and noisy pictures of its pages."""
    pictures = []
    document = pypdfium2.PdfDocument(SAMPLES / "article.pdf")
    for number in range(len(document)):
        page = document[number].render(scale=200 / 72, grayscale=True).to_pil()
        noise = np.random.default_rng(number).normal(0, 15, (page.height, page.width))
        grey = (np.asarray(page) + noise).clip(0, 255).astype(np.uint8)
        pictures.append(Image.fromarray(grey).rotate(0.4, fillcolor=250))
    file = io.BytesIO()
    pictures[0].save(file, "PDF", save_all=True, append_images=pictures[1:], resolution=200)
    return file.getvalue()


@pytest.mark.skipif(
    not tesseract.is_available(), reason="Tesseract or the extra `ocr` is not installed"
)
def test_a_scan_is_read_by_ocr_and_its_citations_tell_how_surely(scan: bytes) -> None:
    document = stored(scan)
    quote = "« rien n’est joué » pour la deuxième tranche, évaluée à 45 millions"
    start = document.text.index(quote)
    span = Span("a.pdf", start, start + len(quote))
    citation = cite(1, document, span, verdict="verbatim")

    assert citation.page == 4
    assert citation.ocr_confidence is not None and 0.8 < citation.ocr_confidence < 1


@pytest.mark.skipif(
    not tesseract.is_available(), reason="Tesseract or the extra `ocr` is not installed"
)
def test_a_page_with_text_is_not_read_by_ocr() -> None:
    assert stored((SAMPLES / "article.pdf").read_bytes()).metadata.get("ocr") is None


def test_without_ocr_a_scan_is_told(scan: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "languages", tuple)

    with pytest.raises(Unreadable, match="a scan with no text on any page"):
        read(scan)


@pytest.fixture(scope="module")
def mixed(scan: bytes) -> bytes:
    """A page of text, a blank page, and a scanned one."""
    made = pypdfium2.PdfDocument(pdf())
    made.new_page(595, 842)
    made.import_pages(pypdfium2.PdfDocument(scan), [3])
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.mark.skipif(
    not tesseract.is_available(), reason="Tesseract or the extra `ocr` is not installed"
)
def test_a_scanned_page_among_others_is_read_by_ocr(mixed: bytes) -> None:
    found = read(mixed)

    assert "rien n’est joué" in found.text[found.page_starts[2] :]
    assert "Name of the witness" in found.text[: found.page_starts[2]]
    assert found.unread_pages == ()


def test_without_ocr_a_scanned_page_among_others_is_told(
    mixed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tesseract, "languages", tuple)

    assert read(mixed).unread_pages == (3,)
    assert stored(mixed).metadata["unread_pages"] == [3]


def test_the_report_names_the_page_and_it_is_read_once_ocr_is_there(
    mixed: bytes, tmp_path: Path, hashed: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(mixed)
    dixit = Dixit(tmp_path / "index", embedder=hashed)
    monkeypatch.setenv("PATH", "")
    tesseract.languages.cache_clear()
    (skip,) = dixit.add([path]).skipped
    unchanged = dixit.add([path]).unchanged
    monkeypatch.undo()
    tesseract.languages.cache_clear()

    assert skip.path == f"{path}/page 3"
    assert skip.reason == "an image without text: to read it, install Tesseract and the extra `ocr`"
    assert unchanged == ["a.pdf"]
    if tesseract.is_available():
        assert dixit.add([path]).changed == ["a.pdf"]
        assert "rien n’est joué" in dixit.document("a.pdf").text
    dixit.close()
