"""Answering: from passages to an answer, by quotation or with a chat model."""
