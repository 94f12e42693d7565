"""The measures: pure functions, each with the paper it comes from.

Every value lies between 0 and 1. Bigger is better, except where the name tells of errors.
"""
