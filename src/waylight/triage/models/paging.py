"""Who is paged out of hours, and each page that went out."""

from django.db import models

from waylight.guidance.models import Area

from ..machine import PAGE
from .base import PERSON, known_states, reference, states
from .contact import Contact, OfContact


class RotaEntry(models.Model):
    """Who is paged for an area out of hours, in which order. Addresses are work addresses."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="rota")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(blank=True)
    sms_address = models.EmailField(blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]

    @property
    def area_slug(self) -> str:
        return self.area_id


class Page(OfContact):
    """One call to one person on the rota, with no content in it."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="pages")
    entry = models.ForeignKey(RotaEntry, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=states(PAGE), default=PAGE.start)
    sent_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    acknowledged_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [known_states(PAGE, "page_state_is_known")]
        ordering = ["sent_at"]

    @property
    def reference(self) -> str:
        return reference(self.contact_id)
