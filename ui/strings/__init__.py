"""TODO ui/strings."""
