"""The Model Context Protocol: Dixit as tools and resources of a language model."""
