"""Subtitles, SubRip and WebVTT: what is said, without the times, in paragraphs.

A sentence runs over several subtitles, so these are joined; a pause, another speaker, or a dash
begins a new line. The formats: https://www.w3.org/TR/webvtt1/ and the SubRip files it comes from.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from dixit.rag.ingestion.readers.decoding import decode
from dixit.rag.ingestion.readers.extracts import Extract, Unreadable

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}.*$", re.MULTILINE)
_NUMBER = re.compile(r"\n\s*\n\s*[^\n]*\n?$")
"""What stands over the times of a subtitle: a blank line and its number or name."""
_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+(?P<who>[^>]+)>")
_TAG = re.compile(r"</?[a-z][^>\n]*>|<\d[\d:.]*>|\{\\[^}\n]*\}", re.IGNORECASE)
"""Marks of style and time within a subtitle, and those of position, "{\\an8}"."""
_DASH = re.compile(r"^\s*[-–—]\s*(?=\S)")
_ENDS = re.compile(r"[.!?…][»”\"')\]]*$")
_PAUSE_S = 2.0
"""Seconds without a subtitle after a sentence that begin a new paragraph."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a subtitle."""

    text: str
    voice: str
    """Who speaks; empty where nobody is named."""


@dataclass(frozen=True, slots=True)
class _Subtitle:
    """A subtitle: when it is shown, in seconds, and its lines."""

    start: float
    end: float
    lines: tuple[_Line, ...]


def read(data: bytes) -> Iterator[Extract]:
    """What is said in a film.

    Raises:
        Unreadable: the file has no subtitles.
    """
    text = "\n".join(decode(data).splitlines())
    subtitles = [one for one in _subtitles(text) if one.lines]
    if not subtitles:
        raise Unreadable("no subtitles: no line of times with words under it")
    yield Extract("\n".join(_paragraphs(subtitles)))


def _subtitles(text: str) -> Iterator[_Subtitle]:
    times = list(_TIMES.finditer(text))
    for number, match in enumerate(times):
        until = times[number + 1].start() if number + 1 < len(times) else len(text)
        words = text[match.end() : until]
        if number + 1 < len(times):
            words = _NUMBER.sub("", words)
        words = words.strip("\n").partition("\n\n")[0]  # What follows is a comment.
        written = match.groups()
        lines = (_line(line) for line in words.split("\n"))
        yield _Subtitle(
            _seconds(*written[:4]),
            _seconds(*written[4:]),
            tuple(line for line in lines if line.text),
        )


def _line(line: str) -> _Line:
    """A line of a subtitle as it is shown."""
    voice = _VOICE.search(line)
    shown = " ".join(unescape(_TAG.sub("", _VOICE.sub("", line))).split())
    return _Line(shown, " ".join(voice["who"].split()) if voice else "")


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _paragraphs(subtitles: list[_Subtitle]) -> Iterator[str]:
    """The paragraphs; one that a named voice speaks begins with its name and a colon."""
    paragraph, voice = "", ""
    before = _Subtitle(0.0, 0.0, ())
    for one in subtitles:
        paused = one.start - before.end > _PAUSE_S and _ENDS.search(paragraph)
        # A subtitle that rolls shows the line before once more.
        rolled = len(before.lines) if one.lines[: len(before.lines)] == before.lines else 0
        for number, line in enumerate(one.lines[rolled:]):
            changes = line.voice not in ("", voice)
            if paragraph and (changes or (paused and not number) or _DASH.match(line.text)):
                yield paragraph
                paragraph = ""
            if changes:
                paragraph, voice = f"{line.voice}: {line.text}", line.voice
            else:
                paragraph = f"{paragraph} {line.text}" if paragraph else line.text
        before = one
    if paragraph:
        yield paragraph
