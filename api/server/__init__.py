"""The server of the API: commands, addresses, proxies, request checks."""
