"""Question sets and labelled sets: their files and readers."""
