"""What a question asks: query, answer type, term weights, follow-ups."""
