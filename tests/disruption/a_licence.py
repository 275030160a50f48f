"""A licensing referral in every state of its machine, made by the actions a licensing officer has."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from pypdf import PdfReader

from waylight.casework.models import Due
from waylight.disruption import actions
from waylight.disruption.licence import Entry, Holder
from waylight.disruption.models import LicensingReferral

from .a_room import TODAY, Room

HOLDER = Holder("Perry Lund", "D-4471")
ENTRY = Entry("Perry Lund", "1980-02-03", "4 Mill Lane, Saltby", "", "D-4471", "Licensing")
Page = Callable[..., Any]


def begun(room: Room, authority: str = "eastwick-quay", **changes: Any) -> LicensingReferral:
    asked = {"licence": "driver", "aware_on": TODAY, "area": "merrowdale", "by": room.licensing, **changes}
    return actions.refer(HOLDER, "Told off twice for waiting at a school.", authority=authority, **asked)


def again(referral: LicensingReferral) -> LicensingReferral:
    return LicensingReferral.objects.select_related("owner", "area").get(pk=referral.pk)


def running(referral: LicensingReferral) -> dict[str, date]:
    return {
        due.kind: due.due_at.date() for due in Due.objects.filter(about=referral.pk, stopped_at__isnull=True)
    }


def in_state(room: Room, state: str) -> LicensingReferral:
    """Those that end here are our own licence; those that are sent are another's."""
    by = room.licensing
    if state in ("created", "not-met", "met", "sent", "answered"):
        found = begun(room)
        if state in ("not-met", "met", "sent", "answered"):
            actions.judge(found, "It fits.", met=state != "not-met", by=by)
        if state in ("sent", "answered"):
            actions.send(again(found), TODAY, by=by)
        if state == "answered":
            actions.note_answer(again(found), TODAY, "Revoked.", by=by)
        return again(found)
    found = begun(room, "saltby")
    actions.judge(found, "It fits.", met=True, by=by)
    actions.decide_licence(again(found), "revoked", "Not fit.", notified_on=TODAY, by=by)
    if state in ("entered", "removed"):
        actions.enter(again(found), ENTRY, TODAY, base=1, by=by)
    if state == "removed":
        LicensingReferral.objects.filter(pk=found.pk).update(remove_on=TODAY)
        assert actions.remove_old() == 1
    return again(found)


def words_of(answer: Any) -> str:
    if answer["Content-Type"] != "application/pdf":
        return str(answer.content.decode())
    reader = PdfReader(io.BytesIO(answer.content))
    return "\n".join(page.extract_text() for page in reader.pages)
