"""What came of a pattern, said by a person."""

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.triage.actions.steps import person_id

from ..errors import NotPossible, Why
from ..machine import ALERT, ANSWER
from ..models import Alert


def answer(alert: Alert, outcome: str, words: str, *, by: Actor) -> Alert:
    """Say what was done or found. Raises NotPossible without words, or when it is answered or lapsed."""
    require(by, ANSWER, alert)
    if not words.strip():
        raise NotPossible(Why.REASON)
    with transaction.atomic():
        fresh = Alert.objects.select_for_update().get(pk=alert.pk)
        require(by, ANSWER, fresh)
        if not ALERT.allows(fresh.state, outcome, ANSWER):
            raise NotPossible(Why.ANSWERED)
        fresh.state, fresh.outcome = outcome, words.strip()
        fresh.answered_by_id, fresh.answered_at = person_id(by), timezone.now()
        fresh.save()
        detail: dict = {"outcome": outcome, "rule": fresh.rule}
        record(Verb.ALTERATION, ANSWER, by=by, thing=("alert", fresh.pk), detail=detail)
    return fresh
