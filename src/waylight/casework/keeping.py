"""The keys by which a record is found again: exact values only, each under a key of its own kind."""

from datetime import date

from waylight.engine.wording.identifiers import person_key
from waylight.keys.data_keys import match

from .codes import IdentifierKind
from .details import Details, whole_nhs_number
from .models import Child, IndexKey

PERSON = "person"
"""The same kind, and so the same digest, as the keys of concerns: a name with a date of birth."""


def key_of(kind: str, value: str) -> str | None:
    """The digest of an identifier, or None where the value is no whole one of its kind."""
    plain = whole_nhs_number(value) if kind == IdentifierKind.NHS else "".join(value.split()).upper()
    return match(f"child-{kind}", plain) if plain else None


def person_digest(name: str, born: date | None) -> str | None:
    key = person_key(name, born)
    return match(PERSON, key) if key else None


def index(child: Child) -> None:
    """Make the child's keys anew from what the record says now; in the caller's transaction."""
    details = Details.read(child.details)
    wanted = {(PERSON, person_digest(name, details.birthday)) for name in details.names}
    wanted |= {(each.kind, key_of(each.kind, each.value)) for each in child.identifiers.all()}
    keys = {(kind, digest) for kind, digest in wanted if digest}
    held = set(child.index_keys.values_list("kind", "digest"))
    for kind, digest in held - keys:
        child.index_keys.filter(kind=kind, digest=digest).delete()
    IndexKey.objects.bulk_create(IndexKey(child=child, kind=k, digest=d) for k, d in sorted(keys - held))
