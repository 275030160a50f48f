"""What was completed, the certificates that follow from it, and what took either back. Only ever added to:
the database refuses to change or remove a row (migration 0002)."""

from django.db import models

from waylight.keys.fields import SealedTextField

from ..codes import CheckHow, Mode
from .base import Identified, InArea, by_reference, course_id, version_id
from .rooms import RoomSession
from .roster import Learner, OfLearner
from .studying import Registration


class Completion(Identified, InArea, OfLearner):
    """Somebody has done a course. `on` is the day that counts, `at` when it was written down.

    `assessor` is who saw it and `evidence` what they saw, for training in a room, on paper or elsewhere. How
    many were right, how long it took and in which language are not kept.
    """

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="completions")
    course_id = course_id()
    version_id = version_id()
    mode = models.CharField(max_length=10, choices=Mode.choices)
    check_how = models.CharField(max_length=12, choices=CheckHow.choices, blank=True)
    evidence = SealedTextField()
    assessor = SealedTextField()
    session = models.ForeignKey(
        RoomSession, null=True, blank=True, on_delete=models.PROTECT, related_name="completions"
    )
    registration = models.OneToOneField(
        Registration, null=True, blank=True, on_delete=models.PROTECT, related_name="completion"
    )
    on = models.DateField()
    by = by_reference()
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "at"]
        indexes = [models.Index(fields=["area", "course_id", "learner"])]


class Withdrawal(Identified):
    """A completion that does not count after all, and why."""

    completion = models.OneToOneField(Completion, on_delete=models.PROTECT, related_name="withdrawal")
    reason = SealedTextField()
    by = by_reference()
    at = models.DateTimeField()

    @property
    def area_slug(self) -> str:
        return self.completion.area_id


class Certificate(InArea, OfLearner):
    """Follows from a completion. A new end of validity is a new certificate, which names the one it replaces.

    `id` is its place in the status list of the credentials; `code` is what is printed and looked up. `title`
    is the course's as it was then, so that the paper can be read in ten years.
    """

    code = models.CharField(max_length=12, unique=True)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="certificates")
    completion = models.ForeignKey(Completion, on_delete=models.PROTECT, related_name="certificates")
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    course_id = course_id()
    version_id = version_id()
    title = models.CharField(max_length=200)
    badge_end = models.CharField(max_length=2)
    completed_on = models.DateField()
    issued_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]


class Revocation(Identified):
    """A certificate that is not to be relied on, and why. The public is told that, not why."""

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="revocation")
    reason = SealedTextField()
    on = models.DateField()
    by = by_reference()
    at = models.DateTimeField()

    @property
    def area_slug(self) -> str:
        return self.certificate.area_id
