"""The data key in memory: unwrapped once per process, on the staff plane only."""

from functools import cache

from django.db import transaction
from django.utils import timezone

from waylight.engine.sealing import DataKey, key_id_of

from . import keyring
from .models import DataKeyRecord


def make() -> DataKeyRecord:
    """Make a new data key; what is written from now on uses it."""
    record = DataKeyRecord.objects.create(
        wrapped=DataKey.new().wrap(keyring.public_key("hub")), created_at=timezone.now()
    )
    transaction.on_commit(_newest_id.cache_clear)
    return record


def make_first() -> bool:
    """Make the first data key, outside any transaction; False when there is one.

    One made in the middle of other work would go when that is undone, while the process remembers it and
    writes under a key that nobody has.
    """
    if DataKeyRecord.objects.exists():
        return False
    make()
    return True


@cache
def _newest_id() -> int:
    newest = DataKeyRecord.objects.order_by("-id").values_list("id", flat=True).first()
    return newest if newest is not None else make().pk


@cache
def _unwrapped(pk: int) -> DataKey:
    wrapped = bytes(DataKeyRecord.objects.values_list("wrapped", flat=True).get(pk=pk))
    return DataKey.unwrap(keyring._private("hub", key_id_of(wrapped)), wrapped)


def forget() -> None:
    _newest_id.cache_clear()
    _unwrapped.cache_clear()


def encrypt(text: str, *, table: str, row: object, column: str) -> bytes:
    """Four bytes of data key number, then the engine's ciphertext bound to table, row and column."""
    pk = _newest_id()
    return pk.to_bytes(4, "big") + _unwrapped(pk).encrypt(
        text.encode(), table=table, row=str(row), column=column
    )


def decrypt(blob: bytes, *, table: str, row: object, column: str) -> str:
    key = _unwrapped(int.from_bytes(blob[:4], "big"))
    return key.decrypt(blob[4:], table=table, row=str(row), column=column).decode()


def match(kind: str, value: str) -> str:
    """The keyed HMAC that finds an exact value again, under the first data key so that it stays the same."""
    first = DataKeyRecord.objects.order_by("id").values_list("id", flat=True).first()
    return _unwrapped(first if first is not None else make().pk).match(kind, value)
