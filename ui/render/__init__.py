"""TODO ui/render."""
