"""French and English: word lists, detection, names, quantities, translation of words."""
