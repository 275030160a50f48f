"""What every page's frame asks for: the staff's menu, the worker's health, the ways to call for help."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from waylight.accounts.policy import can
from waylight.guidance.queries import danger_ways
from waylight.work.queries import health

MENU = (
    (gettext_lazy("Concerns"), "inbox", "inbox.view"),
    (gettext_lazy("Streams"), "streams", "stream.view"),
    (gettext_lazy("Known"), "known", "known.search"),
    (gettext_lazy("Patterns"), "alerts", "alert.view"),
    (gettext_lazy("Due"), "due", "due.view"),
    (gettext_lazy("Children"), "children", "child.list"),
    (gettext_lazy("Missing"), "missing-figures", "missing.now"),
    (gettext_lazy("From interviews"), "extracts", "extract.take"),
    (gettext_lazy("Disruption"), "units", "unit.view"),
    (gettext_lazy("Offered"), "offered-records", "record.take"),
    (gettext_lazy("Asked"), "asked", "check.answer"),
    (gettext_lazy("Meetings"), "meetings", "meeting.view"),
    (gettext_lazy("Licences"), "licences", "licence.view"),
    (gettext_lazy("Reports"), "reports", "report.read"),
    (gettext_lazy("Told"), "disclosures", "disclosure.view"),
    (gettext_lazy("Needed"), "requirements", "requirement.view"),
    (gettext_lazy("Enter for a caller"), "enter", "concern.enter"),
    (gettext_lazy("Numbers"), "contact-routes", "contact-route.view"),
    (gettext_lazy("Training"), "training", "training.view"),
    (gettext_lazy("Rooms"), "training-rooms", "training.room"),
    (gettext_lazy("Passes"), "training-passes", "training.passes"),
    (gettext_lazy("Other formats"), "format-requests", "format.answer"),
    (gettext_lazy("Shared devices"), "shared-devices", "training.device"),
    (gettext_lazy("Rota"), "rota", "rota.edit"),
    (gettext_lazy("People"), "people", "people.view"),
    (gettext_lazy("Graders"), "graders", "grader.record"),
    (gettext_lazy("Agencies"), "seats", "agency.seat"),
    (gettext_lazy("Audit"), "audit", "audit.view"),
    (gettext_lazy("Background work"), "work", "work.view"),
)


@dataclass(frozen=True)
class MenuItem:
    words: str
    href: str
    here: bool


def hub_nav(request: HttpRequest) -> list[MenuItem]:
    """The pages this person's roles reach. The longest matching address is "here"."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    hrefs = [(words, reverse(name)) for words, name, action in MENU if can(actor, action)]
    matching = [href for _words, href in hrefs if request.path.startswith(href)]
    here = max(matching, key=len, default="")
    return [MenuItem(str(words), href, href == here) for words, href in hrefs]


def staff_home(request: HttpRequest) -> str:
    """The first page of a person's menu."""
    menu = hub_nav(request)
    return menu[0].href if menu else reverse("me")


def messages_for(request: HttpRequest) -> Any:
    from django.contrib.messages import get_messages

    return get_messages(request)


PAGE_GLOBALS: dict[str, Callable[..., Any]] = {
    "hub_nav": hub_nav,
    "staff_home": staff_home,
    "work_health": health,
    "get_messages": messages_for,
    "danger_ways": danger_ways,
}

if not settings.HAS_STAFF:
    for name in ("hub_nav", "staff_home", "get_messages"):
        del PAGE_GLOBALS[name]
