"""Reports of a run: text, HTML, plots, data."""
