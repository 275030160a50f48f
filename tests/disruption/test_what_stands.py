"""What stands is told beside what stood: a notice that was varied, a row that was read, a measure that waited
before anybody asked after it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from tests.learning.outputs.paper import Paper

from waylight.accounts.actions import leave
from waylight.accounts.models import Person
from waylight.casework.models import Due
from waylight.disruption import actions, catalogue, tasks
from waylight.disruption.catalogue import CatalogueError
from waylight.disruption.errors import NotPossible, Why
from waylight.disruption.forms import ConsiderForm
from waylight.disruption.hotel import statement
from waylight.disruption.models import Use
from waylight.disruption.views.acts import with_measures
from waylight.triage.machine import WrongMove
from waylight.work.registry import HANDLERS

from .a_licence import HOLDER, again
from .a_room import TODAY, Room, fresh
from .test_hotel import TEXT, served, written
from .test_measures import RULES

SHORTER = date(2027, 2, 1)


def words_of(answer: Any) -> str:
    pages = Paper(answer.content).reader.pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def test_a_varied_notice_says_what_stands_and_what_it_said_when_it_was_served(
    room: Room, staff_client: Any, clock: time_machine.Traveller
) -> None:
    use, client = served(room), staff_client(who=room.person("coordinator"))
    stands, as_served = (reverse(name, args=[use.pk]) for name in ("measure-notice", "measure-notice-served"))
    assert as_served not in client.get(reverse("measure", args=[use.pk])).content.decode()
    clock.move_to(datetime(2026, 11, 20, 9, tzinfo=UTC))
    actions.vary(use, SHORTER, "It changes hands.", by=room.coordinator)
    client = staff_client(who=room.person("coordinator"))
    page = client.get(reverse("measure", args=[use.pk])).content.decode()
    assert as_served in page
    for said in ("last day 18 May 2027, then 1 February 2027. It changes hands.", "from 18 November 2026"):
        assert said in page
    now = words_of(client.get(stands))
    for said in (
        "Expires at the end of 1 February 2027",
        "When it was served, it expired at the end of 18 May 2027",
        "20 November 2026: to the end of 1 February 2027",
    ):
        assert said in now
    assert "changes hands" not in now
    then = words_of(client.get(as_served))
    assert "Expires at the end of 18 May 2027" in then
    assert "1 February 2027" not in then
    assert staff_client(who=room.person("worker")).get(as_served).status_code == 403


def test_a_notice_is_printed_in_the_words_in_which_it_was_served(
    room: Room, staff_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    use, client = served(room), staff_client(who=room.person("coordinator"))
    monkeypatch.setattr(
        "waylight.disruption.hotel.opened",
        lambda _name: {"statement": ["New words of today."], "unverified": "All of it.", "version": "99"},
    )
    statement.cache_clear()
    try:
        for name in ("measure-notice", "measure-notice-served"):
            said = words_of(client.get(reverse(name, args=[use.pk])))
            assert "under section 116 of the Anti-social Behaviour" in said
            assert "New words of today." not in said
            assert "Served on 18 November 2026" in said
            assert "Printed on 18 November 2026" in said
    finally:
        statement.cache_clear()
    assert use.notices.get().statement_version == "1"


def test_a_measure_about_premises_is_not_for_a_person(room: Room) -> None:
    person, place = room.unit("person"), room.unit("place")
    for code in ("HOTEL", "CLOS-SO", "PSPO"):
        with pytest.raises(NotPossible) as refused:
            actions.consider(person, code, "He is there.", room.person("second"), by=room.coordinator)
        assert refused.value.why == Why.NOT_FOR_THIS
    people = Person.objects.all()
    offered = [
        {
            code
            for code, _words in ConsiderForm(people=people, nation="ENG", kind=kind)["measure"].field.choices
        }
        for kind in (person.kind, place.kind)
    ]
    assert {"HOTEL", "PSPO"} & offered[0] == set()
    assert {"HOTEL", "PSPO", "CPN"} <= offered[1]
    assert "CPN" in offered[0]


def test_a_notice_varied_before_its_changes_were_kept_says_so(room: Room, staff_client: Any) -> None:
    use = served(room)
    Use.objects.filter(pk=use.pk).update(last_day=SHORTER)
    answer = staff_client(who=room.person("coordinator")).get(reverse("measure-notice", args=[use.pk]))
    assert "Varied before its changes were kept" in words_of(answer)


def test_what_ended_early_says_on_which_day(room: Room, staff_client: Any) -> None:
    use, client = served(room), staff_client(who=room.person("coordinator"))
    actions.end_early(use, "It closed.", by=room.coordinator)
    assert "Ended early on 18 November 2026" in client.get(reverse("measure", args=[use.pk])).content.decode()
    paper = words_of(client.get(reverse("measure-notice", args=[use.pk])))
    assert "Ended early, on 18 November 2026" in paper


def test_each_varying_stands_beside_the_one_before(room: Room, clock: time_machine.Traveller) -> None:
    use = room.served()
    for day, last in ((19, date(2027, 1, 10)), (20, date(2027, 1, 20))):
        clock.move_to(datetime(2026, 11, day, 9, tzinfo=UTC))
        actions.vary(fresh(use), last, "The court.", by=room.coordinator)
    told = [(each.before, each.last_day) for each in use.variations.all()]
    assert told == [(date(2027, 1, 31), date(2027, 1, 10)), (date(2027, 1, 10), date(2027, 1, 20))]


@pytest.mark.parametrize("state", ["served", "breached"])
def test_another_last_day_is_noted_whether_or_not_it_is_in_force(
    room: Room, state: str, staff_client: Any
) -> None:
    use, client = room.use_in(state), staff_client(who=room.person("coordinator"))
    act = reverse("measure-act", args=[use.pk, "vary"])
    assert (
        client.post(act, {"last_day": "15/02/2027", "words": "The court, for the breach."}).status_code == 302
    )
    assert (fresh(use).state, fresh(use).last_day) == (state, date(2027, 2, 15))
    alarms = Due.objects.filter(
        about=use.pk, stopped_at=None, kind__in=("measure-28", "measure-7", "measure-1")
    )
    assert {each.due_at.date() for each in alarms} == {
        date(2027, 1, 18), date(2027, 2, 8), date(2027, 2, 14)
    }  # fmt: skip


def test_what_was_served_is_neither_written_nor_served_again(room: Room) -> None:
    use = written(room, first=date(2026, 11, 20))
    served_so: dict[str, Any] = {"served_on": TODAY, "served_how": "PC 12", "by": room.coordinator}
    actions.serve_notice(use, **served_so)
    assert fresh(use).state == "served"
    for act in (
        lambda: actions.serve_notice(fresh(use), **served_so),
        lambda: actions.write_notice(
            fresh(use), actions.NoticeText(**TEXT), TODAY, SHORTER, by=room.coordinator
        ),
    ):
        with pytest.raises(WrongMove):
            act()


# The catalogue


def test_a_row_that_was_read_says_when_by_whom_and_where(room: Room, staff_client: Any) -> None:
    read = {code for code, rule in RULES.items() if rule.verified_on}
    assert {code for code, rule in RULES.items() if not rule.unverified} <= read
    assert all(RULES[code].verified_by and RULES[code].verified_at for code in read)
    page = staff_client(who=room.person("coordinator")).get(reverse("measures")).content.decode()
    assert "Read on 22 November 2026 by Waylight" in page
    assert "The rest was read on 22 November 2026" in page


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("CAWN", {"verified_on": None}),
        ("CAWN", {"verified_by": ""}),
        ("CAWN", {"verified_at": ""}),
        ("CAWN", {"verified_on": "last week"}),
        ("PP", {"unverified": ""}),
        ("PP", {"verified_by": "Somebody"}),
    ],
)
def test_a_claim_without_its_day_and_source_is_refused(code: str, changes: dict[str, Any]) -> None:
    found = catalogue.opened("measures.yaml")
    row = {**found["measures"][code], **changes}
    with pytest.raises(CatalogueError, match=f"{code}: say on which day"):
        catalogue.measure(code, row, found["questions"])


# Before it was asked


def waiting(use: Use) -> int:
    return Due.objects.filter(kind="measure-next", about=use.pk, stopped_at__isnull=True).count()


@pytest.mark.parametrize(("state", "asked"), [("approved", 1), ("breached", 1), ("live", 0), ("applied", 1)])
def test_what_waited_before_it_was_asked_is_asked_from_now_on(room: Room, state: str, asked: int) -> None:
    use = room.use_in(state)
    Due.objects.filter(kind="measure-next", about=use.pk).delete()
    assert actions.ask_after_waiting() == asked
    assert waiting(use) == asked
    assert actions.ask_after_waiting() == 0
    assert waiting(use) == asked
    if asked:
        due = Due.objects.get(kind="measure-next", about=use.pk)
        assert due.owner == room.person("coordinator")


# Applied for


def test_what_was_applied_for_is_asked_after_until_it_ends(room: Room, clock: time_machine.Traveller) -> None:
    use = room.use_in("applied")
    first = Due.objects.get(kind="measure-next", about=use.pk, stopped_at=None).due_at
    clock.move_to(datetime(2026, 11, 25, 9, tzinfo=UTC))
    actions.hear(use, "The court sits in January.", by=room.coordinator)
    assert Due.objects.get(kind="measure-next", about=use.pk, stopped_at=None).due_at > first
    assert any("The court sits in January." in each.text for each in use.unit.lines.all())
    assert fresh(use).state == "applied"
    actions.refuse(fresh(use), "Withdrawn.", by=room.coordinator)
    assert waiting(use) == 0


def test_applying_again_is_no_hearing_of_it(room: Room) -> None:
    use = room.use_in("applied")
    with pytest.raises(WrongMove):
        actions.apply_for(use, "Once more.", by=room.coordinator)


def asked_of_licensing(room: Room) -> Use:
    use = room.approved("LIC-DRV")
    actions.ask_licensing(use, HOLDER, "Look at it.", room.person("licensing"), by=room.coordinator)
    return Use.objects.select_related("licensing", "unit").get(pk=use.pk)


def answered(use: Use) -> int:
    return Due.objects.filter(kind="measure-answered", about=use.pk, stopped_at=None).count()


@pytest.mark.parametrize("outcome", ["not-met", "decided", "answered"])
def test_what_licensing_found_is_due_to_whoever_asked(room: Room, outcome: str, staff_client: Any) -> None:
    use = asked_of_licensing(room)
    referral, by = use.licensing, room.licensing
    assert referral is not None
    assert actions.licensing_has_looked(referral.pk) == answered(use) == 0
    actions.judge(referral, "PERISCOPE", met=outcome != "not-met", by=by)
    if outcome == "decided":
        actions.decide_licence(again(referral), "revoked", "PERISCOPE", notified_on=TODAY, by=by)
    if outcome == "answered":
        holder = {"base": again(referral).version, "by": by}
        actions.put_holder(again(referral), HOLDER, "driver", "eastwick-quay", **holder)
        actions.send(again(referral), TODAY, by=by)
        actions.note_answer(again(referral), TODAY, "PERISCOPE", by=by)
    assert actions.licensing_has_looked(referral.pk) == answered(use) == 1
    assert actions.licensing_has_looked(referral.pk) == 0
    page = staff_client(who=room.person("coordinator")).get(reverse("measure", args=[use.pk]))
    assert "Licensing has looked at what it was asked" in page.content.decode()
    assert "PERISCOPE" not in page.content.decode()
    actions.hear(fresh(use), "His badge is gone.", by=room.coordinator)
    assert answered(use) == 0
    assert actions.licensing_has_looked(referral.pk) == 0, "that was said already"
    actions.refuse(fresh(use), "Licensing did it.", by=room.coordinator)
    assert waiting(use) == 0


def test_what_licensing_does_reaches_the_measure_by_itself(room: Room) -> None:
    use = asked_of_licensing(room)
    assert use.licensing is not None
    actions.judge(use.licensing, "No.", met=False, by=room.licensing)
    tasks.licensing_has_looked({"referral": str(use.licensing.pk), "state": "not-met"})
    assert answered(use) == 1
    assert "waylight.disruption.tasks.licensing_has_looked" in HANDLERS["licence.moved"]


def test_a_row_that_was_taken_out_takes_no_page_with_it(
    room: Room, monkeypatch: pytest.MonkeyPatch, staff_client: Any
) -> None:
    live, waits = room.served(), room.approved()
    monkeypatch.delitem(RULES, "CLOS-ASB")
    client = staff_client(who=room.person("coordinator"))
    pages = [reverse("units"), reverse("measures"), reverse("unit", args=[live.unit_id])]
    pages += [reverse("measure", args=[each.pk]) for each in (live, waits)]
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)
    assert "stands in the catalogue no more" in client.get(pages[-1]).content.decode()
    actions.end_early(fresh(live), "It closed.", by=room.coordinator)
    with pytest.raises(NotPossible):
        actions.apply_for(fresh(waits), "To the court.", by=room.coordinator)


# Who is there


def test_a_place_whose_owner_left_is_listed_until_somebody_has_it(
    room: Room, staff_client: Any, actor: Any
) -> None:
    unit, client = room.unit(title="Gull House"), staff_client(who=room.person("second"))
    leave(room.person("coordinator"), on=timezone.now(), reason="left", by=actor("administrator"))
    page = client.get(reverse("units")).content.decode()
    assert "whose owner is not there any more" in page
    assert f"{reverse('unit', args=[unit.pk])}#owner" in page
    actions.hand_to(unit, room.person("second"), "She has left.", by=room.second)
    assert "whose owner is not there" not in client.get(reverse("units")).content.decode()


def test_only_what_is_law_there_can_be_chosen(room: Room) -> None:
    unit, people = room.unit(), Person.objects.all()
    codes = {
        code
        for code, _words in ConsiderForm(people=people, nation="SCT", kind="place")["measure"].field.choices
    }
    assert codes - {""} == {code for code, rule in RULES.items() if "SCT" in rule.jurisdictions}
    assert "CLOS-ASB" in {code for code, _words in with_measures(unit, None)["measure"].field.choices}
