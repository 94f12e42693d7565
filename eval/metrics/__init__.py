"""Metrics: pure functions, each with its formula or paper.

Every value is between 0 and 1. Larger is better, except for `area_under_risk` and
`calibration_error`, which measure errors.
"""
