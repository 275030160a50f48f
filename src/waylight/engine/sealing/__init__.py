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
from .handed import BadCode, BadLink, HandedCode, HandedLink
from .key_files import SIGNS, KeyFileError, KeyLabel, read_key_file, write_key_file
from .keys import BadKey, PrivateKey, PublicKey, check_pair, load_private, load_public, read_label
from .receipt import BadFlowKey, FlowKey, Receipt
from .receipt_text import ReceiptSlip

__all__ = [
    "SIGNS",
    "BadCode",
    "BadFlowKey",
    "BadKey",
    "BadLink",
    "DataKey",
    "EnvelopeError",
    "FieldError",
    "FlowKey",
    "HandedCode",
    "HandedLink",
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
    "read_key_file",
    "read_label",
    "seal",
    "write_key_file",
]
