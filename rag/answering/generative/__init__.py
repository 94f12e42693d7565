"""Answers by chat models: prompt, providers, parsing and checking of claims."""
