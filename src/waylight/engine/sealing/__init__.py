"""Envelopes to public keys, receipts that are keys, and encryption of single values. See README.md."""

from .data_key import DataKey, FieldError
from .envelope import (
    EnvelopeError,
    NotAnEnvelope,
    Tampered,
    UnknownSuite,
    WrongKey,
    key_id_of,
    open_envelope,
    padded_size,
    seal,
)
from .key_files import KeyFileError, KeyLabel
from .keys import BadKey, PrivateKey, PublicKey, check_pair, load_private, load_public, read_label
from .receipt import BadFlowKey, FlowKey, Receipt
from .receipt_text import ReceiptSlip

__all__ = [
    "BadFlowKey",
    "BadKey",
    "DataKey",
    "EnvelopeError",
    "FieldError",
    "FlowKey",
    "KeyFileError",
    "KeyLabel",
    "NotAnEnvelope",
    "PrivateKey",
    "PublicKey",
    "Receipt",
    "ReceiptSlip",
    "Tampered",
    "UnknownSuite",
    "WrongKey",
    "check_pair",
    "key_id_of",
    "load_private",
    "load_public",
    "open_envelope",
    "padded_size",
    "read_label",
    "seal",
]
