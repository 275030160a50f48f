"""Screens of disruption; thin."""
