"""Question analysis: query, answer type, term weights, follow-up questions."""
