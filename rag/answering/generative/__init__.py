"""Answers by chat models: prompt, providers, claims, checks."""
