"""The printed lines of a PDF page, from where PDFium says that each character stands.

PDFium gives the characters in the order in which the page draws them, with line ends of its own. A
raised character makes it end a line too early, and a hyphen at a line end makes it end none. What
no reader sees is left out: white on nothing, invisible without a picture above it, off the page.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import pypdfium2
from pypdfium2 import raw

from dixit.rag.ingestion.readers.line_ends import HYPHEN
from dixit.rag.ingestion.readers.raised import line_of

_INVISIBLE = 3
"""The mode of text that is drawn with neither fill nor stroke."""
_WHITE = 250
"""The least value of each colour of white, 0 to 255."""
_SMALLER, _HIGHER = 0.9, 0.12
"""Raised characters: at most this share of the line's size, and at least that share above it."""
_SAME_LINE = 0.6
"""How far characters of a line may stand above each other, in sizes."""
_NEXT = 0.5
"""How far a character may stand from the one that it follows, in sizes."""

_BLANK = 0.15
"""The least room that stands for a blank, in sizes."""


@dataclass(frozen=True, slots=True)
class Character:
    """A character and where it stands, in points from the lower left of the page."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line and where it stands on its page, in points from the lower left."""

    characters: tuple[Character, ...]
    """Without blanks at the ends; at least one."""

    @property
    def text(self) -> str:
        """Its text, raised characters as they are written on one line."""
        size, base = self.size, self.base
        return line_of(
            (
                one.text,
                not one.text.isspace()
                and one.size < _SMALLER * size
                and one.base > base + _HIGHER * size,
            )
            for one in self.characters
        )

    @property
    def words(self) -> list[tuple[Character, ...]]:
        """The characters of each word."""
        found: list[list[Character]] = [[]]
        for one in self.characters:
            if one.text.isspace():
                found.append([])
            else:
                found[-1].append(one)
        return [tuple(word) for word in found if word]

    @property
    def gaps(self) -> list[tuple[float, float]]:
        """Where each blank between two words begins and ends."""
        return [(word[-1].right, after[0].left) for word, after in pairwise(self.words)]

    @property
    def widest_gap(self) -> float:
        """The most room between two words."""
        return max((right - left for left, right in self.gaps), default=0.0)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.characters[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.characters[-1].right

    @property
    def size(self) -> float:
        """Height of its characters."""
        return median(one.size for one in self.characters if not one.text.isspace())

    @property
    def base(self) -> float:
        """What its characters stand on."""
        size = self.size
        return median(
            one.base
            for one in self.characters
            if not one.text.isspace() and one.size >= _SMALLER * size
        )

    @property
    def first_word(self) -> float:
        """Width of its first word."""
        word = self.words[0]
        return word[-1].right - word[0].left


def line_from(characters: Sequence[Character]) -> Line | None:
    """A line of some characters; None where all are blanks."""
    places = [place for place, one in enumerate(characters) if not one.text.isspace()]
    return Line(tuple(characters[places[0] : places[-1] + 1])) if places else None


def lines_of(page: pypdfium2.PdfPage) -> list[Line]:
    """The lines of a page, in the order in which the page draws them.

    Raises:
        pypdfium2.PdfiumError: the page is broken.
    """
    lines: list[Line] = []
    current: list[Character] = []
    ended = False
    for one in _characters(page):
        if one.text in "\r\n":
            ended = True
            continue
        after_hyphen = bool(current) and current[-1].text == HYPHEN
        if (
            current
            and not one.text.isspace()
            and (
                (ended and not _goes_on(current, one)) or (after_hyphen and _is_below(current, one))
            )
        ):
            lines.extend(filter(None, [line_from(current)]))
            current = []
        if not one.text.isspace():
            if current and ended:
                current.extend(_blank_between(current[-1], one))
            ended = False
        current.append(one)
    lines.extend(filter(None, [line_from(current)]))
    return lines


def _goes_on(line: Sequence[Character], one: Character) -> bool:
    """Whether a character is of the line that PDFium ended before it, at a raised character."""
    printed = [other for other in line if not other.text.isspace()]
    if not printed:
        return False
    tallest = max(printed, key=lambda other: other.size)
    gap = one.left - printed[-1].right
    near = -0.3 * tallest.size < gap < _NEXT * tallest.size
    same = abs(one.base - tallest.base) < _SAME_LINE * min(one.size, tallest.size)
    return near and same


def _blank_between(before: Character, one: Character) -> list[Character]:
    """A blank where there is room for one that PDFium took for a line end."""
    room = one.left - before.right > _BLANK * max(before.size, one.size)
    return [replace(one, text=" ", left=before.right, right=one.left)] if room else []


def _is_below(line: Sequence[Character], one: Character) -> bool:
    return abs(one.base - line[-1].base) > 0.3 * one.size


def _characters(page: pypdfium2.PdfPage) -> Iterator[Character]:
    """The characters of a page that a reader sees, and PDFium's line ends."""
    text = page.get_textpage()
    hidden = _Hidden(page)
    width, height = page.get_size()
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, index))
        if character < " " and raw.FPDFText_IsHyphen(text, index) == 1:
            character = HYPHEN
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        one = Character(character, box.left, box.right, y.value, abs(box.top - box.bottom))
        if not character.isspace() and (
            not (-width < one.left < 2 * width and -height < one.base < 2 * height)
            or hidden.holds(text, index, one)
        ):
            continue
        if character != "\0":
            yield one


class _Hidden:
    """Tells the characters of a page that its reader does not see."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._suspect = False
        """Whether anything on the page may be hidden, so that each character is looked at."""
        self._behind: list[tuple[bool, tuple[float, float, float, float]]] = []
        """Pictures and fillings: whether it is a picture, and where it is."""
        for item in page.get_objects(max_depth=4):
            if item.type == raw.FPDF_PAGEOBJ_TEXT:
                self._suspect = self._suspect or _may_be_hidden(item.raw)
            elif item.type == raw.FPDF_PAGEOBJ_IMAGE or _is_filled(item):
                is_picture = item.type == raw.FPDF_PAGEOBJ_IMAGE
                self._behind.append((is_picture, item.get_bounds()))

    def holds(self, text: pypdfium2.PdfTextPage, index: int, one: Character) -> bool:
        """Whether a character is hidden."""
        if not self._suspect:
            return False
        drawn = raw.FPDFText_GetTextObject(text, index)
        if not drawn or not _may_be_hidden(drawn):
            return False
        invisible = raw.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE
        middle = (one.left + one.right) / 2, one.base + one.size / 4
        return not any(  # Text over a scan is invisible, and what the scan shows.
            (is_picture or not invisible)
            and left <= middle[0] <= right
            and bottom <= middle[1] <= top
            for is_picture, (left, bottom, right, top) in self._behind
        )


def _may_be_hidden(drawn: object) -> bool:
    """Whether text is invisible, transparent or white."""
    if raw.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE:
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha):
        return False
    white = min(red.value, green.value, blue.value) >= _WHITE
    return white or alpha.value == 0


def _is_filled(item: pypdfium2.PdfObject) -> bool:
    """Whether an object is a shape filled with a colour, or a shading."""
    if item.type == raw.FPDF_PAGEOBJ_SHADING:
        return True
    if item.type != raw.FPDF_PAGEOBJ_PATH:
        return False
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, mode, stroke)
    return mode.value != raw.FPDF_FILLMODE_NONE and not _may_be_white(item.raw)


def _may_be_white(drawn: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha)
    return min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0
