"""Danger words, blame, reading level, number isolates, and one normal form for what is looked up exactly."""
