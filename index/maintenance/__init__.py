"""Backup, repair, verification and compaction of an index."""
