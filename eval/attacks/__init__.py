"""False statements and planted instructions, and what passes the check."""
