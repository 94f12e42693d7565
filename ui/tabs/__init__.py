"""The tabs of the page, and the actions of their buttons."""
