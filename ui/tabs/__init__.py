"""TODO ui/tabs."""
