"""Other ways to retrieve, to compare with."""
