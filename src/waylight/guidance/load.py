"""Area packs from `content/areas/` into the database. Loading twice changes nothing."""

import hashlib
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from waylight.accounts.roles import system
from waylight.audit.actions import record
from waylight.audit.models import Verb

from . import memory
from .kinds import ALWAYS
from .models import Area, ContactRoute
from .pack_file import Entry, PackError
from .packs import Pack, stored
from .records import CONTACTS, NATIONAL, read_contacts

__all__ = ["PackError", "load_all", "load_national", "load_pack"]

AREA = "area.yaml"
_FROM_FILE = (
    *("kind", "label", "note", "phone", "text_number", "email", "url", "hours", "order", "status"),
    *("verified_on", "verified_by", "method", "source", "review_every_days"),
)


def load_all(folder: Path | None = None, *, checked_on: date | None = None) -> list[Area]:
    """Load the nation's numbers and every area pack of `folder` (content/areas), or, on PackError, none.

    `checked_on` dates the numbers of invented areas, so that a demonstration is not full of lapsed ones.
    """
    folder = folder or settings.CONTENT / "areas"
    with transaction.atomic():
        load_national(folder / NATIONAL)
        packs = sorted(path.parent for path in folder.glob(f"*/{AREA}"))
        return [load_pack(pack, checked_on=checked_on) for pack in packs]


def load_national(folder: Path) -> list[ContactRoute]:
    """Load the numbers that belong to no one area. Raises PackError."""
    records = read_contacts(folder / CONTACTS)
    with transaction.atomic():
        _audit(NATIONAL, _store(None, records))
    memory.forget_once_committed()
    return records


def load_pack(folder: Path, *, checked_on: date | None = None) -> Area:
    """Load one area: its pack, and its numbers where the file knows them better than the database.

    A number that people checked here later than the file's own date stays as they left it. One that the
    file no longer has, and that nobody here checked, is withdrawn. Raises PackError, naming file and entry.
    """
    entry = Entry.open(folder / AREA)
    pack = Pack.read(entry)
    if pack.slug != folder.name:
        raise entry.error("slug", f"is the folder's name, {folder.name!r}, not {pack.slug!r}.")
    records = read_contacts(folder / CONTACTS, checked_on if pack.fictional else None)
    if any(route.code == ALWAYS for route in records):
        raise PackError(f"{folder.name}/{CONTACTS}: routes: {ALWAYS} belongs to the nation, not to an area.")
    with transaction.atomic():
        area, changed = _store_area(pack, entry, _version(folder))
        _audit(area.slug, _store(area, records) + changed)
    memory.forget_once_committed()
    return area


def _version(folder: Path) -> str:
    """SHA-256 of the pack's two files."""
    return hashlib.sha256(b"\0".join((folder / name).read_bytes() for name in (AREA, CONTACTS))).hexdigest()


def _store_area(pack: Pack, entry: Entry, version: str) -> tuple[Area, int]:
    known = Area.objects.filter(slug=pack.slug, pack_version=version).first()
    if known is not None:
        return known, 0
    fields = {
        "name": pack.name,
        "hub_name": pack.hub_name,
        "fictional": pack.fictional,
        "public": pack.public,
        "pack": stored(entry.found),
        "pack_version": version,
    }
    area, _new = Area.objects.update_or_create(slug=pack.slug, defaults=fields)
    return area, 1


def _store(area: Area | None, records: list[ContactRoute]) -> int:
    """Returns how many numbers were added, changed or withdrawn."""
    known = {route.code: route for route in ContactRoute.objects.filter(area=area)}
    changed = sum(_store_one(area, record, known.pop(record.code, None)) for record in records)
    for gone in known.values():
        if not gone.confirmed_by and gone.status != ContactRoute.Status.WITHDRAWN:
            gone.status = ContactRoute.Status.WITHDRAWN
            gone.save(update_fields=["status"])
            changed += 1
    return changed


def _store_one(area: Area | None, found: ContactRoute, kept: ContactRoute | None) -> bool:
    if kept is None:
        found.area = area
        found.save()
        return True
    fields = {name: getattr(found, name) for name in _FROM_FILE}
    same = all(getattr(kept, name) == value for name, value in fields.items())
    if same or not _file_knows_better(found, kept):
        return False
    ContactRoute.objects.filter(pk=kept.pk).update(**fields, confirmed_by="")
    return True


def _file_knows_better(found: ContactRoute, kept: ContactRoute) -> bool:
    if found.verified_on == kept.verified_on:
        return not kept.confirmed_by
    return found.verified_on > kept.verified_on


def _audit(slug: str, changed: int) -> None:
    if changed:
        record(
            Verb.ALTERATION,
            "guidance.load",
            by=system("load"),
            thing=("area", slug),
            detail={"changed": changed},
        )
