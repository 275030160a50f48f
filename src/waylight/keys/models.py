"""The wrapped data key, under which identifying values rest in the database."""

from django.db import models


class DataKeyRecord(models.Model):
    """One data key, wrapped to the hub's public key. The newest encrypts; older ones still decrypt."""

    wrapped = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
