"""Thin pages of the room."""
