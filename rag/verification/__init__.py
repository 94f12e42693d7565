"""A statement against the text that it cites: frames, speakers, injection, citations."""
