"""Waylight: from a noticed sign to a recorded decision."""

__version__ = "0.1.0"
