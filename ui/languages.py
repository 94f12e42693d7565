"""The languages of the page, and the choice of one for a visitor."""

from collections.abc import Mapping
from types import MappingProxyType

from dixit.ui.strings.catalogue import Strings
from dixit.ui.strings.en import EN
from dixit.ui.strings.fr import FR

LANGUAGES: Mapping[str, Strings] = MappingProxyType({"en": EN, "fr": FR})


def preferred(accept_language: str) -> str:
    """The best language for an Accept-Language header; English if it asks for none of ours.

    Args:
        accept_language: for example "fr-CH, fr;q=0.9, en;q=0.8".
    """
    wishes: list[tuple[float, str]] = []
    for wish in accept_language.split(","):
        tag, _, parameter = wish.partition(";")
        code = tag.strip().lower().partition("-")[0]
        weight = parameter.strip().removeprefix("q=") or "1"
        try:
            wishes.append((float(weight), code))
        except ValueError:
            continue
    supported = [(weight, code) for weight, code in wishes if weight > 0 and code in LANGUAGES]
    return max(supported, key=lambda wish: wish[0])[1] if supported else "en"
