"""What is unsafe, missing or worth knowing, in plain words with what to do."""

from . import house, machine
from .findings import BEFORE_SERVING, CHECKS, MISSING, NOTE, UNSAFE, Check, Finding, examine
from .machine import keys, public_names, signing_key

__all__ = [
    "BEFORE_SERVING",
    "CHECKS",
    "MISSING",
    "NOTE",
    "UNSAFE",
    "Check",
    "Finding",
    "examine",
    "house",
    "keys",
    "machine",
    "public_names",
    "signing_key",
]
