"""Certificates as signed credentials, and the lists that say which of them are not to be relied on. Both are
made by the worker of the staff plane, which alone has the key; the public plane hands them out as they
are."""

from django.db import models

from .completing import Certificate


class SignedCredential(models.Model):
    """One certificate, signed in both ways. `issuer` is the did:key that signed."""

    certificate = models.OneToOneField(
        Certificate, primary_key=True, on_delete=models.PROTECT, related_name="credential"
    )
    issuer = models.CharField(max_length=100)
    jwt = models.TextField()
    document = models.TextField()
    signed_at = models.DateTimeField()


class StatusList(models.Model):
    """The newest of its name. `holds` is a digest of what it says, so that an unchanged one is left alone."""

    name = models.CharField(max_length=40, primary_key=True)
    issuer = models.CharField(max_length=100)
    jwt = models.TextField()
    document = models.TextField()
    holds = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    valid_until = models.DateTimeField()
