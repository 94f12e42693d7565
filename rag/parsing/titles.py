"""The title of a text: the likeliest headline over its first paragraph.

A text that was copied with its web page has its title among buttons and other articles' titles; a
plain note has it as its first line, or has none. No title is better than a wrong one: sentences,
quotations, what a speaker says, captions and dates are none.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from dixit.index.text.tokens import fold, words
from dixit.rag.parsing.boilerplate_cues import cue_of, is_statement
from dixit.rag.parsing.line_shapes import Line, is_copied, is_row

_LONGEST_TITLE = 24
"""Words."""
_SHORTEST_AMONG_OTHERS = 4
"""Words of a title that stands among buttons, which are shorter."""
_PARAGRAPH_WORDS = 18
_SHORTEST_BELOW_A_DATE = 3
_SENTENCE_WORDS = 3
"""Words from which what follows a short first line is a text, and no list."""
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
"""What names the kind of a text, and not its subject."""
_GREETING = re.compile(
    r"(?:dear|cher|chere|chers|cheres|hello|bonjour)\b(?:\W+\w+){0,4}"
    r"|(?:mesdames|messieurs|madame|monsieur)\b(?:\W+(?:et |les? |la )?\w+){0,2}"
)
_CLOCK = re.compile(r"\d{1,2}\s?[h:.]\s?\d{2}\b|\d+[.)]\s|[•*·]\s")
"""How an entry of a live report or an item of a list begins."""
_LONG_SENTENCE = 8
"""Words of the sentence that a title of a single word stands over."""
Tells = Callable[[str], bool]
"""Whether a line tells something of the text that it stands in."""


def title_line(lines: Sequence[Line], until: int, is_about: Tells, is_dated: Tells) -> Line | None:
    """The title of a text, if it has one.

    Args:
        lines: all its lines.
        until: the offset of its first paragraph.
        is_about: whether a line tells when or by whom a text was written.
        is_dated: whether a line tells it otherwise than by a mere name, which may be a title.
    """
    over = [line for line in lines if line.start < until and not _is_long(line)]
    if marked := next((line for line in over if line.text.startswith("# ")), None):
        return marked
    if not is_copied(lines):
        return _first_line(lines, is_dated)
    speakers = _speakers(lines)
    shown = Counter(fold(line.text) for line in lines)
    best: tuple[int, Line] | None = None
    begun = False  # Whether a sentence stands above, which may be the text's.
    for number, line in enumerate(over):
        if line.count >= _SHORTEST_AMONG_OTHERS and _reads_like_a_title(line.text, speakers):
            # A date or a name stands soon below it; else it is what a trail of links repeats.
            told = any(is_about(below.text) for below in over[number + 1 : number + 5])
            sure = 2 if told else 1 if shown[fold(line.text)] > 1 else 0
            alone = begun or _is_spoken(line.text)
            if (sure or not alone) and (best is None or sure > best[0]):
                best = (sure, line)
        begun = begun or (line.is_sentence and is_statement(line.text))
    return best[1] if best else None


def _first_line(lines: Sequence[Line], is_dated: Tells) -> Line | None:
    """The first line of a note, below what tells its kind or date, where it is a headline."""
    speakers = _speakers(lines)
    asked = sum(line.text.endswith("?") for line in lines) > 1  # As in an interview.
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
    return line.ends and line.count >= _PARAGRAPH_WORDS


def _is_spoken(line: str) -> bool:
    """Whether a line is a quotation, or an entry of a dialogue or of a live report."""
    return any(form.match(line) for form in (_QUOTATION, _DIALOGUE, _CLOCK))


def _is_quoted_headline(line: Line, below: Sequence[Line]) -> bool:
    """Whether a quotation without a full stop stands apart over a paragraph."""
    if not _QUOTATION.match(line.text) or re.search(r"[.!?…,]\W*$", line.text):
        return False
    return bool(below) and below[0].is_paragraph and not _QUOTATION.match(below[0].text)


def _is_over_a_text(line: Line, below: Sequence[Line]) -> bool:
    """Whether sentences follow, set apart from a line that is very short."""
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
    """What stands before a colon at the head of several lines: who speaks, a day, a field."""
    shown = dict.fromkeys(line.text for line in lines)
    labels = Counter(match["who"] for text in shown if (match := _LABELLED.match(text)))
    return frozenset(label for label, count in labels.items() if count > 1)


def _is_labelled(line: Line) -> bool:
    return not (_is_long(line) or is_row(line.text)) and _LABELLED.match(line.text) is not None


def _reads_like_a_title(line: str, speakers: frozenset[str]) -> bool:
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
