"""Which contacts share an exact mark, phone or name with birth date, by keyed digests alone."""

from datetime import datetime

from django.db.models import Max, QuerySet

from .models import Contact, MatchKey


def sharing(contact: Contact) -> QuerySet[Contact]:
    """Other contacts with one of its keys, of any area and desk: the caller narrows them."""
    digests = MatchKey.objects.filter(contact=contact).values("digest")
    holders = MatchKey.objects.filter(digest__in=digests).values("contact")
    return Contact.objects.filter(pk__in=holders).exclude(pk=contact.pk)


def latest_arrival(contact: Contact) -> datetime:
    """When the latest contact that shares a key, or this one itself, came before this desk."""
    same_desk = sharing(contact).filter(area_id=contact.area_id, desk=contact.desk)
    found: datetime | None = same_desk.aggregate(latest=Max("arrived_at"))["latest"]
    return max(found, contact.arrived_at) if found else contact.arrived_at
