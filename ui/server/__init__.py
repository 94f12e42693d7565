"""The server of the page: application, command, login, request checks."""
