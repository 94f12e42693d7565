"""PDF files made for tests: pages that draw given text at given places."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """Text that a page draws at a place, in points from the lower left."""

    text: str
    x: float
    y: float
    size: float = 11
    before: str = "0 g"
    """Operators before the text: colour, mode."""


def pdf(
    *pages: list[Piece],
    shapes: str = "",
    font: str = "Helvetica",
    encoding: str = "WinAnsiEncoding",
    codec: str = "cp1252",
    page: str = "",
) -> bytes:
    """A PDF in Helvetica, each character half its size wide or so; in Courier, .6 of its size.

    Args:
        pages: what each page draws.
        shapes: operators that each page begins with.
        font: one of the standard ones.
        encoding: PDF's name of how text is encoded.
        codec: Python's name of the same.
        page: further entries of each page, such as "/Rotate 90".
    """
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode())
    objects.append(f"<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/{encoding}>>".encode())
    for number, pieces in enumerate(pages):
        drawn = shapes.encode() + b"".join(
            f"BT {piece.before} /F {piece.size} Tf {piece.x} {piece.y} Td (".encode()
            + piece.text.replace("(", r"\(").replace(")", r"\)").encode(codec)
            + b") Tj ET\n"
            for piece in pieces
        )
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * number} 0 R"
            f"/Resources<</Font<</F 3 0 R>>>>{page}>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return data + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


def column(lines: list[str], x: float = 70, y: float = 700, leading: float = 14) -> list[Piece]:
    return [Piece(line, x, y - number * leading) for number, line in enumerate(lines)]
