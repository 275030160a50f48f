"""Taking a telling away in the form of another system."""

from dataclasses import dataclass

from django.db import transaction

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.models import Verb

from ..errors import NotPossible, Why
from ..exports import FORMATS
from ..models import Disclosure
from ..told import told_from
from .steps import audit

EXPORT = "report.export"


@dataclass(frozen=True)
class Exported:
    name: str
    media_type: str
    body: bytes


def export(disclosure: Disclosure, form: str, *, by: Actor) -> Exported:
    """What was told, exactly as it was told. Raises NotPossible once its words were disposed of, KeyError for
    a form that there is not, CannotPrint."""
    require(by, EXPORT, disclosure)
    chosen = FORMATS[form]
    if not disclosure.told:
        raise NotPossible(Why.NOT_NOW)
    body = chosen.make(told_from(disclosure.told))
    with transaction.atomic():
        detail: dict = {"disclosure": str(disclosure.pk), "form": form, "bytes": len(body)}
        audit(disclosure.report, EXPORT, by=by, verb=Verb.EXPORT, detail=detail)
    return Exported(f"report-{disclosure.report.reference}.{chosen.suffix}", chosen.media_type, body)
