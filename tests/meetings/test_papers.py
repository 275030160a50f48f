"""A marker in every field: in no paper, minutes, page or PDF of a reader who may not see it.

All copies are made once; each test asks one field of one reader.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.learning.outputs.paper import Paper

from waylight.meetings.codes import Panel, Reader
from waylight.meetings.redacting import as_shown, initials
from waylight.meetings.rules import FIELDS, OWN, READERS, Shown, table

pytestmark = pytest.mark.django_db  # without it no database is made for the module
NAME, ALSO, AROUND, THING = "Zqmina Zqtarn", "Zqali", "Zqbram Zqcole", "Zqpier"
MARKS = {
    "other_names": ALSO,
    "born": "9 April 2013",
    "age": "13 to 15",
    "numbers": "Zqnumber",
    "home_authority": "Zqhome",
    "host_authority": "Zqhost",
    "school": "Zqschool",
    "communication": "Zqcommunication",
    "safe_contact": "Zqcontact",
    "own_words": "Zqwords",
    "level": "Being exploited: confirmed",
    "signs": "Zqsign",
    "worker": "Zqworker",
    "because": "Signs of actual harm now",
    "reason": "Zqreason",
    "brief": "Zqbrief",
    "concern": "Zqconcern",
    "title": "Zqtheme",
    "decision": "Zqdecision",
    "reasons": "Zqgrounds",
    "dissent": "Zqdissent",
    "action": "Zqaction",
    "outcome": "Zqoutcome",
    "correction": "Zqcorrection",
}
NEVER = ("Zqdisclose", "Zqcovert")
ROLES = {"coordinator": "exploitation-coordinator", "care": "team-manager", "hub": "manager"}
ROLES |= {"licensing": "licensing", "own": "social-worker"}
OF_A_THING = ("thing", "concern", "title")
LATER = ("decision", "reasons", "dissent", "action", "outcome", "correction")


@pytest.fixture(scope="module")
def copies(keys: None, django_db_setup: Any, django_db_blocker: Any) -> dict[tuple[str, str], str]:
    """By reader and "paper", "paper-pdf", "minutes" or "minutes-pdf": every word of that copy."""
    from django.db import transaction

    from waylight.keys import data_keys

    with django_db_blocker.unblock(), transaction.atomic():
        found = dict(_made())
        transaction.set_rollback(True)
    data_keys.forget()
    return found


def _made() -> Iterator[tuple[tuple[str, str], str]]:
    from allauth.mfa.models import Authenticator
    from django.test import Client

    people, meeting = _meeting()
    for reader, person in people.items():
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
        client = Client()
        client.force_login(person)
        for which in ("paper", "minutes"):
            page = client.get(reverse("meeting-paper", args=[meeting.pk, which]))
            file = client.get(reverse("meeting-paper-pdf", args=[meeting.pk, which]))
            assert (page.status_code, file["Content-Type"]) == (200, "application/pdf")
            yield (reader, which), page.content.decode()
            yield (reader, f"{which}-pdf"), Paper(file.content).text


def _meeting() -> tuple[dict[str, Any], Any]:
    from django.conf import settings

    from waylight.accounts.models import Grant, Person
    from waylight.accounts.queries import actor_for
    from waylight.guidance.load import load_national, load_pack
    from waylight.meetings import actions
    from waylight.meetings.models import Subject

    load_national(settings.CONTENT / "areas/national")
    load_pack(settings.CONTENT / "areas/merrowdale")
    people = {}
    for reader in READERS:
        name = "Zqworker Own" if reader == OWN else f"Reader {reader}"
        person = Person.objects.create(
            email=f"{reader}@merrowdale.example", name=name, joined_at=timezone.now()
        )
        role = ROLES.get(reader, "agency-checker")
        Grant.objects.create(
            person=person, role=role, area_slug="merrowdale", since=timezone.now(), given_by="test"
        )
        people[reader] = person
    by = actor_for(people["coordinator"])
    child = _child(people)
    starts = timezone.now() + timedelta(minutes=1)
    meeting = actions.call("merrowdale", "child", starts, "Room", people["coordinator"], by=by)
    for reader, person in people.items():
        if reader != "coordinator":
            actions.invite(meeting, person, reader, by=by)
    said = f"{NAME} and {AROUND} by {THING}."
    item = actions.add_child(meeting, child, f"Zqreason {said}", by=by)
    place = actions.add_words(meeting, "place", THING, f"Seen. {said}", by=by)
    Subject.objects.create(item=place, sources='{"concern": "Zqconcern"}')
    actions.add_words(meeting, "theme", f"Zqtheme {NAME}", "Asked.", by=by)
    actions.note_covert(item, "Zqcovert", base=1, by=by)
    own = actor_for(people[OWN])
    actions.write_brief(item.subjects.get(), f"Zqbrief {said}", base=1, by=own)
    actions.send_papers(meeting, by=by)
    actions.hold(meeting, [each.pk for each in meeting.attendees.all()], by=by)
    for each in meeting.items.all():
        actions.decide(each, f"Zqdecision {said}", f"Zqgrounds {said}", by=by)
    action = actions.give_action(item, f"Zqaction {said}", people["police"], timezone.localdate(), by=by)
    actions.finish(action, f"Zqoutcome {said}", by=actor_for(people["police"]))
    actions.dissent(item, meeting.attendees.get(person=people["health"]), f"Zqdissent {said}", by=by)
    actions.agree_minutes(meeting, by=by)
    actions.correct(meeting, f"Zqcorrection {said}", by=by)
    return people, meeting


def _child(people: dict[str, Any]) -> Any:
    from waylight.casework.details import Details
    from waylight.casework.models import Assessment, Child, Entry, Identifier, Line, Related

    now, own = timezone.now(), people[OWN]
    details = Details(
        name=NAME,
        other_names=ALSO,
        born="2013-04-09",
        age_band="13-15",
        home_authority="Zqhome",
        host_authority="Zqhost",
        school="Zqschool",
        communication="Zqcommunication",
        safe_contact="Zqcontact",
        do_not_disclose="Zqdisclose",
    )
    child = Child.objects.create(
        area_id="merrowdale",
        details=details.written(),
        worker=own,
        manager=_nobody(),
        level="confirmed",
        harm_now=True,
        opened_at=now,
        opened_by=own,
    )
    Identifier.objects.create(child=child, kind="upn", value="Zqnumber", by=own, at=now)
    Related.objects.create(child=child, kind="network", name=AROUND, role="friend", by=own, at=now)
    Line.objects.create(
        child=child, kind="child", happened_on=date(2026, 11, 1), text="Zqwords", source="x", by=own, at=now
    )
    it = Assessment.objects.create(child=child, number=1, begun_at=now, begun_by=own)
    Entry.objects.create(
        child=child,
        assessment=it,
        domain="movement",
        kind="sign",
        statement="Zqsign",
        evidence="observed",
        currency="current",
        actual_harm=True,
        by=own,
        at=now,
    )
    return child


def _nobody() -> Any:
    """A manager who is not asked: so that the reader for social care does not work with the child."""
    from waylight.accounts.models import Person

    return Person.objects.create(email="m@merrowdale.example", name="Manager", joined_at=timezone.now())


def how(field: str, reader: str) -> Shown:
    """Whoever works with the child reads as social care of what is not the child's."""
    column = "care" if reader == OWN and field in OF_A_THING else reader
    return table().shown(field, column, "child")


@pytest.mark.parametrize("field", [field for field in FIELDS if field in MARKS])
@pytest.mark.parametrize("reader", READERS)
def test_a_field_is_in_a_readers_copies_as_the_table_says(
    copies: dict[tuple[str, str], str], reader: str, field: str
) -> None:
    shown = how(field, reader) is Shown.WHOLE
    if field == "correction":
        shown = table().shown(field, "care" if reader == OWN else reader, "child") is Shown.WHOLE
    if field == "worker" and reader == OWN:
        return
    for which in ("paper", "paper-pdf", "minutes", "minutes-pdf"):
        there = MARKS[field] in without_people(copies[reader, which])
        if field in LATER and which.startswith("paper"):
            assert not there, which
        elif field in ("decision", "reasons") and reader == OWN:
            assert there == (shown or table().shown(field, "care", "child") is Shown.WHOLE)
        else:
            assert there == shown, (which, field, reader)


def without_people(text: str) -> str:
    """Without who is asked, where the worker stands as one of them."""
    return text.replace("Zqworker Own, Children", "").replace("Copy of Zqworker Own", "")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("field", "name"), [("name", NAME), ("around", AROUND), ("thing", THING)], ids=["name", "around", "thing"]
)
def test_a_name_stands_in_no_copy_of_who_may_not_read_it_not_even_within_words(
    copies: dict[tuple[str, str], str], reader: str, field: str, name: str
) -> None:
    shown = how(field, reader)
    for which in ("paper", "paper-pdf", "minutes", "minutes-pdf"):
        text = copies[reader, which]
        for part in name.split():
            assert (part in text) == (shown is Shown.WHOLE), (which, part)
        if shown is Shown.INITIALS:
            assert initials(name) in text


@pytest.mark.parametrize("reader", READERS)
def test_what_is_never_shown_is_in_no_copy_and_each_carries_its_readers_name(
    copies: dict[tuple[str, str], str], reader: str
) -> None:
    name = "Zqworker Own" if reader == OWN else f"Reader {reader}"
    for which in ("paper", "paper-pdf", "minutes", "minutes-pdf"):
        assert not [each for each in NEVER if each in copies[reader, which]]
        assert f"Copy of {name}" in copies[reader, which]
        assert "which no partnership has checked yet" in copies[reader, which]


def test_the_table_written_down_once_more_for_those_who_see_least() -> None:
    """By hand: licensing, the voluntary sector and strangers read no child's name and no word of theirs."""
    for reader in (Reader.LICENSING, Reader.VOLUNTARY, Reader.OTHER):
        seen = {field for field in FIELDS if table().shown(field, reader, "child") is Shown.WHOLE}
        assert not seen & {
            "name", "other_names", "born", "numbers", "school", "safe_contact", "own_words", "signs",
            "around", "brief", "reasons", "outcome", "host_authority", "level", "because",
        }  # fmt: skip
    for each in READERS:
        levels = {field: table().shown(field, each, "child") for field in ("level", "because")}
        assert levels["because"] <= levels["level"]
    for field in FIELDS:
        for each in READERS:
            most = {panel: table().shown(field, each, panel) for panel in Panel.values}
            assert most["strategic"] <= most["theme"] <= most["child"] == most["daily"]


def test_as_shown_gives_no_more_than_it_says() -> None:
    assert [as_shown("Mina Tarn", shown, "Child B") for shown in Shown] == [
        "",
        "Child B",
        "M. T.",
        "Mina Tarn",
    ]
