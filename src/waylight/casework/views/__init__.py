"""Screens of children's records."""
