"""Pages and feeds from the web, fetched on request only: no other part of Dixit connects to it."""
