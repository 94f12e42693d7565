"""Lookup of names similar to a misspelt one, and a check for valid Unicode."""

from collections.abc import Sequence
from difflib import get_close_matches

_MAX_NAMES = 3
"""Most names that are suggested."""


def near_names(name: str, stored: Sequence[str]) -> list[str]:
    """Up to 3 stored names that contain a name, or else the closest by `difflib` ratio.

    Args:
        name: the name that was not found.
        stored: the names to choose from.
    """
    query = name.strip().casefold()
    if not query:
        return []
    containing = [other for other in stored if query in other.casefold()]
    return containing[:_MAX_NAMES] or get_close_matches(name, stored, _MAX_NAMES)


def is_unicode(text: object) -> bool:
    """Whether a value is text that UTF-8 can encode, that is without lone surrogates."""
    try:
        return isinstance(text, str) and text.encode() is not None
    except UnicodeEncodeError:
        return False
