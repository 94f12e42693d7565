"""Which sentence answers a question, and how likely: learned from examples."""
