"""Messages for a search without results: the condition that excludes everything."""

from collections.abc import Collection
from dataclasses import fields

from dixit.index.filters import Filter
from dixit.index.search_index import SearchIndex
from dixit.index.text.names import near_names
from dixit.rag.lang.name_matching import matches_name

_FLAGS = {
    "sources": "--source",
    "languages": "--language",
    "publishers": "--publisher",
    "published_from": "--from",
    "published_until": "--until",
    "speakers": "--speaker",
}
_DATES = "`dixit sources` lists the dates of the articles, and one without a date never fits"


def no_passage(index: SearchIndex, where: Filter, speaker: str | None = None) -> str:
    """Return which condition of a filter matches no passage, or that they do so only together.

    Args:
        index: The index.
        where: The filter.
        speaker: The name that the filter's speakers were selected by.
    """
    given = {
        field.name: getattr(where, field.name)
        for field in fields(where)
        if getattr(where, field.name) is not None
    }
    if not index.size():
        return "The index holds no passages yet: run `dixit index FOLDER` on your articles."
    told = {
        name: f"{_FLAGS[name]} {_shown(value, speaker if name == 'speakers' else None)}"
        for name, value in given.items()
    }
    for name, value in given.items():
        if not index.count(Filter(**{name: value})):
            return f"No passage fits {told[name]}: {_advice(index, name, speaker)}."
    return f"No passage fits {' and '.join(told.values())} at once: leave one of them out."


def no_quotation(speakers: Collection[str], speaker: str | None, source: str | None) -> str:
    """Return why no quotation was found.

    Args:
        speakers: All speakers of the index.
        speaker: The requested name; None for any.
        source: The requested article, which exists; None for any.
    """
    if not speakers:
        return "Nobody is quoted in any article of the index."
    if speaker is not None and not any(matches_name(name, speaker) for name in speakers):
        return f"Nobody called {speaker!r} is quoted{_like(speaker, speakers)}: {_QUOTED}."
    if speaker is not None:
        return f"Nobody called {speaker!r} is quoted in {source}: leave --source out."
    return f"Nobody is quoted in {source}: leave --source out."


def no_date(since: str | None, until: str | None) -> str:
    """Return that no article is dated within a range, whose ends may be open."""
    flags = (("--from", since), ("--to", until))
    given = " and ".join(f"{flag} {date}" for flag, date in flags if date is not None)
    return f"No article fits {given}: {_DATES}."


_QUOTED = "`dixit quotes` lists everybody who is"


def _advice(index: SearchIndex, name: str, speaker: str | None) -> str:
    if name == "languages":
        return f"the passages are in {' and '.join(index.languages())}"
    if name == "publishers":
        return "`dixit show SOURCE --json` tells the publisher of an article"
    if name == "sources":
        return "there is nothing to search in it"
    if name == "speakers":
        return f"nobody so called is quoted{_like(speaker or '', index.speakers())}; {_QUOTED}"
    return _DATES


def _like(speaker: str, speakers: Collection[str]) -> str:
    near = near_names(speaker, sorted(speakers))
    return f" (there is {' and '.join(map(repr, near))})" if near else ""


def _shown(value: str | frozenset[str], speaker: str | None) -> str:
    if speaker is not None:
        return repr(speaker)
    return value if isinstance(value, str) else " or ".join(map(repr, sorted(value)))
