"""Copies of a thing with everything that belongs to it, each row sealed for its own place."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

BATCH = 5000


def copies(root: Any, count: int, change: Callable[[Any, int], None], leave: tuple[str, ...] = ()) -> list:
    """`count` more of `root` and of every row that leads to it, but for models named in `leave`.

    Keys are new and point among the copies as they did in the original; `change` alters each copied root.
    """
    from django.db import transaction

    held = rows_of(root, leave)
    made, waiting = [], []
    with transaction.atomic():
        for number in range(count):
            keys = {row.pk: uuid4() for row in (root, *held)}
            copied = _copy(root, keys)
            change(copied, number)
            made.append(copied)
            waiting += [copied, *(_copy(row, keys) for row in held)]
            if len(waiting) > BATCH:
                _write(waiting)
                waiting = []
        _write(waiting)
    return made


def rows_of(root: Any, leave: tuple[str, ...] = ()) -> list:
    """Every row that points at `root`, or at a row that does, each once; and what is due about any."""
    from waylight.casework.models import Due

    found = {root.pk: root}
    _walk(found, [root], (*leave, Due._meta.label))
    dues = list(Due.objects.filter(about__in=set(found)))
    found |= {row.pk: row for row in dues}
    _walk(found, dues, leave)
    del found[root.pk]
    return list(found.values())


def _walk(found: dict[UUID, Any], level: list, leave: tuple[str, ...]) -> None:
    while level:
        keys, following = {each.pk for each in level}, {}
        for model in {type(each) for each in level}:
            for of, name in _pointing_at(model):
                if of._meta.label not in leave:
                    rows = of._default_manager.filter(**{f"{name}__in": keys})
                    following |= {row.pk: row for row in rows if row.pk not in found}
        found |= following
        level = list(following.values())


def _pointing_at(model: Any) -> list[tuple[Any, str]]:
    from django.db.models import UUIDField

    relations = model._meta.get_fields(include_hidden=True)
    back = [each for each in relations if each.auto_created and (each.one_to_many or each.one_to_one)]
    return [
        (each.related_model, each.field.name)
        for each in back
        if isinstance(each.related_model._meta.pk, UUIDField)
    ]


def _copy(row: Any, keys: dict[UUID, UUID]) -> Any:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{name: keys.get(v, v) if isinstance(v, UUID) else v for name, v in values.items()})


def _write(rows: list) -> None:
    """Foreign keys are checked when the transaction ends, so the order of tables does not matter."""
    by_model: dict[type, list] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for model, those in by_model.items():
        model._default_manager.bulk_create(those, batch_size=200)
