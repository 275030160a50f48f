"""What licensing does about a licence. Nothing here points to a concern, a stream, an entity, a unit or a
child: a driver's own reports cannot be reached from their licence, and no name of a child is carried over."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, Identified, known_states, reference, states

from ..authorities import Authority, now_called
from ..codes import ENTERED, Asked, Course, Licence, LicenceOutcome
from ..machine import ENQUIRY, REFERRAL, SETTLED


class LicensingReferral(Identified):
    """`holder` and `entry` are JSON (`licence.Holder`, `licence.Entry`), encrypted. `authority` is the code
    of whoever gave the licence, `sender` of whoever told us. Days are local: `aware_on` is when we became
    aware, or received what was sent, `told_on` when whoever sent it was told what we decided. `version` is
    the base that a change of holder or entry carries."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=states(REFERRAL), default=REFERRAL.start)
    version = models.PositiveIntegerField(default=1)
    course = models.CharField(max_length=11, choices=Course.choices)
    licence = models.CharField(max_length=8, choices=Licence.choices)
    owner = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(max_length=40)
    sender = models.CharField(max_length=40, blank=True)
    aware_on = models.DateField()
    holder = SealedTextField()
    information = SealedTextField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    judged_because = SealedTextField()
    sent_on = models.DateField(null=True, blank=True)
    sent_to = models.CharField(max_length=40, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = SealedTextField()
    outcome = models.CharField(max_length=10, choices=LicenceOutcome.choices, blank=True)
    outcome_because = SealedTextField()
    on_relevant_information = models.BooleanField(default=False)
    notified_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    suspended_until = models.DateField(null=True, blank=True)
    entry = SealedTextField()
    entered_on = models.DateField(null=True, blank=True)
    remove_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            known_states(REFERRAL, "licensing_referral_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=("entered", "removed"))
                | Q(entered_on__isnull=False, remove_on__isnull=False, on_relevant_information=True),
                name="an_entry_has_its_end",
            ),
        ]

    @property
    def area_slug(self) -> str:
        return self.area_id

    @property
    def reference(self) -> str:
        return reference(self.pk)

    @property
    def to_be_entered(self) -> bool:
        """Whether section 2 asks for an entry in the national database."""
        driver = self.licence == Licence.DRIVER
        return driver and self.on_relevant_information and self.outcome in ENTERED

    @property
    def sender_waits(self) -> bool:
        """Whether we decided, and section 6 asks us to tell whoever sent it, in writing and with reasons."""
        decided = self.state in ("decided", "entered")
        return decided and self.course == Course.FROM_OTHERS and self.told_on is None

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do about it."""
        last = self.state == "decided" and not self.to_be_entered and not self.sender_waits
        return self.state in SETTLED or last


class LicensingStep(Identified):
    """What was done when by whom. Only ever added to."""

    referral = models.ForeignKey(LicensingReferral, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=8)
    words = SealedTextField()
    by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]


class Enquiry(Identified):
    """Section 3: one authority asks another what stands behind an entry in the national database."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=states(ENQUIRY), default=ENQUIRY.start)
    asked = models.CharField(max_length=5, choices=Asked.choices)
    authority = models.CharField(max_length=40)
    owner = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    about = SealedTextField()
    answered_on = models.DateField(null=True, blank=True)
    answer = SealedTextField()

    class Meta:
        ordering = ["-asked_on"]
        constraints = [known_states(ENQUIRY, "licensing_enquiry_state_is_known")]

    @property
    def other(self) -> Authority:
        """Who asks us or is asked, as it is called today."""
        return now_called(self.authority, timezone.localdate())

    @property
    def area_slug(self) -> str:
        return self.area_id

    @property
    def reference(self) -> str:
        return reference(self.pk)
