"""Grammar of attributions, by rules over tokens: cues, noun phrases, subjects and complements."""
