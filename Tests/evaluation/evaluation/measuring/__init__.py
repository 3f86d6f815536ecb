"""Runs the binary over an archive, compares its findings with the truth, and writes the report."""
