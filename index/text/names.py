"""Names: which are text, and which stored ones are like one that nothing has."""

from collections.abc import Sequence
from difflib import get_close_matches

_MOST = 3


def near_names(name: str, stored: Sequence[str]) -> list[str]:
    """The stored names that hold a name, or else those closest to it by difflib's ratio."""
    wanted = name.strip().casefold()
    if not wanted:
        return []
    holding = [other for other in stored if wanted in other.casefold()]
    return holding[:_MOST] or get_close_matches(name, stored, _MOST)


def is_unicode(text: object) -> bool:
    """Whether something is a text that can be written as UTF-8: without half a surrogate pair."""
    try:
        return isinstance(text, str) and text.encode() is not None
    except UnicodeEncodeError:
        return False
