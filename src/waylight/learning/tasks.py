"""What the training records do later: the daily round of each area, and the mails that it announces."""

from django.core.mail import send_mail
from django.utils import timezone
from django.utils.translation import gettext as _

from waylight.accounts.policy import RULES
from waylight.work.registry import Payload, every, handles

from .actions.asking import LATE, forget_what_was_typed, watch_requests
from .actions.badging import publish_lists, sign_waiting
from .actions.entering import forget_visits
from .actions.round import go_round
from .actions.sending import send_reminders


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


@every(minutes=30)
def watch_format_requests() -> None:
    watch_requests()


@every(hours=12)
def forget_contacts() -> None:
    forget_what_was_typed()


@handles(LATE, atomic=False)
def tell_of_late_request(payload: Payload) -> None:
    """One e-mail to each who may answer it, without anything of the request. Sent twice it does no harm."""
    addresses = _answering(payload["area"])
    if addresses:
        send_mail(
            _("Waylight: a request for another format is late"),
            _(
                "Somebody asked for another language or format, and the day by which we promised an answer "
                "is past. Sign in and open Other formats."
            ),
            None,
            addresses,
        )


def _answering(area: str) -> list[str]:
    from waylight.accounts.queries import holders_of  # not on the public plane, whose worker sends nothing

    people = (person for role in RULES["format.answer"].roles for person in holders_of(role, area))
    return sorted({person.email for person in people})


@every(minutes=1)
def sign_certificates() -> None:
    now = timezone.now()
    sign_waiting(now)
    publish_lists(now)
