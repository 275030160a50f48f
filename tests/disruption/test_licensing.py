"""Licensing: the Act's clocks against another reckoning, the machine by role, and what cannot be reached."""

import io
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import holidays
import pytest
import time_machine
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from waylight.accounts.policy import Refused
from waylight.audit.models import Event
from waylight.casework.actions import recompute_dues
from waylight.casework.codes import DueKind
from waylight.casework.models import Due
from waylight.casework.rooms import hours_of
from waylight.casework.rules import clocks
from waylight.disruption import actions
from waylight.disruption.authorities import authorities, is_ours, now_called
from waylight.disruption.errors import NotPossible, Why
from waylight.disruption.licence import Entry, Holder
from waylight.disruption.machine import ENQUIRY, REFERRAL
from waylight.disruption.models import Enquiry, LicensingReferral
from waylight.disruption.statute import began, removed_on
from waylight.engine import clocks as engine
from waylight.triage.machine import WrongMove

from .a_room import TODAY, Room, cannot_print, fresh, in_both

HOLDER = Holder("Perry Lund", "D-4471")
ENTRY = Entry("Perry Lund", "1980-02-03", "4 Mill Lane, Saltby", "", "D-4471", "Licensing")
LENGTHS = {"licence-s5": 10, "licence-s6": 20, "licence-s2": 5, "licence-s3": 20}
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


ACTS: dict[str, Callable[[LicensingReferral, Any], object]] = {
    "met": lambda r, by: actions.judge(r, "x", met=True, by=by),
    "not-met": lambda r, by: actions.judge(r, "x", met=False, by=by),
    "sent": lambda r, by: actions.send(r, TODAY, by=by),
    "answered": lambda r, by: actions.note_answer(r, TODAY, "x", by=by),
    "entered": lambda r, by: actions.enter(r, ENTRY, TODAY, base=r.version, by=by),
}


@pytest.mark.parametrize("state", REFERRAL.states)
def test_a_referral_moves_as_its_table_says(room: Room, state: str) -> None:
    for target, act in ACTS.items():
        referral = in_state(room, state)
        if REFERRAL.allows(state, target, "licence.write"):
            act(referral, room.licensing_deputy)
            assert again(referral).state == target
        else:
            with pytest.raises(WrongMove):
                act(referral, room.licensing)
            assert again(referral).state == state


@pytest.mark.parametrize("who", ["coordinator", "intelligence", "worker", "screener", "auditor"])
def test_nobody_but_licensing_works_on_one(room: Room, who: str) -> None:
    by, start = (
        getattr(room, who),
        {"met": "created", "not-met": "created", "sent": "met", "answered": "sent"},
    )
    for target, act in ACTS.items():
        referral = in_state(room, start.get(target, "decided"))
        with pytest.raises(Refused):
            act(referral, by)
    for refused in (
        lambda: begun(room, by=by),
        lambda: actions.ask("of-us", "brackenford", "x", TODAY, area="merrowdale", by=by),
        lambda: actions.decide_licence(in_state(room, "met"), "nothing", "x", notified_on=TODAY, by=by),
    ):
        with pytest.raises(Refused):
            refused()


def test_the_four_clocks_agree_with_another_reckoning(area: Any) -> None:
    """Day by day over a set of bank holidays, which is not how the engine does it."""
    closed = holidays.country_holidays("GB", subdiv="ENG", years=range(2024, 2034))
    draw, limits = random.Random(2022), clocks().rules
    for _case in range(2500):
        on = date(2024, 1, 1) + timedelta(days=draw.randrange(9 * 365))
        for kind, days in LENGTHS.items():
            left, day = days, on - timedelta(days=1)
            while left:
                day += timedelta(days=1)
                left -= day.weekday() < 5 and day not in closed
            by = engine.due(began(on), limits[kind].limit, hours_of(kind, "merrowdale"))
            assert by.date() == day, (kind, on)


@pytest.mark.parametrize(
    ("first", "end"),
    [(date(2026, 11, 18), date(2037, 11, 18)), (date(2028, 2, 29), date(2039, 3, 1))],
)
def test_eleven_years(first: date, end: date) -> None:
    assert removed_on(first) == end


def test_section_5_to_the_successor_and_its_answer(room: Room) -> None:
    referral = begun(room, "eastwick-quay", aware_on=date(2026, 11, 16))
    assert running(referral) == {"licence-s5": date(2026, 11, 27)}
    actions.judge(referral, "It fits.", met=True, by=room.licensing)
    assert running(referral) == {"licence-s5": date(2026, 11, 27)}
    actions.send(again(referral), TODAY, by=room.licensing)
    assert running(referral) == {"licence-told": date(2026, 12, 16)}
    assert Event.objects.filter(verb="disclosure", object_id=str(referral.pk)).exists()
    actions.note_answer(again(referral), TODAY, "Revoked.", by=room.licensing)
    assert running(referral) == {}


def test_our_own_licence_by_succession_is_decided_here_and_entered(room: Room) -> None:
    assert now_called("saltby", date(2026, 3, 31)).code == "saltby"
    assert now_called("saltby", date(2026, 4, 1)).code == "merrowdale"
    assert is_ours("saltby", "merrowdale", TODAY) and not is_ours("brackenford", "merrowdale", TODAY)
    referral = begun(room, "saltby")
    assert running(referral) == {}
    actions.judge(referral, "It fits.", met=True, by=room.licensing)
    with pytest.raises(NotPossible) as found:
        actions.send(again(referral), TODAY, by=room.licensing)
    assert found.value.why is Why.OURS
    actions.decide_licence(again(referral), "revoked", "Not fit.", notified_on=TODAY, by=room.licensing)
    assert running(referral) == {"licence-s2": date(2026, 11, 24)}
    actions.enter(again(referral), ENTRY, TODAY, base=1, by=room.licensing)
    assert running(referral) == {"licence-end": date(2037, 11, 18)}
    with pytest.raises(NotPossible) as found:
        actions.enter(again(referral), ENTRY, TODAY, base=1, by=room.licensing)
    assert found.value.why is Why.MET
    actions.enter(again(referral), ENTRY, TODAY, base=2, by=room.licensing)
    assert again(referral).remove_on == date(2037, 11, 18)


def test_what_another_authority_sent_is_considered_in_twenty_days(room: Room) -> None:
    referral = begun(room, "merrowdale", course="from-others", sender="brackenford")
    assert running(referral) == {"licence-s6": date(2026, 12, 15)}
    actions.decide_licence(
        referral, "conditions", "A warning.", notified_on=TODAY, by=room.licensing, relevant=True
    )
    assert running(referral) == {}
    with pytest.raises(NotPossible) as found:
        actions.enter(again(referral), ENTRY, TODAY, base=1, by=room.licensing)
    assert found.value.why is Why.NOT_ENTERED


def test_section_6_runs_again_once_it_is_a_drivers_licence(room: Room) -> None:
    """And once more when it was put wrong, then right: each time from when it was received."""
    came: dict[str, Any] = {"course": "from-others", "sender": "brackenford", "aware_on": date(2026, 11, 16)}
    referral = begun(room, "merrowdale", licence="premises", **came)
    assert running(referral) == {}
    for licence, due in (("driver", date(2026, 12, 11)), ("operator", None), ("driver", date(2026, 12, 11))):
        found = again(referral)
        actions.put_holder(found, HOLDER, licence, "merrowdale", base=found.version, by=room.licensing)
        assert running(referral) == ({"licence-s6": due} if due else {})


@pytest.mark.parametrize("who", ["licensing", "licensing_deputy", "coordinator"])
def test_what_is_due_goes_with_a_referral_to_another_officer(room: Room, who: str) -> None:
    referral, other = begun(room), room.person("licensing_deputy")
    actions.hand_licence(referral, other, "Leaves on Friday.", by=getattr(room, who))
    assert again(referral).owner == other
    due = Due.objects.get(about=referral.pk, stopped_at__isnull=True)
    assert (due.kind, due.owner) == ("licence-s5", other)
    actions.judge(again(referral), "It fits.", met=True, by=room.licensing_deputy)
    actions.send(again(referral), TODAY, by=room.licensing)
    assert Due.objects.get(about=referral.pk, stopped_at__isnull=True).owner == other
    event = Event.objects.get(action="licence.hand", verb="alteration")
    assert event.detail["owner"] == other.pk


def test_a_referral_goes_to_a_licensing_officer_of_its_area_alone(
    room: Room, person: Any, other_area: Any
) -> None:
    there = person("licensing", area_slug="brackenford")
    for nobody in (room.person("coordinator"), there):
        with pytest.raises(NotPossible) as found:
            actions.hand_licence(begun(room), nobody, "x", by=room.licensing)
        assert found.value.why is Why.NOT_A_LICENSING_OFFICER
    for who in ("intelligence", "worker", "screener", "auditor"):
        with pytest.raises(Refused):
            actions.hand_licence(begun(room), room.person("licensing"), "x", by=getattr(room, who))
    for state in ("not-met", "answered", "removed"):
        with pytest.raises(NotPossible) as found:
            actions.hand_licence(in_state(room, state), room.person("licensing"), "x", by=room.licensing)
        assert found.value.why is Why.NOTHING_LEFT


def test_the_coordinator_hands_on_what_was_left_behind_and_reads_nothing_of_it(
    room: Room, staff_client: Page
) -> None:
    referral, other = begun(room), room.person("licensing_deputy")
    client, address = (
        staff_client(who=room.person("coordinator")),
        reverse("licence-hand", args=[referral.pk]),
    )
    assert address not in _words(client.get(reverse("units")))
    room.person("licensing").grants.update(until=timezone.now())
    assert address in _words(client.get(reverse("units")))
    assert address not in _words(staff_client(who=room.person("intelligence")).get(reverse("units")))
    page = _words(client.get(address))
    assert referral.reference in page and "Perry Lund" not in page and "waiting at a school" not in page
    assert client.post(address, {"owner": other.pk}).status_code == 400
    done = client.post(address, {"owner": other.pk, "reason": "She has left."}, follow=True)
    assert done.status_code == 200 and again(referral).owner == other
    assert address not in _words(client.get(reverse("units")))
    page = _words(staff_client(who=other).get(reverse("licence", args=[referral.pk])))
    assert "She has left." in page


def test_the_measure_leads_whoever_asked_to_handing_it_on(room: Room, staff_client: Page) -> None:
    use, officer = room.approved("LIC-DRV"), room.person("licensing")
    referral = actions.ask_licensing(use, HOLDER, "Waits at a school.", officer, by=room.coordinator)
    page, address = reverse("measure", args=[use.pk]), reverse("licence-hand", args=[referral.pk])
    assert address in _words(staff_client(who=room.person("coordinator")).get(page))
    assert address not in _words(staff_client(who=room.person("intelligence")).get(page))


def test_a_waiting_enquiry_is_listed_however_old(
    room: Room, staff_client: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waylight.disruption.queries import enquiries, licensing

    monkeypatch.setattr(licensing, "ON_A_PAGE", 1)
    ask = lambda on: actions.ask(  # noqa: E731  # short for the two below
        "of-us", "brackenford", "D-4471", on, area="merrowdale", by=room.licensing
    )
    old = ask(date(2026, 10, 1))
    answered = ask(TODAY)
    actions.answer_enquiry(answered, TODAY, "No entry.", by=room.licensing)
    assert list(enquiries(room.licensing)) == [old]
    assert list(enquiries(room.licensing, page=2)) == [answered]
    client = staff_client(who=room.person("licensing"))
    address = reverse("licences")
    assert reverse("licence-enquiry", args=[answered.pk]) not in _words(client.get(address))
    assert "?enquiries=2&" in _words(client.get(address))
    assert reverse("licence-enquiry", args=[answered.pk]) in _words(client.get(address + "?enquiries=2"))


@pytest.mark.parametrize("year", ["0001", "1899", "2200", "9999"])
def test_a_day_that_no_clock_can_be_counted_from_is_asked_again(
    room: Room, staff_client: Page, year: str
) -> None:
    typed = {"course": "ours", "licence": "driver", "name": "Perry Lund", "authority": "eastwick-quay"}
    typed |= {"information": "x", "aware_on": f"{year}-11-18"}
    found = staff_client(who=room.person("licensing")).post(reverse("licence-begin"), typed)
    assert found.status_code == 400 and "Look at the year" in _words(found)


def test_in_two_areas_an_officer_says_for_which_a_referral_is(
    room: Room, staff_client: Page, other_area: Any
) -> None:
    officer = in_both(room.person("licensing"), "licensing")
    client = staff_client(who=officer)
    typed = {"course": "ours", "licence": "driver", "name": "Perry Lund", "authority": "eastwick-quay"}
    typed |= {"information": "x", "aware_on": "18/11/2026"}
    asked = {"asked": "of-us", "authority": "saltby", "about": "D-4471", "asked_on": "18/11/2026"}
    for address, form in ((reverse("licence-begin"), typed), (reverse("licences"), asked)):
        assert client.post(address, form).status_code == 400
        assert client.post(address, {**form, "area": "elsewhere"}).status_code == 400
        assert client.post(address, {**form, "area": "merrowdale"}).status_code == 302
    assert LicensingReferral.objects.get().area_id == Enquiry.objects.get().area_id == "merrowdale"


def test_a_letter_that_cannot_be_printed_says_so(
    room: Room, staff_client: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waylight.disruption.actions import printing

    monkeypatch.setattr(printing, "letter", cannot_print)
    referral, client = in_state(room, "met"), staff_client(who=room.person("licensing"))
    found = client.get(reverse("licence-letter", args=[referral.pk, "section-5"]), follow=True)
    assert found.status_code == 200 and "could not be printed" in _words(found)


def test_another_authoritys_licence_is_not_decided_here(room: Room) -> None:
    with pytest.raises(NotPossible) as found:
        actions.decide_licence(in_state(room, "met"), "revoked", "x", notified_on=TODAY, by=room.licensing)
    assert found.value.why is Why.NOT_OURS


def test_after_eleven_years_nothing_of_the_entry_is_left(room: Room, clock: time_machine.Traveller) -> None:
    referral = in_state(room, "entered")
    clock.move_to(datetime(2037, 11, 17, 12))  # noqa: DTZ001  # the day before
    assert actions.remove_old() == 0
    clock.move_to(datetime(2037, 11, 18, 12))  # noqa: DTZ001
    assert (actions.remove_old(), actions.remove_old()) == (1, 0)
    assert (again(referral).state, again(referral).entry, running(referral)) == ("removed", "", {})


def test_an_enquiry_has_twenty_days(room: Room) -> None:
    enquiry = actions.ask("of-us", "brackenford", "D-4471", TODAY, area="merrowdale", by=room.licensing)
    due = Due.objects.get(about=enquiry.pk)
    assert due.due_at.date() == date(2026, 12, 15)
    for state in ENQUIRY.states:
        for who in ("coordinator", "worker", "screener", "auditor"):
            with pytest.raises(Refused):
                actions.answer_enquiry(enquiry, TODAY, "x", by=getattr(room, who))
        if ENQUIRY.allows(state, "answered", "licence.write"):
            actions.answer_enquiry(enquiry, TODAY, "Suspended in 2024.", by=room.licensing)
        else:
            with pytest.raises(WrongMove):
                actions.answer_enquiry(enquiry, TODAY, "x", by=room.licensing)
    assert not Due.objects.filter(about=enquiry.pk, stopped_at__isnull=True).exists()


def test_an_enquiry_goes_to_another_officer_with_what_is_due(room: Room, staff_client: Page) -> None:
    enquiry = actions.ask("of-us", "brackenford", "D-4471", TODAY, area="merrowdale", by=room.licensing)
    other, page = room.person("licensing_deputy"), staff_client(who=room.person("licensing"))
    address = reverse("licence-enquiry-hand", args=[enquiry.pk])
    assert page.post(address, {"owner": room.person("coordinator").pk}).status_code == 400
    assert page.post(address, {"owner": other.pk}).status_code == 302
    assert Due.objects.get(about=enquiry.pk).owner == other
    assert type(enquiry).objects.get(pk=enquiry.pk).owner == other
    actions.answer_enquiry(enquiry, TODAY, "No entry.", by=room.licensing_deputy)
    assert page.post(address, {"owner": other.pk}).status_code == 400, "nothing is left to do"


def test_every_authority_that_ended_has_a_successor() -> None:
    for each in authorities().values():
        assert now_called(each.code, date(2040, 1, 1)).until is None


def reached_from(*models: Any) -> set[str]:
    """Labels of every model to which a chain of keys leads, either way where a name for it exists."""
    seen: set[str] = set()
    todo = list(models)
    while todo:
        model = todo.pop()
        if model._meta.label in seen:
            continue
        seen.add(model._meta.label)
        ways = [field for field in model._meta.get_fields() if field.is_relation and field.related_model]
        # Who works here and where lead to everything; they are not about a driver.
        todo += [
            field.related_model
            for field in ways
            if not (field.auto_created and field.related_name == "+")
            and field.related_model._meta.label not in ("accounts.Person", "guidance.Area")
        ]
    return seen


def test_no_chain_of_keys_leads_from_a_licence_to_a_report() -> None:
    assert reached_from(LicensingReferral, Enquiry) == {
        "disruption.LicensingReferral",
        "disruption.LicensingStep",
        "disruption.Enquiry",
    }
    assert apps.get_model("triage.Contact")._meta.label in reached_from(apps.get_model("disruption.Use"))


def test_a_driver_who_reported_is_found_from_no_page_letter_or_due(
    room: Room, staff_client: Page, concern: Any
) -> None:
    """Perry Lund, driver D-4471, reported a hotel himself. The unit rests on what he told; licensing is asked
    about him for another reason, in other words."""
    from waylight.intelligence import actions as intelligence

    said = "I am Perry Lund, badge D-4471. I drove a girl called Mina Tarn to the Tern Hotel, ZEBRAFISH."
    handed = room.handed(said)
    contact = handed.stream.contact
    intelligence.absorb(contact.pk)
    unit = room.unit(title="Tern Hotel MARMALADE", source=handed)
    use = room.approved("LIC-DRV", unit)
    actions.write_line(unit, "told", TODAY, "Mina Tarn says PERISCOPE.", "Worker", by=room.coordinator)
    officer = room.person("licensing")
    referral = actions.ask_licensing(use, HOLDER, "Waits at a school.", officer, by=room.coordinator)
    actions.judge(referral, "It fits.", met=True, by=room.licensing)
    actions.decide_licence(again(referral), "suspended", "Not fit.", notified_on=TODAY, by=room.licensing)
    actions.enter(again(referral), ENTRY, TODAY, base=1, by=room.licensing)
    theirs = begun(room)
    actions.judge(theirs, "It fits.", met=True, by=room.licensing)
    enquiry = actions.ask("of-us", "brackenford", "Perry Lund", TODAY, area="merrowdale", by=room.licensing)
    client = staff_client(who=officer)
    pages = [reverse("licences"), reverse("due"), reverse("licence-begin")]
    pages += [reverse("licence", args=[each.pk]) for each in (referral, theirs)]
    pages += [reverse("licence-enquiry", args=[enquiry.pk])]
    pages += [reverse("licence-letter", args=[referral.pk, "entry"])]
    pages += [reverse("licence-letter", args=[theirs.pk, "section-5"])]
    secret = ["ZEBRAFISH", "MARMALADE", "PERISCOPE", "Mina", "Tern Hotel", "hotel", str(contact.pk)]
    secret += [
        contact.reference,
        str(handed.stream.pk),
        handed.stream.reference,
        str(unit.pk),
        unit.reference,
    ]
    secret += [str(use.pk), use.reference, "They come for food"]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        shown = _words(answer)
        assert "Perry Lund" in shown or page in pages[1:3]
        assert [word for word in secret if word.lower() in shown.lower()] == [], page
    for address in (reverse("unit", args=[unit.pk]), reverse("measure", args=[use.pk]), reverse("units")):
        assert client.get(address).status_code == 403
    assert client.get(reverse("contact", args=[contact.pk])).status_code == 403
    assert client.get(reverse("stream", args=[handed.stream.pk])).status_code == 403
    assert fresh(use).state == "applied"
    sees = staff_client(who=room.person("coordinator")).get(reverse("measure", args=[use.pk]))
    assert referral.reference in sees.content.decode() and "Waits at a school." not in sees.content.decode()


def _words(answer: Any) -> str:
    if answer["Content-Type"] != "application/pdf":
        return str(answer.content.decode())
    reader = PdfReader(io.BytesIO(answer.content))
    return "\n".join(page.extract_text() for page in reader.pages)


def test_letters_are_tagged_and_in_english_and_only_those_that_fit(room: Room, staff_client: Page) -> None:
    referral = in_state(room, "met")
    client = staff_client(who=room.person("licensing"))
    found = client.get(reverse("licence-letter", args=[referral.pk, "section-5"]))
    reader = PdfReader(io.BytesIO(found.content))
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"] and catalog["/StructTreeRoot"] and catalog["/Lang"] == "en"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data()  # type: ignore[union-attr]
    assert client.get(reverse("licence-letter", args=[referral.pk, "section-6"])).status_code == 404
    assert client.get(reverse("licence-letter", args=[referral.pk, "other"])).status_code == 404
    exports = Event.objects.filter(verb="export", object_id=str(referral.pk))
    assert exports.count() == 1


def test_the_pages_from_begin_to_entry(room: Room, staff_client: Page) -> None:
    client = staff_client(who=room.person("licensing"))
    typed = {
        "course": "ours", "licence": "driver", "name": "Perry Lund", "number": "D-4471",
        "authority": "saltby", "aware_on": "16/11/2026", "information": "Waits at a school.",
    }  # fmt: skip
    assert client.post(reverse("licence-begin"), {}).status_code == 400
    assert client.post(reverse("licence-begin"), typed).status_code == 302
    pk = LicensingReferral.objects.get().pk
    do = lambda name: reverse("licence-act", args=[pk, name])  # noqa: E731  # short for the steps below
    page = client.get(reverse("licence", args=[pk])).content.decode()
    assert "Merrowdale Council" in page and "Note that it was sent" not in page
    assert client.post(do("judge"), {"met": "yes", "reasons": "x"}).status_code == 302
    decided = {"outcome": "suspended", "because": "x", "relevant": "on", "notified_on": "18/11/2026"}
    late = client.post(do("decide"), {**decided, "suspended_until": "01/11/2026"})
    assert late.status_code == 400 and "must come after" in late.content.decode()
    assert client.post(do("decide"), decided).status_code == 302
    entry = {
        "base": "1",
        "full_name": "Perry Lund",
        "address": "x",
        "contact": "y",
        "entered_on": "18/11/2026",
    }
    assert client.post(do("enter"), entry).status_code == 302
    assert "removed on" in client.get(reverse("licence", args=[pk])).content.decode()
    asked = {"asked": "of-us", "authority": "brackenford", "about": "D-4471", "asked_on": "18/11/2026"}
    assert client.post(reverse("licences"), asked).status_code == 302
    enquiry = Enquiry.objects.get()
    answer = {"answered_on": "18/11/2026", "answer": "Suspended."}
    assert client.post(reverse("licence-enquiry", args=[enquiry.pk]), answer).status_code == 302
    for who in ("coordinator", "worker"):
        other = staff_client(who=room.person(who))
        assert other.get(reverse("licences")).status_code == 403
        assert other.get(reverse("licence", args=[pk])).status_code == 403
        assert other.get(reverse("licence-letter", args=[pk, "entry"])).status_code == 403


def test_a_changed_calendar_is_reckoned_again_by_the_hours_of_the_act(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    referral = begun(room)
    running_due = Due.objects.get(kind=DueKind.LICENCE_S5, about=referral.pk)
    was = running_due.due_at
    assert running_due.limit == str(clocks().rules[DueKind.LICENCE_S5].limit)
    mondays = engine.WorkingHours.from_pack({"nation": "ENG", "week": {"monday": ["09:00-17:00"]}})
    monkeypatch.setattr("waylight.casework.rooms._HOURS", {DueKind.LICENCE_S5: lambda area: mondays})
    monkeypatch.setattr("waylight.casework.actions.dues.rule_version", lambda area: "1/new")
    monkeypatch.setattr("waylight.casework.actions.watching.rule_version", lambda area: "1/new")
    recompute_dues()
    running_due.refresh_from_db()
    assert running_due.due_at > was + timedelta(days=42), "ten Mondays"
    assert running_due.moves.get().was == was
