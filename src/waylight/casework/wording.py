"""Advice on words, as everywhere in the house."""

from waylight.triage.wording import advice

__all__ = ["advice"]
