"""The ways to get help in an emergency without an ordinary call, one line each, from the dated records."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop

from waylight.engine.wording.isolates import group_phone, isolate

from . import memory
from .bilingual import Bilingual
from .kinds import ALWAYS
from .models import ContactRoute
from .rule import may_show


@dataclass(frozen=True)
class _Line:
    """A sentence and the record its `%(number)s` comes from; no record, no number, always shown."""

    sentence: str
    code: str = ""


_LINES = (
    _Line(
        gettext_noop("You cannot speak? Call %(emergency)s from a mobile. Listen, then press %(number)s."),
        "silent",
    ),
    _Line(
        gettext_noop("Deaf, or hard to speak? Use the Relay UK app, or call %(number)s by textphone."),
        "relay-uk",
    ),
    _Line(
        gettext_noop(
            "Text %(number)s. It works only if you registered: text the word “register” to it first."
        ),
        "emergency-sms",
    ),
    _Line(gettext_noop("British Sign Language: use the 999 BSL app, or go to %(number)s."), "bsl-999"),
    _Line(
        gettext_noop(
            "Driving? Ask your operator to call %(emergency)s for you. Say what you saw. "
            "Do not ask them if your worry is about them."
        )
    ),
    _Line(gettext_noop("Keep yourself safe. Do not follow, film or stop anybody. Wait where it is light.")),
)


def danger_ways(on: date | None = None) -> tuple[Bilingual, ...]:
    """The lines that may be shown on a day (today), worked out once a minute for each language.
    Numbers inside the words are isolated left to right.

    A line whose record has lapsed is left out; 999 itself stands above these lines on every page.
    """
    day, language = on or timezone.localdate(), translation.get_language() or "en"
    return memory.remember(("danger", day, language), lambda: _ways(day))


def _ways(on: date) -> tuple[Bilingual, ...]:
    routes = {route.code: route for route in memory.national_routes() if may_show(route, on)}
    return tuple(_way(line, routes) for line in _LINES if not line.code or line.code in routes)


def _way(line: _Line, routes: dict[str, ContactRoute]) -> Bilingual:
    numbers = {"emergency": _isolated(ALWAYS), "number": _number(routes[line.code]) if line.code else ""}
    return Bilingual(gettext(line.sentence) % numbers, line.sentence % numbers)


def _number(route: ContactRoute) -> str:
    if route.phone or route.text_number:
        return _isolated(group_phone(route.phone or route.text_number))
    return isolate(route.url.removeprefix("https://").rstrip("/"))


def _isolated(number: str) -> str:
    return isolate(number.replace(" ", "\u00a0"))
