"""Noun phrases, subjects, complements and clause extents, by rules over tokens."""
