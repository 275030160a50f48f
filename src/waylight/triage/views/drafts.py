"""Where what is typed of a concern, of a stream and for a caller is kept while it is typed."""

from django.urls import reverse

from ..models import Contact, Stream, Transfer
from .acts import CONTACT_ACTS, STREAM_ACTS
from .slots import keeps_forms, keeps_new

WHO_REPORTED = frozenset({"name", "phone", "safe_contact"})
"""Kept apart from all else and opened with a reason: so nothing of it lies in a draft."""

keeps_forms(
    "contact",
    Contact.objects.select_related("area", "concern"),
    {**{act.name: act.action for act in CONTACT_ACTS}, "identity": "identity.open"},
    lambda contact: reverse("contact", args=[contact.pk]),
)
keeps_forms(
    "stream",
    Stream.objects.select_related("contact__area", "contact__concern"),
    {act.name: act.action for act in STREAM_ACTS},
    lambda stream: reverse("stream", args=[stream.pk]),
)
keeps_forms(
    "transfer-offered",
    Transfer.objects.select_related("contact"),
    {"answer": "transfer.answer"},
    lambda _transfer: reverse("transfers"),
)
keeps_new("caller", "enter", "concern.enter", "enter", WHO_REPORTED | {"form_id"})
keeps_new("shift", "hand-over", "concern.hold", "handover")
