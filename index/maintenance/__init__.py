"""Maintenance of an index: backup, catch-up, verification, compaction, repair."""
