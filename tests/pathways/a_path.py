"""Episodes brought by real actions to where a test needs them."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from tests.casework.a_team import Team, fresh

from waylight.casework.models import Child
from waylight.pathways import actions
from waylight.pathways.answers import Account
from waylight.pathways.models import Episode

HOUR = timedelta(hours=1)
WORDS = "I was at the harbour. I did not want to be there."
ACCOUNT = Account(words=WORDS, who_with="A man they call Uncle", where="Saltby harbour")
FOR_THE_UNIT = "A grey car waits at Saltby harbour on Fridays."


def ago(hours: float) -> datetime:
    return timezone.now() - hours * HOUR


def report(team: Team, child: Child, since: float = 40, **changes: Any) -> Episode:
    words: dict[str, Any] = {"kind": "M", "grade": "medium", "circumstances": "Not home from school."}
    return actions.report(fresh(child), since=ago(since), by=team.worker, **{**words, **changes})


def locate(team: Team, episode: Episode, returned: float = 20) -> Episode:
    return actions.locate(episode, returned_at=ago(returned), found="At her aunt's, well.", by=team.worker)


def offer(team: Team, episode: Episode) -> Episode:
    return actions.offer(
        episode, interviewer="Rowan Day, Harbour Youth", independent=True, not_independent="", by=team.worker
    )


def hold(team: Team, episode: Episode, held: float = 1) -> Episode:
    return actions.hold(episode, held_at=ago(held), account=ACCOUNT, by=team.worker)


def episode_in(team: Team, state: str, child: Child | None = None) -> Episode:
    it = report(team, child or team.child())
    if state == "reported":
        return it
    it = locate(team, it)
    if state == "checked":
        return actions.check(it, checked_at=ago(10), words="PC Vane saw her at home.", by=team.worker)
    if state == "not-offered":
        return actions.leave_out(it, reason="nobody", words="Nobody free.", by=team.manager)
    if state == "located":
        return it
    it = offer(team, it)
    if state == "declined":
        return actions.decline(it, words="She said no.", by=team.worker)
    if state == "offered":
        return it
    it = hold(team, it)
    if state in ("extracted", "closed"):
        it = actions.write_out(it, words=FOR_THE_UNIT, nothing="", by=team.worker)
    return actions.close(it, by=team.manager) if state == "closed" else it
