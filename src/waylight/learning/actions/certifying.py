"""Certificates: issued for what was completed, issued anew where a rule ends them otherwise, revoked."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.clocks import months_after

from ..cases import in_parts
from ..codes import CERTIFIED
from ..courses import course_title, validity_months
from ..models import Certificate, Completion, Learner, Revocation
from ..refresher import Done
from ..roster_keys import new_code
from ..rulebooks import CourseBook, course_books
from .problems import NotPossible, Why

CODE_LENGTH = 10
"""Ten of thirty letters are 49 bits: nobody finds a certificate by trying."""


def issue(completions: Iterable[Completion], *, on: date) -> list[Certificate]:
    """Write the certificates of what has just been completed, in the caller's transaction. None for training
    that was not ours."""
    ours = [each for each in completions if each.mode in CERTIFIED]
    if not ours:
        return []
    books = {area: course_books(area) for area in {each.area_id for each in ours}}
    ends = _badge_ends(ours)
    made = [
        _certificate(each, ends[each.learner_id], books[each.area_id].get(each.course_id), on)
        for each in ours
    ]
    return Certificate.objects.bulk_create(made, batch_size=200)


def _badge_ends(completions: Sequence[Completion]) -> dict[object, str]:
    found: dict[object, str] = {}
    for some in in_parts([each.learner_id for each in completions]):
        found |= dict(Learner.objects.filter(pk__in=some or []).values_list("pk", "badge_end"))
    return found


def _certificate(
    completion: Completion,
    badge_end: str,
    book: CourseBook | None,
    on: date,
    replaces: Certificate | None = None,
) -> Certificate:
    return Certificate(
        area_id=completion.area_id,
        code=new_code(CODE_LENGTH),
        learner_id=completion.learner_id,
        completion=completion,
        replaces=replaces,
        course_id=completion.course_id,
        version_id=completion.version_id,
        title=replaces.title if replaces is not None else course_title(completion.course_id),
        badge_end=badge_end,
        completed_on=completion.on,
        issued_on=on,
        expires_on=_expires(completion, book, on),
    )


def _expires(completion: Completion, book: CourseBook | None, on: date) -> date | None:
    """By the council's rule; where it has none, by the course's own validity."""
    if book is None or book.newest(on) is None:
        months = validity_months(completion.course_id)
    else:
        months = book.governing_months(Done(completion.on, completion.version_id), on)
    return months_after(completion.on, months) if months else None


def renew_certificates(area_slug: str, course_id: str, *, on: date) -> int:
    """Issue anew each certificate of people on the roster that the rules now end on another day; the old one
    stays and says that it was replaced. Returns how many. Called where a rule for all has come into force."""
    book = course_books(area_slug, [course_id]).get(course_id)
    standing = Certificate.objects.filter(
        area_id=area_slug,
        course_id=course_id,
        replaced_by__isnull=True,
        revocation__isnull=True,
        learner__left_on__isnull=True,
    ).select_related("completion")
    made = [
        _certificate(old.completion, old.badge_end, book, on, replaces=old)
        for old in standing.iterator(1000)
        if _expires(old.completion, book, on) != old.expires_on
    ]
    Certificate.objects.bulk_create(made, batch_size=200)
    return len(made)


@transaction.atomic
def reissue(certificate: Certificate, *, by: Actor, on: date | None = None) -> Certificate:
    """The same completion on a new paper with a new code, for one that was lost or misprinted. The old one
    says that it was replaced. Raises NotPossible for one that was replaced or revoked already."""
    require(by, "training.certify", certificate)
    fresh = _locked(certificate)
    book = course_books(fresh.area_id, [fresh.course_id]).get(fresh.course_id)
    made = _certificate(fresh.completion, fresh.badge_end, book, on or timezone.localdate(), replaces=fresh)
    made.save()
    record(
        Verb.ALTERATION,
        "training.certify",
        by=by,
        thing=("certificate", made.pk),
        detail={"replaces": fresh.pk, "learner": str(fresh.learner_id)},
    )
    return made


@transaction.atomic
def revoke(certificate: Certificate, *, reason: str, by: Actor, on: date | None = None) -> Revocation:
    """Say that a certificate is not to be relied on. The training itself still counts: `withdraw` takes that
    back. Raises NotPossible, also for no reason."""
    require(by, "training.certify", certificate)
    if not reason.strip():
        raise NotPossible(Why.NO_REASON)
    return write_revocation(_locked(certificate), reason=reason, by=by, on=on or timezone.localdate())


def write_revocation(certificate: Certificate, *, reason: str, by: Actor, on: date) -> Revocation:
    """The caller has asked the policy."""
    made = Revocation.objects.create(
        certificate=certificate, reason=reason, on=on, by=by.ref, at=timezone.now()
    )
    record(
        Verb.ALTERATION,
        "training.certify",
        by=by,
        thing=("certificate", certificate.pk),
        detail={"revoked": True, "learner": str(certificate.learner_id)},
    )
    return made


def _locked(certificate: Certificate) -> Certificate:
    """The certificate as it stands, one that stands. A second press waits for the first."""
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("completion")
    fresh = rows.get(pk=certificate.pk)
    if Certificate.objects.filter(replaces=fresh).exists():
        raise NotPossible(Why.REPLACED)
    if Revocation.objects.filter(certificate=fresh).exists():
        raise NotPossible(Why.REVOKED)
    return fresh
