"""Addresses on the web, and the publishers that they name."""

from urllib.parse import urlsplit

_NOT_A_NAME = ("www.", "www1.", "www2.", "m.", "mobile.", "amp.")
"""What addresses begin with that says nothing of the publisher."""


def web_address(text: str) -> str | None:
    """An address on the web; None for anything else, such as that of a file or an e-mail."""
    try:
        address = urlsplit(text.strip())
        known = address.scheme in ("http", "https") and bool(address.hostname)
    except ValueError:
        return None
    return text.strip() if known and text.isprintable() else None


def publisher_of(url: str) -> str | None:
    """The domain of an address, as a name for its publisher: "lemonde.fr"; None where it has none.

    A host without a name of its own, such as "localhost" or a number, has no publisher.
    """
    host = urlsplit(url).hostname or "" if web_address(url) else ""
    if "." not in host or host[-1].isdigit():
        return None
    for prefix in _NOT_A_NAME:
        shorter = host.removeprefix(prefix)
        if shorter != host and "." in shorter:
            return shorter
    return host
