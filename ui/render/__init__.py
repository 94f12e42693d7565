"""Safe HTML for conversations, articles, lists, charts and evaluations."""
