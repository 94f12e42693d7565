"""Renders conversations, articles, lists, charts and evaluations as safe HTML."""
