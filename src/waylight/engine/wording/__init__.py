"""Danger words, number isolates, and one normal form for values that are looked up exactly."""
