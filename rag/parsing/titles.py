"""The title of a text: the most likely headline above its first paragraph.

In a text copied with its web page the title stands among buttons and titles of other articles. A
plain note has it as its first line, or has none. No title is better than a wrong one: sentences,
quotations, dialogue, captions and dates are rejected.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from dixit.index.text.tokens import fold, words
from dixit.rag.parsing.boilerplate_cues import cue_of, is_statement
from dixit.rag.parsing.line_shapes import Line, is_copied, is_row

_LONGEST_TITLE = 24
"""Maximum length of a title, in words."""
_SHORTEST_AMONG_OTHERS = 4
"""Minimum length of a title among buttons, in words."""
_PARAGRAPH_WORDS = 18
_SHORTEST_BELOW_A_DATE = 3
_SENTENCE_WORDS = 3
"""Minimum length of a sentence under a short first line, in words."""
_CLOSED = (".", "!", ":", ";", "…", ",")
_GLUED = re.compile(r"[a-zà-ÿ]{4}[A-ZÀ-Þ][a-zà-ÿ]{2}")
"""Two buttons that a browser copied as one word."""
_BARRED = re.compile(r"[|©]|>>| [>›·•] ")
_QUOTATION = re.compile(r"[«“\"‘'].*[»”\"’']\W*$|[«“\"][^»”\"]*$", re.DOTALL)
_DIALOGUE = re.compile(r"[–—-]\s|(?:Q|R|A)\s?(?:[.:]|\()")
_LABELLED = re.compile(r"(?P<who>[^\W\d_][^:!?]{0,40}?)\s?:\s(?=\S)")
_CREDITED = re.compile(
    r"(?:^|[.(\[/] ?)(?:photo|picture|image|caption|légende|illustration|cliché|crédit|credit)s?\b"
    r"|\bDR\b|©|\b(?:photo|picture|image)s? ?:",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\W*(?:(?:communique(?: de presse)?|(?:press|news|media) release|compte[- ]rendu"
    r"|proces[- ]verbal|bulletin municipal|minutes|transcript)\b[\W\d]*(?:(?:[–—-]|\().*)?"
    r"|(?:for immediate release|breves?|depeches?|alerte|alert|flash|(?:breaking )?news|breaking"
    r"|live|en direct)[\W\d]*|page \d+.*)"
)
"""The kind of a text rather than its subject."""
_GREETING = re.compile(
    r"(?:dear|cher|chere|chers|cheres|hello|bonjour)\b(?:\W+\w+){0,4}"
    r"|(?:mesdames|messieurs|madame|monsieur)\b(?:\W+(?:et |les? |la )?\w+){0,2}"
)
_CLOCK = re.compile(r"\d{1,2}\s?[h:.]\s?\d{2}\b|\d+[.)]\s|[•*·]\s")
"""The start of a live-report entry or a list item."""
_LONG_SENTENCE = 8
"""Minimum length of the sentence under a title of one word, in words."""
Tells = Callable[[str], bool]
"""A test on the text of a line."""


def title_line(lines: Sequence[Line], until: int, is_about: Tells, is_dated: Tells) -> Line | None:
    """Return the title line of a text; None where it has none.

    Args:
        lines: All its lines.
        until: Offset of its first paragraph, in characters.
        is_about: Whether a line states the author or the date.
        is_dated: The same, except a name alone, which may be a title.
    """
    over = [line for line in lines if line.start < until and not _is_long(line)]
    if marked := next((line for line in over if line.text.startswith("# ")), None):
        return marked
    if not is_copied(lines):
        return _first_line(lines, is_dated)
    speakers = _speakers(lines)
    shown = Counter(fold(line.text) for line in lines)
    best: tuple[int, Line] | None = None
    begun = False  # Whether a sentence of the text stands above.
    for number, line in enumerate(over):
        if line.count >= _SHORTEST_AMONG_OTHERS and _reads_like_a_title(line.text, speakers):
            # A date or an author soon below makes it certain; a repetition makes it likely.
            told = any(is_about(below.text) for below in over[number + 1 : number + 5])
            sure = 2 if told else 1 if shown[fold(line.text)] > 1 else 0
            alone = begun or _is_spoken(line.text)
            if (sure or not alone) and (best is None or sure > best[0]):
                best = (sure, line)
        begun = begun or (line.is_sentence and is_statement(line.text))
    return best[1] if best else None


def _first_line(lines: Sequence[Line], is_dated: Tells) -> Line | None:
    """Return the first line of a note, below its kind and date, where it is a headline."""
    speakers = _speakers(lines)
    asked = sum(line.text.endswith("?") for line in lines) > 1  # An interview.
    skipped = False
    for number, line in enumerate(lines):
        if line.count > _LONGEST_TITLE and not line.is_marked:
            return None
        if line.is_marked or is_dated(line.text) or _KIND.fullmatch(fold(line.text)):
            skipped = True
            continue
        is_title = (
            (line.count >= _SHORTEST_BELOW_A_DATE or not skipped)
            and _reads_like_a_title(line.text, speakers)
            and (not _is_spoken(line.text) or _is_quoted_headline(line, lines[number + 1 :]))
            and not (_is_labelled(line) and any(map(_is_labelled, lines[number + 1 : number + 2])))
            and not (asked and line.text.endswith("?"))
            and not line.text[0].islower()
            and _is_over_a_text(line, lines[number + 1 :])
        )
        return line if is_title else None
    return None


def _is_long(line: Line) -> bool:
    """Return whether a line is a long sentence."""
    return line.ends and line.count >= _PARAGRAPH_WORDS


def _is_spoken(line: str) -> bool:
    """Return whether a line is a quotation, or an entry of a dialogue or a live report."""
    return any(form.match(line) for form in (_QUOTATION, _DIALOGUE, _CLOCK))


def _is_quoted_headline(line: Line, below: Sequence[Line]) -> bool:
    """Return whether a quotation without a full stop stands above a paragraph."""
    if not _QUOTATION.match(line.text) or re.search(r"[.!?…,]\W*$", line.text):
        return False
    return bool(below) and below[0].is_paragraph and not _QUOTATION.match(below[0].text)


def _is_over_a_text(line: Line, below: Sequence[Line]) -> bool:
    """Return whether sentences follow; under a single word, set off by a blank line."""
    if line.count == 1:
        shouted = line.text.isupper() and line.text.isalpha()
        return (
            not shouted
            and bool(below)
            and below[0].apart
            and below[0].ends
            and below[0].count >= _LONG_SENTENCE
        )
    return any(other.ends and other.count >= _SENTENCE_WORDS for other in below)


def _speakers(lines: Sequence[Line]) -> frozenset[str]:
    """Return the labels before a colon in several lines: speakers, days, fields."""
    shown = dict.fromkeys(line.text for line in lines)
    labels = Counter(match["who"] for text in shown if (match := _LABELLED.match(text)))
    return frozenset(label for label, count in labels.items() if count > 1)


def _is_labelled(line: Line) -> bool:
    """Return whether a line begins with a label and a colon."""
    return not (_is_long(line) or is_row(line.text)) and _LABELLED.match(line.text) is not None


def _reads_like_a_title(line: str, speakers: frozenset[str]) -> bool:
    """Return whether the form of a line allows it as a title."""
    label = _LABELLED.match(line)
    return (
        not line.endswith(_CLOSED)
        and 0 < len(words(line)) <= _LONGEST_TITLE
        and not (label and label["who"] in speakers)
        and not _GREETING.fullmatch(fold(line))
        and not _CREDITED.search(line)
        and not _BARRED.search(line)
        and cue_of(line) is None
        and "! " not in line
        and not _GLUED.search(line)
        and sum(map(str.isalpha, line)) > len(line) / 2
    )
