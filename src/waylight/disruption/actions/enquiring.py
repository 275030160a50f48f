"""Section 3: what stands behind an entry in the national database, asked of us or by us."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.codes import DueKind
from waylight.casework.models import Due
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..authorities import authorities
from ..codes import Asked
from ..errors import Missing, NotPossible, Why
from ..machine import ENQUIRY, HAND, LICENCE
from ..models import Enquiry
from ..statute import began
from .steps import person_id, said


def ask(asked: str, authority: str, about: str, asked_on: date, *, area: str, by: Actor) -> Enquiry:
    """Note that another authority asks us, or that we ask one; twenty working days run. Raises Missing,
    NotPossible."""
    said(about=about)
    if asked not in Asked.values or authority not in authorities():
        raise Missing("authority")
    if asked_on > timezone.localdate():
        raise NotPossible(Why.NOT_THAT_DAY)
    enquiry = Enquiry(
        area_id=area, asked=asked, authority=authority, about=about, asked_on=asked_on, owner_id=person_id(by)
    )
    require(by, LICENCE, enquiry)
    with transaction.atomic():
        enquiry.save()
        owed = dues.Owed(owner=enquiry.owner, area=area)
        dues.start(None, DueKind.LICENCE_S3, about=enquiry.pk, at=began(asked_on), owed=owed)
        _audit(enquiry, by, Verb.COLLECTION)
    return enquiry


def answer_enquiry(enquiry: Enquiry, answered_on: date, answer: str, *, by: Actor) -> Enquiry:
    """Raises Missing, NotPossible, WrongMove."""
    said(answer=answer)
    require(by, LICENCE, enquiry)
    with transaction.atomic():
        fresh = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
        if not ENQUIRY.allows(fresh.state, "answered", LICENCE):
            raise WrongMove(ENQUIRY, fresh.state, LICENCE)
        if not fresh.asked_on <= answered_on <= timezone.localdate():
            raise NotPossible(Why.NOT_THAT_DAY)
        fresh.state, fresh.answered_on, fresh.answer = "answered", answered_on, answer
        fresh.save()
        dues.stop(None, DueKind.LICENCE_S3, about=fresh.pk)
        _audit(fresh, by, Verb.DISCLOSURE if fresh.asked == Asked.OF_US else Verb.COLLECTION)
    return fresh


def hand_enquiry(enquiry: Enquiry, owner: Person, *, by: Actor) -> Enquiry:
    """Another licensing officer of the area answers it, and what is due of it is due to them. Raises
    NotPossible for anybody else, or once it is answered."""
    require(by, HAND, enquiry)
    with transaction.atomic():
        fresh = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
        if not holders_of(Role.LICENSING, fresh.area_id).filter(pk=owner.pk).exists():
            raise NotPossible(Why.NOT_A_LICENSING_OFFICER)
        if fresh.state != ENQUIRY.start:
            raise NotPossible(Why.NOTHING_LEFT)
        answers_it(fresh.pk, owner)
        Due.objects.filter(about=fresh.pk, stopped_at__isnull=True).update(owner=owner)
        thing, detail = ("licensing-enquiry", fresh.pk), {"owner": owner.pk}
        record(Verb.ALTERATION, HAND, by=by, thing=thing, detail=detail)
        announce("enquiry.handed-to", enquiry=str(fresh.pk), owner=owner.pk)
    return Enquiry.objects.select_related("owner").get(pk=enquiry.pk)


def answers_it(enquiry: UUID, owner: Person) -> None:
    """In the caller's transaction; also when its owner has left."""
    Enquiry.objects.filter(pk=enquiry).update(owner=owner)


def _audit(enquiry: Enquiry, by: Actor, verb: Verb) -> None:
    thing = ("licensing-enquiry", enquiry.pk)
    record(verb, LICENCE, by=by, thing=thing, detail={"state": enquiry.state})
