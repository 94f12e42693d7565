"""How the shipped word lists were learnt."""
