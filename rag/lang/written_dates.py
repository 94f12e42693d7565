"""Stored dates as a reader of each language writes them."""

from dixit.rag.lang.word_lists import named_lists


def written_date(published: str, language: str) -> str:
    """A stored date in words, as precise as it is stored; the time of day is left out.

    Args:
        published: ISO 8601, "2018", "2018-03", "2018-03-09T10:40" or "--03-09" without a year.
        language: "fr" or "en".

    Example:
        >>> written_date("2018-03-09T10:40", "fr"), written_date("2018-03", "en")
        ('9 mars 2018', 'March 2018')
    """
    date = published.partition("T")[0]
    year, _, rest = date.removeprefix("--").partition("-")
    if date.startswith("--"):
        year, rest = "", date.removeprefix("--")
    if not rest:
        return year
    month, _, day = rest.partition("-")
    name = _months(language)[int(month) - 1]
    number = day.lstrip("0")
    if number == "1" and language == "fr":
        number = "1er"
    return " ".join(filter(None, (number, name, year)))


def _months(language: str) -> list[str]:
    """The full names of the months, in their order, as they are written."""
    named = [max(forms, key=len) for forms in named_lists("calendar.txt", language).values()]
    return [name.capitalize() if language == "en" else name for name in named[:12]]
