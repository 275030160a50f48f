"""Shared devices: those of a desk's own, and the one whose code was typed."""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import PUBLIC, Actor, Role

from ..models import SharedDevice
from ..models.devices import code_digest


def shared_devices(viewer: Actor) -> list[SharedDevice]:
    """Those that are open now: of one's own, and for licensing of its whole area."""
    require(viewer, "training.device")
    reach = Q(opened_by=viewer.ref) | Q(area_id__in=viewer.areas(Role.LICENSING))
    found = SharedDevice.objects.filter(reach, **_standing()).select_related("area")
    return list(found)


def shared_device(viewer: Actor, pk: UUID) -> SharedDevice:
    """Raises SharedDevice.DoesNotExist, and Refused."""
    found = SharedDevice.objects.get(pk=pk)
    require(viewer, "training.device", found)
    return found


def device_by_code(code: str) -> SharedDevice | None:
    """The one whose code somebody typed; None for a code that never was, or is over."""
    require(PUBLIC, "training.enter")
    return _found(code_digest=code_digest(code))


def device_by_id(pk: UUID) -> SharedDevice | None:
    """The same, of a device on which it was typed earlier."""
    require(PUBLIC, "training.enter")
    return _found(pk=pk)


def _found(**which: object) -> SharedDevice | None:
    return SharedDevice.objects.filter(**which, **_standing()).select_related("area").first()


def _standing() -> dict[str, object]:
    return {"until__gt": timezone.now(), "closed_at__isnull": True}
