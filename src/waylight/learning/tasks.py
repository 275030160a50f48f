"""What the training records do later: the daily round of each area, and the mails that it announces."""

from django.utils import timezone

from waylight.work.registry import Payload, every, handles

from .actions.entering import forget_visits
from .actions.reminding import send_reminders
from .actions.round import go_round


@every(minutes=20)
def daily_round() -> None:
    """Once a day in each area, in the morning; later on a day on which no worker ran then."""
    go_round(timezone.now())


@handles("training.reminders-due", atomic=False)
def send(payload: Payload) -> None:
    send_reminders(payload["area"])


@every(minutes=30)
def clear_visits() -> None:
    forget_visits()
