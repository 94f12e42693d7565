"""TODO ui/server."""
