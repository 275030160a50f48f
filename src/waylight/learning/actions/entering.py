"""Coming in with a badge number and a code: no e-mail, no account, nothing to phish.

The visit is a random token that the device holds and the database knows by its digest. On a shared device it
ends ten minutes after the last thing done, and whoever comes next begins with nothing of it.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import PUBLIC, Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..models import Learner, Visit
from ..roster_keys import way_in

OWN_DEVICE = timedelta(hours=12)
SHARED_DEVICE = timedelta(minutes=10)


def learner_actor(learner: Learner) -> Actor:
    """Whoever learns, as the policy and the audit know them: the public, with a record of their own."""
    return Actor(learner.learner_ref, frozenset({(Role.PUBLIC, "")}))


@transaction.atomic
def enter(area_slug: str, badge: str, code: str, *, shared: bool = False) -> str | None:
    """The token of a new visit, for a cookie of the learning pages alone; None where badge and code are not
    those of somebody on the roster. Which of the two was wrong is not told."""
    require(PUBLIC, "training.enter")
    found = Learner.objects.filter(
        area_id=area_slug, way_in=way_in(area_slug, badge, code), left_on__isnull=True
    ).first()
    if found is None:
        return None
    token = secrets.token_urlsafe(24)
    now = timezone.now()
    Visit.objects.create(digest=_digest(token), learner=found, shared=shared, ends_at=now + _lasts(shared))
    record(
        Verb.SIGN_IN,
        "training.enter",
        by=learner_actor(found),
        thing=("learner", found.pk),
        detail={"shared": shared},
    )
    return token


def visit_of(token: str, *, now: datetime | None = None) -> Visit | None:
    """The visit of a device that is still good, with its learner; on a shared device this puts its end on."""
    now = now or timezone.now()
    rows = Visit.objects.filter(digest=_digest(token), ends_at__gt=now, learner__left_on__isnull=True)
    visit = rows.select_related("learner").first()
    if visit is not None and visit.shared:
        visit.ends_at = now + SHARED_DEVICE
        visit.save(update_fields=["ends_at"])
    return visit


def leave(token: str) -> None:
    Visit.objects.filter(digest=_digest(token)).delete()


def forget_visits(now: datetime | None = None) -> int:
    """Delete visits that have ended; returns how many."""
    return Visit.objects.filter(ends_at__lte=now or timezone.now()).delete()[0]


def _lasts(shared: bool) -> timedelta:
    return SHARED_DEVICE if shared else OWN_DEVICE


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
