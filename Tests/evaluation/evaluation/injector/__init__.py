"""Writes hijacks, and honest mail that looks odd, into an archive of real or simulated threads."""
