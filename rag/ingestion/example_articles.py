"""The example articles that come with Dixit."""

from pathlib import Path

EXAMPLE_ARTICLES = Path(__file__).parents[2] / "seeds"
"""The folder of the five articles: next to `rag/`, both in a checkout and in an installed wheel."""
