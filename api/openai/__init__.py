"""OpenAI's protocol, as far as its clients use it: answers keep their citations."""
