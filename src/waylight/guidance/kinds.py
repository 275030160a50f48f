"""What a number is for, in which group it stands, and which national line stands in when it lapses."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from .bilingual import Bilingual, bilingual

ALWAYS = "999"
"""The code of the one route that never hides. Its lapse only alarms."""

NOT_EMERGENCY = "101"


class Kind(models.TextChoices):
    EMERGENCY = "emergency", _("Emergency")
    SILENT = "silent", _("Emergency, without speaking")
    RELAY = "relay", _("Emergency, by text relay")
    EMERGENCY_TEXT = "emergency-text", _("Emergency, by text message")
    SIGN_LANGUAGE = "sign-language", _("Emergency, in British Sign Language")
    HUB = "hub", _("The hub for children's safety")
    OUT_OF_HOURS = "out-of-hours", _("Children's services when the hub is closed")
    DESIGNATED = "designated-officer", _("About somebody who works with children")
    LICENSING = "licensing", _("Licensing: taxis, premises")
    POLICE = "police", _("Police, not an emergency")
    TRANSPORT = "transport-police", _("Police on trains and at stations")
    ANONYMOUS = "anonymous", _("Without giving your name")
    ADVICE = "advice", _("Advice for adults")
    SLAVERY = "slavery", _("Modern slavery")
    CHILD = "child-support", _("For children and young people")
    ONLINE = "online", _("Online, for children and young people")
    MISSING = "missing-support", _("Support when somebody is missing")
    DATA_RIGHTS = "data-rights", _("Your data")
    ACCESS_RIGHTS = "access-rights", _("Your right to use this site")


STANDS_IN: dict[str, tuple[str, ...]] = {
    Kind.HUB: ("nspcc", NOT_EMERGENCY),
    Kind.DESIGNATED: ("nspcc", NOT_EMERGENCY),
    Kind.ADVICE: (NOT_EMERGENCY,),
    Kind.CHILD: ("childline", ALWAYS),
    Kind.ONLINE: ("childline", ALWAYS),
    Kind.SILENT: (ALWAYS,),
    Kind.RELAY: (ALWAYS,),
    Kind.EMERGENCY_TEXT: (ALWAYS,),
    Kind.SIGN_LANGUAGE: (ALWAYS,),
    Kind.DATA_RIGHTS: (),
    Kind.ACCESS_RIGHTS: (),
}
"""Codes of national lines, the first that is live; a kind not named here is answered by 101."""


def stand_ins(kind: str) -> tuple[str, ...]:
    return STANDS_IN.get(kind, (NOT_EMERGENCY,))


@dataclass(frozen=True)
class Heading:
    """A group of the page "who to call"."""

    code: str
    english: str
    kinds: tuple[Kind, ...]

    @property
    def words(self) -> Bilingual:
        return bilingual(self.english)


HEADINGS: tuple[Heading, ...] = (
    Heading(
        "danger",
        gettext_noop("A child is in danger now"),
        (Kind.EMERGENCY, Kind.SILENT, Kind.RELAY, Kind.EMERGENCY_TEXT, Kind.SIGN_LANGUAGE),
    ),
    Heading("young", gettext_noop("You are under 18"), (Kind.CHILD, Kind.ONLINE)),
    Heading(
        "area", gettext_noop("You are worried about a child"), (Kind.HUB, Kind.OUT_OF_HOURS, Kind.ADVICE)
    ),
    Heading(
        "police",
        gettext_noop("You want to tell the police"),
        (Kind.POLICE, Kind.TRANSPORT, Kind.ANONYMOUS, Kind.SLAVERY),
    ),
    Heading(
        "work", gettext_noop("It is about somebody's work or licence"), (Kind.DESIGNATED, Kind.LICENSING)
    ),
    Heading("missing", gettext_noop("Somebody is missing"), (Kind.MISSING,)),
)
"""Kinds under no heading are shown only on the page they belong to."""
