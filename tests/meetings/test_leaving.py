"""An action of a meeting is never nobody's: it passes on with what is due."""

from typing import Any

from django.utils import timezone

from waylight.accounts.actions import leave
from waylight.casework.actions import pass_on
from waylight.casework.codes import DueKind
from waylight.casework.models import Due
from waylight.meetings import queries

from .a_panel import Panel


def test_a_leavers_action_passes_to_somebody_who_can_answer_it(panel: Panel, actor: Any) -> None:
    action = panel.action(panel.meeting("held").items.get(), owner="voluntary")
    due = Due.objects.get(kind=DueKind.MEETING_ACTION, about=action.pk)
    health = panel.health
    leave(panel.person("voluntary"), on=timezone.now(), reason="left", by=actor("administrator"))
    pass_on(panel.person("voluntary").pk)
    due.refresh_from_db()
    assert due.owner == panel.person("health")
    assert queries.action_of(health, action.pk).owns
