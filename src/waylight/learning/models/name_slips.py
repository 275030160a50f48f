"""What a person opens themselves by signing in."""

from django.db import models

from .roster import Learner


class NameSlip(models.Model):
    """A learner's name under a key that only badge and code make, so that a certificate can be printed with
    it where nothing else can open a name. Written when a code is given. `name_key`: of the name as it was
    then; one that was put right since is not printed wrong."""

    learner = models.OneToOneField(
        Learner, primary_key=True, on_delete=models.CASCADE, related_name="name_slip"
    )
    sealed = models.BinaryField()
    name_key = models.CharField(max_length=64, blank=True)
