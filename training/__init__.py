"""How the shipped word lists and the embedder were learnt."""
