"""The records of the API: the JSON of the command line, as typed models."""
