"""TODO index/maintenance."""
