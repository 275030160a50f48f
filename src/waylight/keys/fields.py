"""A model field whose text rests encrypted and is opened only when it is read."""

from typing import Any

from django.db import models

from . import data_keys


class Ciphertext(bytes):
    """What came from the database and has not been opened."""


class _Opened:
    """Opens the field on first access; until then the words are not in memory."""

    def __init__(self, field: "SealedTextField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        value = instance.__dict__.get(self.field.attname, "")
        if isinstance(value, Ciphertext):
            value = data_keys.decrypt(value, **self.field.place(instance)) if value else ""
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedTextField(models.Field):
    """Text encrypted under the data key, bound to its table, row and column.

    The row's key must be known before saving, so models that hold one use a UUID primary key. A plain
    string cannot reach the database by another way: `update()` and filters with one raise TypeError.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "BinaryField"

    def place(self, instance: models.Model) -> dict[str, Any]:
        return {"table": self.model._meta.db_table, "row": instance.pk, "column": self.column}

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opened(self))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Ciphertext:
        return Ciphertext(bytes(value) if value is not None else b"")

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext:
        value = model_instance.__dict__.get(self.attname, "")
        if isinstance(value, Ciphertext):
            return value
        return Ciphertext(data_keys.encrypt(value, **self.place(model_instance)) if value else b"")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, str) and value:
            raise TypeError(f"{self.name} rests encrypted: save the record, do not update or filter by it")
        return connection.Database.Binary(bytes(value) if value else b"")

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError("Encrypted fields are not serialised.")
