"""A filter on the passages that are searched, as requests give it."""

from collections.abc import Callable, Iterable

from pydantic import Field

from dixit.api.records.base import Body
from dixit.index.filters import Filter
from dixit.rag.lang.name_matching import matches_name


class Where(Body):
    """Conditions that a passage must meet, all of them."""

    sources: list[str] | None = Field(None, description="Names of articles.")
    languages: list[str] | None = Field(None, description="ISO 639-1 codes, such as `fr`.")
    publishers: list[str] | None = None
    since: str | None = Field(
        None, alias="from", description="First day, month or year: YYYY[-MM[-DD]]."
    )
    until: str | None = Field(None, description="Last day, month or year, included.")
    speaker: str | None = Field(
        None, description="Quotes this speaker; part of the name is enough."
    )

    def filter(self, speakers: Callable[[], Iterable[str]]) -> Filter:
        """The filter that these conditions describe.

        Args:
            speakers: lists the speakers in the index; called if there is one to match.

        Raises:
            FilterInvalid: a date is not valid, or the range of dates is empty.
        """
        name = self.speaker
        return Filter(
            sources=_chosen(self.sources),
            languages=_chosen(self.languages),
            publishers=_chosen(self.publishers),
            published_from=self.since,
            published_until=self.until,
            speakers=None
            if name is None
            else frozenset(stored for stored in speakers() if matches_name(stored, name)),
        )


def _chosen(values: list[str] | None) -> frozenset[str] | None:
    return None if values is None else frozenset(values)
