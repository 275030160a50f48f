"""The keys by which a record is found again: exact values only, each under a key of its own kind."""

from datetime import date

from waylight.engine.wording.identifiers import person_key
from waylight.keys.data_keys import match

from .codes import Around, IdentifierKind
from .details import Details, whole_nhs_number
from .models import Child, IndexKey, Related

PERSON = "person"
"""The same kind, and so the same digest, as the keys of concerns: a name with a date of birth."""
NAME, FRIEND = "name", "friend"
"""A child's own name, and that of somebody among their friends and peers now: equal names, equal digests."""


def key_of(kind: str, value: str) -> str | None:
    """The digest of an identifier, or None where the value is no whole one of its kind."""
    plain = whole_nhs_number(value) if kind == IdentifierKind.NHS else "".join(value.split()).upper()
    return match(f"child-{kind}", plain) if plain else None


def person_digest(name: str, born: date | None) -> str | None:
    key = person_key(name, born)
    return match(PERSON, key) if key else None


def name_digest(name: str) -> str | None:
    """Of a whole name of two words or more, else None: "Mum" is a name of nobody."""
    words = name.casefold().split()
    return match("child-name", " ".join(words)) if len(words) > 1 else None


def index(child: Child) -> None:
    """Make the child's keys anew from what the record says now; in the caller's transaction."""
    details = Details.read(child.details)
    friends = Related.objects.filter(child=child, kind=Around.NETWORK, ended_at__isnull=True)
    wanted = {(PERSON, person_digest(name, details.birthday)) for name in details.names}
    wanted |= {(NAME, name_digest(name)) for name in details.names}
    wanted |= {(FRIEND, name_digest(each.name)) for each in friends}
    wanted |= {(each.kind, key_of(each.kind, each.value)) for each in child.identifiers.standing()}
    keys = {(kind, digest) for kind, digest in wanted if digest}
    held = set(child.index_keys.values_list("kind", "digest"))
    for kind, digest in held - keys:
        child.index_keys.filter(kind=kind, digest=digest).delete()
    IndexKey.objects.bulk_create(IndexKey(child=child, kind=k, digest=d) for k, d in sorted(keys - held))
