"""Opening a device for many learners, one after another, and closing it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.guidance.models import Area

from ..models import SharedDevice
from ..models.devices import code_digest
from ..roster_keys import code_in_groups, new_code

CODE_LENGTH = 8
MOST_HOURS = 12
"""A day in a room. A kiosk that stands there for weeks is opened each morning, by somebody who looks at it.
"""


@dataclass(frozen=True)
class OpenedDevice:
    """Shown once; only the code's digest is kept. `code` is in groups of four."""

    device: SharedDevice
    code: str


@transaction.atomic
def open_device(area: Area, *, hours: int, place: str, by: Actor) -> OpenedDevice:
    """A code that makes each device on which it is typed a shared one, for so many hours from now. `place` is
    for whoever closes it. Raises ValueError for none, or more than MOST_HOURS."""
    require(by, "training.device", _Own(area.slug, by.ref))
    if not 1 <= hours <= MOST_HOURS:
        raise ValueError(f"A device is shared for 1 to {MOST_HOURS} hours, not {hours}.")
    code, now = new_code(CODE_LENGTH), timezone.now()
    made = SharedDevice.objects.create(
        area=area,
        code_digest=code_digest(code),
        place=place.strip(),
        opened_by=by.ref,
        opened_at=now,
        until=now + timedelta(hours=hours),
    )
    record(
        Verb.PERMISSION,
        "training.device",
        by=by,
        thing=("shared-device", made.pk),
        detail={"what": "open", "hours": hours},
    )
    return OpenedDevice(made, code_in_groups(code))


@transaction.atomic
def close_device(device: SharedDevice, *, by: Actor) -> None:
    """From the next page on, a device on which its code was typed is none any more, and forgets whoever used
    it. Closed twice it was closed once."""
    require(by, "training.device", device)
    if SharedDevice.objects.filter(pk=device.pk, closed_at__isnull=True).update(closed_at=timezone.now()):
        record(
            Verb.PERMISSION,
            "training.device",
            by=by,
            thing=("shared-device", device.pk),
            detail={"what": "close"},
        )


@dataclass(frozen=True)
class _Own:
    """What is about to be opened, as the policy is asked."""

    area_slug: str
    opened_by_ref: str
