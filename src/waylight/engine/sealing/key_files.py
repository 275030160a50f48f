"""Key files: short JSON that a person can look at, copy to a safe place and tell apart.

Writing is all or nothing and never replaces a file: a lost private key is every concern sealed to it
lost. Reading refuses a private key that others on the machine could read.
"""

import base64
import json
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

Kind = Literal["private key", "public key"]

_VERSION = 1
SEALS = "X-Wing, HKDF-SHA256, AES-256-GCM"
SIGNS = "Ed25519"
_SUITES = (SEALS, SIGNS)
_MODES: Mapping[Kind, int] = {"private key": 0o600, "public key": 0o644}
_KINDS: Mapping[str, Kind] = {kind: kind for kind in _MODES}
_OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO
_LONGEST_FILE = 65_536
_LONGEST_NAME = 100


class KeyFileError(Exception):
    """A key file could not be read, trusted or written; the message is a sentence for an operator."""


@dataclass(frozen=True)
class KeyLabel:
    """What a key file says about itself, without the key. `suite`: what the key is for, `SEALS` or
    `SIGNS`."""

    kind: Kind
    name: str
    created: date
    key_id: bytes
    suite: str = SEALS


def write_key_file(path: Path, label: KeyLabel, octets: bytes) -> None:
    """Writes a new file, a private key with mode 0600, a public key with 0644 for every plane to read.

    Raises KeyFileError when anything is at `path` already, the name is unusable or the disk refuses.
    """
    if not label.name.strip() or len(label.name) > _LONGEST_NAME or not label.name.isprintable():
        raise KeyFileError(f"A key needs a name of one line, at most {_LONGEST_NAME} characters long.")
    text = json.dumps(
        {
            "waylight": label.kind,
            "version": _VERSION,
            "suite": label.suite,
            "name": label.name,
            "created": label.created.isoformat(),
            "key_id": label.key_id.hex(),
            "key": base64.b64encode(octets).decode("ascii"),
        },
        indent=2,
        ensure_ascii=False,
    )
    try:
        _write_new(path, f"{text}\n".encode(), _MODES[label.kind])
    except FileExistsError as error:
        raise KeyFileError(f"{path} exists already. A key file is never written over.") from error
    except OSError as error:
        raise KeyFileError(f"{path} could not be written: {error.strerror}.") from error


def read_key_file(path: Path) -> tuple[KeyLabel, bytes]:
    """The label, and the key's bytes as they stand there: whether they match the label is not checked.

    Raises KeyFileError when the file is missing, unreadable, of another format or open to others.
    """
    content, mode = _read(path)
    try:
        fields = json.loads(content)
        if fields["version"] != _VERSION or fields["suite"] not in _SUITES:
            raise KeyFileError(f"{path} was written by another version of Waylight. Use that one to read it.")
        label = _label(fields)
        octets = base64.b64decode(fields["key"], validate=True)
    except (ValueError, KeyError, TypeError) as error:
        raise KeyFileError(f"{path} is not a Waylight key file, or it is damaged.") from error
    _check_mode(path, mode, _MODES[label.kind])
    return label, octets


def _write_new(path: Path, content: bytes, mode: int) -> None:
    """Through a hard link, because it is the one step that is atomic and fails when `path` exists."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            unfinished.chmod(mode)
            os.fsync(descriptor)
        path.hardlink_to(unfinished)
    finally:
        unfinished.unlink()
    _make_name_durable(path.parent)


def _make_name_durable(folder: Path) -> None:
    if os.name != "posix":  # only POSIX opens a folder to flush it
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _label(fields: Mapping[str, str]) -> KeyLabel:
    return KeyLabel(
        kind=_KINDS[fields["waylight"]],
        name=fields["name"],
        created=date.fromisoformat(fields["created"]),
        key_id=bytes.fromhex(fields["key_id"]),
        suite=fields["suite"],
    )


def _read(path: Path) -> tuple[bytes, int]:
    """The content, and the mode of the very file that was read."""
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST_FILE), os.fstat(file.fileno()).st_mode
    except FileNotFoundError as error:
        raise KeyFileError(f"There is no key file at {path}.") from error
    except OSError as error:
        raise KeyFileError(f"The key file {path} could not be read: {error.strerror}.") from error


def _check_mode(path: Path, mode: int, allowed: int) -> None:
    """Windows keeps no such bits, so there is nothing to check there."""
    if os.name == "posix" and stat.S_IMODE(mode) & _OTHERS_MAY & ~allowed:
        raise KeyFileError(
            f"{path} is open to other people on this machine (mode {stat.S_IMODE(mode):04o}). "
            f"Close it with: chmod {allowed:o} {path}"
        )
