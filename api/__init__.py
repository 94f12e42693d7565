"""The programming interfaces over HTTP: Dixit's own API, OpenAI's protocol and MCP."""
