"""Parameters of routes that answer with a page of a list."""

from typing import Annotated

from fastapi import Query

_MOST = 2**53
"""Larger integers are not exact in every client's JSON."""
Offset = Annotated[int, Query(ge=0, le=_MOST, description="How many to pass over.")]
Limit = Annotated[int, Query(ge=1, le=10_000, description="The most to return.")]
Place = Annotated[int, Query(ge=0, le=_MOST, description="In code points of the text.")]
