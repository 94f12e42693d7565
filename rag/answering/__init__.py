"""From passages to an answer: by quoting, or through a chat model."""
