"""Parsing of a text: boilerplate, title, sentences, dates, metadata, quotation marks."""
