"""The languages that the page speaks, and which one a visitor wants."""

from collections.abc import Mapping
from types import MappingProxyType

from dixit.ui.strings.catalogue import Strings
from dixit.ui.strings.en import EN
from dixit.ui.strings.fr import FR

LANGUAGES: Mapping[str, Strings] = MappingProxyType({"en": EN, "fr": FR})


def preferred(accept_language: str) -> str:
    """The language for a browser's Accept-Language header; English where it asks for neither."""
    wishes: list[tuple[float, str]] = []
    for wish in accept_language.split(","):
        tag, _, parameter = wish.partition(";")
        code = tag.strip().lower().partition("-")[0]
        weight = parameter.strip().removeprefix("q=") or "1"
        try:
            wishes.append((float(weight), code))
        except ValueError:
            continue
    known = [(weight, code) for weight, code in wishes if weight > 0 and code in LANGUAGES]
    return max(known, key=lambda wish: wish[0])[1] if known else "en"
