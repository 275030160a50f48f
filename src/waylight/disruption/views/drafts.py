"""What is typed before there is anything to type it about, of what the hub handed on, and of an enquiry."""

from uuid import UUID

from django.urls import reverse

from waylight.casework.views.slots import NOTHING_YET, Slot, draft_name, keeps, keeps_forms, keeps_new
from waylight.intelligence.models import Entity

from ..machine import HAND, LICENCE, OPEN
from ..models import Enquiry, Handed, LicensingReferral
from .licence_acts import HAND_OVER


def _of_new(pk: UUID, name: str) -> Slot | None:
    """Opening a unit from nothing that is known, or from an entity, which gives nobody a right of its own."""
    entity = Entity.objects.filter(pk=pk).first()
    if name != "open" or (entity is None and pk != NOTHING_YET):
        return None
    back = reverse("unit-open") + (f"?from={pk}" if entity else "")
    return Slot(pk, draft_name("unit-new", pk, name), (OPEN, None), back)


keeps("unit-new", _of_new)
keeps_forms(
    "handed",
    Handed.objects.select_related("stream__contact", "area"),
    {"open": OPEN},
    lambda handed: reverse("unit-handed", args=[handed.pk]),
)


def _of_hand(pk: UUID, name: str) -> Slot | None:
    """The same draft as on the licence's own page, found by whoever may hand it on and not read it."""
    thing = LicensingReferral.objects.filter(pk=pk).first() if name == HAND_OVER.name else None
    return Slot(pk, name, (HAND, thing), reverse("licence-hand", args=[pk])) if thing else None


keeps("licence-hand", _of_hand)
keeps_new("licence-new", "begin", LICENCE, "licence-begin")
keeps_new("enquiries", "ask", LICENCE, "licences")
keeps_forms(
    "enquiry", Enquiry.objects.all(), {"answer": LICENCE}, lambda it: reverse("licence-enquiry", args=[it.pk])
)
