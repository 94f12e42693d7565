"""Whether Tesseract is installed, and with which of our languages."""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from shutil import which

_LANGUAGES = ("fra", "eng")


def is_available() -> bool:
    """Whether pictures of pages can be read."""
    return bool(languages())


@cache
def languages() -> Sequence[str]:
    """Those of our languages that Tesseract has data for; none where it is not installed."""
    if find_spec("pytesseract") is None or which("tesseract") is None:
        return []
    # Imported on first use: it imports pandas, which takes a second.
    import pytesseract  # noqa: PLC0415

    try:
        installed = pytesseract.get_languages()
    except (OSError, RuntimeError):
        return []
    return [language for language in _LANGUAGES if language in installed]
