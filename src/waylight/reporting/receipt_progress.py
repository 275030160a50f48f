"""Where a report stands, in words that never say whether anybody is known."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Message, Status, StatusEvent
from .queries import Followed, Turn

SAID: dict[str, Promise] = {
    Status.RECEIVED: _("We received your report."),
    Status.SEEN: _("A person has read it."),
    Status.QUESTION: _("We asked you a question."),
    Status.ACTION: _("Action was taken. We cannot say more, to keep children safe."),
    Status.SIGNPOSTED: _("This was not for our service. Our message says who can help."),
    Status.CLOSED: _("We have finished with your report. You can still write to us here."),
}
PASSED_TO: dict[str, Promise] = {
    "social-care": _("It was passed to children’s social care."),
    "police": _("It was passed to the police."),
    "licensing": _("It was passed to the licensing authority."),
    "designated-officer": _("It was passed to the officer for concerns about people who work with children."),
    "other-area": _("It was passed to the hub of another area."),
}
PASSED_ON = _("It was passed to another service.")
WILL_BE_READ = _("A person reads it.")
WILL_BE_DECIDED = _("People decide what to do.")
DECIDED = frozenset({Status.PASSED, Status.ACTION, Status.SIGNPOSTED, Status.CLOSED})


@dataclass(frozen=True)
class Stage:
    """`at` is None for what has not happened yet."""

    words: Promise
    at: datetime | None = None


def stages(statuses: list[StatusEvent]) -> list[Stage]:
    """All that has happened, each reading only the first time, and then what comes next, if we know."""
    reached = {status.status for status in statuses}
    seen = [status for status in statuses if status.status == Status.SEEN][1:]
    done = [Stage(_words(status), status.at) for status in statuses if status not in seen]
    if Status.SEEN not in reached and not reached & DECIDED:
        return [*done, Stage(WILL_BE_READ), Stage(WILL_BE_DECIDED)]
    return done if reached & DECIDED else [*done, Stage(WILL_BE_DECIDED)]


def _words(status: StatusEvent) -> Promise:
    if status.status == Status.PASSED:
        return PASSED_TO.get(status.passed_to, PASSED_ON)
    return SAID[status.status]


def is_read(followed: Followed) -> bool:
    return any(status.status == Status.SEEN for status in followed.statuses)


def is_closed(followed: Followed) -> bool:
    return bool(followed.statuses) and followed.statuses[-1].status == Status.CLOSED


def unanswered(messages: list[Turn]) -> list[Turn]:
    """Questions of the hub that have no answer yet."""
    answered = {message.answers for message in messages}
    return [m for m in messages if m.kind == Message.Kind.QUESTION and m.id not in answered]
