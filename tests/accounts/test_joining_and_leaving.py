"""Invited, given roles, gone: and nobody helps themselves."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from waylight.accounts import actions
from waylight.accounts.membership import NotPossible
from waylight.accounts.models import Grant, Invitation, Person
from waylight.accounts.policy import Refused
from waylight.accounts.queries import actor_for
from waylight.accounts.roles import READING_ROLES, Role
from waylight.accounts.ways_in import LinkSpent
from waylight.audit.models import Event, Verb
from waylight.work.models import OutboxEvent

PASSWORD = "quiet harbour lamp seventeen"


def invite(by: Any, email: str = "ada@merrowdale.example", roles: Any = (Role.SCREENER,), **more: Any) -> Any:
    asked = {"name": "Ada Marsh", "agency": "Merrowdale Council", "area_slug": "merrowdale", **more}
    return actions.invite(email=email, roles=list(roles), by=by, **asked)


def secret_of(invited: Any) -> str:
    return invited.link.rstrip("/").rsplit("/", 1)[1]


def test_from_invitation_to_the_first_page(staff_client: Any) -> None:
    """The whole way in a browser's eyes: the link is on the administrator's screen once, and leads in."""
    administrator = staff_client("administrator")
    asked = {
        "name": "Ada Marsh",
        "email": "Ada@Merrowdale.example",
        "agency": "Merrowdale Council",
        "area": "merrowdale",
        "roles": ["screener"],
    }
    page = administrator.post(reverse("people-join"), asked).content.decode()
    link = page.partition('id="link">')[2].partition("<")[0]
    path = link.removeprefix("http://testserver")
    ada = Client()
    assert "Ada" not in ada.get(path).content.decode(), "a stray link tells nothing"
    weak = ada.post(path, {"password": "password123456", "again": "password123456"})
    assert weak.status_code == 200
    differs = ada.post(path, {"password": PASSWORD, "again": PASSWORD + "x"})
    assert "differ" in differs.content.decode()
    done = ada.post(path, {"password": PASSWORD, "again": PASSWORD})
    assert done.headers["Location"] == reverse("account_login")
    assert ada.get(path).status_code == 410, "it works once"
    ada.post(reverse("account_login"), {"login": "ada@merrowdale.example", "password": PASSWORD})
    assert ada.get(reverse("inbox")).headers["Location"] == reverse("mfa_index")


def test_the_links_secret_is_not_kept(actor: Any) -> None:
    invited = invite(actor("administrator"))
    assert secret_of(invited) not in str(list(Invitation.objects.values()))
    assert secret_of(invited) not in str(list(Event.objects.values()))


def test_a_link_lasts_three_days(actor: Any) -> None:
    invited = invite(actor("administrator"))
    with time_machine.travel(timezone.now() + timedelta(hours=73)), pytest.raises(LinkSpent):
        actions.accept_invitation(secret_of(invited), PASSWORD)
    with time_machine.travel(timezone.now() + timedelta(hours=71)):
        assert actions.accept_invitation(secret_of(invited), PASSWORD) == invited.person


def test_a_new_link_ends_the_old(actor: Any) -> None:
    administrator = actor("administrator")
    old = invite(administrator)
    new = actions.invite_again(old.person, by=administrator)
    with pytest.raises(LinkSpent):
        actions.accept_invitation(secret_of(old), PASSWORD)
    actions.accept_invitation(secret_of(new), PASSWORD)
    with pytest.raises(NotPossible, match="has used their link"):
        actions.invite_again(old.person, by=administrator)


def test_inviting_somebody_twice_makes_one_account(actor: Any) -> None:
    administrator = actor("administrator")
    first = invite(administrator)
    again = invite(administrator, email=" ADA@merrowdale.example ", name="Ada M Marsh")
    assert first.person == again.person
    assert Person.objects.get(pk=first.person.pk).name == "Ada M Marsh"
    assert Grant.objects.filter(person=first.person).count() == 1


def test_an_account_in_use_is_not_taken_over_by_inviting_it(actor: Any, person: Any) -> None:
    known = person("manager", area_slug="brackenford")
    known.set_password(PASSWORD)
    known.save()
    with pytest.raises(NotPossible, match="already has an account"):
        invite(actor("administrator"), email=known.email)


def test_an_invitation_of_another_area_is_not_taken_over(actor: Any, other_area: Any) -> None:
    theirs = actor("administrator", area_slug="brackenford")
    invited = invite(theirs, area_slug="brackenford")
    with pytest.raises(Refused):
        invite(actor("administrator"), email=invited.person.email)


def test_only_administrators_of_the_area_invite(actor: Any) -> None:
    for role in [r.value for r in READING_ROLES] + ["auditor"]:
        with pytest.raises(Refused):
            invite(actor(role))
    with pytest.raises(Refused):
        invite(actor("administrator", area_slug="brackenford"))


def test_nobody_gives_themselves_a_role(person: Any) -> None:
    somebody = person("administrator")
    with pytest.raises(NotPossible, match="Nobody gives themselves"):
        actions.grant(somebody, Role.AUDITOR, "merrowdale", by=actor_for(somebody))


@pytest.mark.parametrize("role", [*READING_ROLES, Role.AUDITOR])
def test_administrators_and_readers_are_kept_apart_in_an_area(actor: Any, person: Any, role: Role) -> None:
    by = actor("administrator")
    with pytest.raises(NotPossible, match="cannot both"):
        actions.grant(person("administrator"), role, "merrowdale", by=by)
    with pytest.raises(NotPossible, match="cannot both"):
        actions.grant(person(role.value), Role.ADMINISTRATOR, "merrowdale", by=by)


def test_apart_means_in_the_same_area_at_the_same_time(actor: Any, person: Any, other_area: Any) -> None:
    by = actor("administrator")
    elsewhere = person("administrator", area_slug="brackenford")
    assert actions.grant(elsewhere, Role.SCREENER, "merrowdale", by=by)
    was = person("screener")
    actions.end_grant(was.grants.get(), by=by)
    assert actions.grant(was, Role.ADMINISTRATOR, "merrowdale", by=by)


def test_a_role_is_given_once(actor: Any, person: Any) -> None:
    by, somebody = actor("administrator"), person("screener")
    with pytest.raises(NotPossible, match="already hold"):
        actions.grant(somebody, Role.SCREENER, "merrowdale", by=by)


def test_the_last_administrator_cannot_leave_or_lose_the_role(person: Any) -> None:
    last = person("administrator")
    by = actor_for(last)
    for ending in (
        lambda: actions.leave(last, on=timezone.now(), reason="left", by=by),
        lambda: actions.end_grant(last.grants.get(), by=by),
    ):
        with pytest.raises(NotPossible, match="last administrator"):
            ending()
    assert actor_for(last).roles == {Role.ADMINISTRATOR}


def test_one_who_was_invited_but_never_came_is_no_second_administrator(person: Any) -> None:
    last = person("administrator")
    by = actor_for(last)
    invited = invite(by, roles=[Role.ADMINISTRATOR])
    with pytest.raises(NotPossible, match="last administrator"):
        actions.leave(last, on=timezone.now(), reason="left", by=by)
    actions.accept_invitation(secret_of(invited), PASSWORD)
    actions.leave(last, on=timezone.now(), reason="left", by=by)


def test_leaving_closes_every_way_in_and_tells_the_rooms_above(actor: Any, person: Any) -> None:
    by, somebody = actor("administrator"), person("screener")
    somebody.set_password(PASSWORD)
    somebody.save()
    actions.leave(somebody, on=timezone.now(), reason="moved", by=by)
    somebody.refresh_from_db()
    assert not somebody.is_active
    assert not somebody.has_usable_password()
    assert not actor_for(somebody).grants
    assert [e.payload for e in OutboxEvent.objects.filter(name="person.left")] == [{"user": somebody.pk}]


def test_leaving_at_the_end_of_a_day_to_come(actor: Any, person: Any, work: Any, staff_client: Any) -> None:
    by, client = actor("administrator"), staff_client("auditor")
    day_after = timezone.now() + timedelta(days=2)
    actions.leave(client.person, on=day_after, reason="left", by=by)
    assert client.get(reverse("audit")).status_code == 200
    with time_machine.travel(day_after + timedelta(minutes=1)):
        work()
        client.person.refresh_from_db()
        assert not client.person.is_active
        assert client.get(reverse("audit")).status_code == 302
    assert OutboxEvent.objects.filter(name="person.left").count() == 1


def test_whoever_left_can_be_invited_again_with_nothing_of_the_past(actor: Any, person: Any) -> None:
    by, somebody = actor("administrator"), person("manager")
    actions.leave(somebody, on=timezone.now(), reason="moved", by=by)
    invited = invite(by, email=somebody.email, roles=[Role.SCREENER])
    assert invited.person == somebody
    actions.accept_invitation(secret_of(invited), PASSWORD)
    somebody.refresh_from_db()
    assert actor_for(somebody).roles == {Role.SCREENER}


def test_an_administrator_ends_access_only_where_they_administer(
    actor: Any, person: Any, other_area: Any
) -> None:
    both = person("screener")
    Grant.objects.create(
        person=both, role="screener", area_slug="brackenford", since=timezone.now(), given_by="test"
    )
    here = actor("administrator")
    with pytest.raises(Refused):
        actions.leave(both, on=timezone.now(), reason="left", by=here)
    actions.end_grant(both.grants.get(area_slug="merrowdale"), by=here)
    assert actor_for(both).areas(Role.SCREENER) == {"brackenford"}


def test_every_change_of_permission_is_audited_in_codes(actor: Any, person: Any) -> None:
    by = actor("administrator")
    invited = invite(by, roles=[Role.SCREENER])
    given = actions.grant(invited.person, Role.MANAGER, "merrowdale", by=by)
    actions.end_grant(given, by=by)
    actions.leave(invited.person, on=timezone.now(), reason="moved", by=by)
    events = Event.objects.filter(verb=Verb.PERMISSION, actor=by.ref).order_by("id")
    assert [e.action for e in events] == ["role.give", "people.join", "role.give", "role.end", "people.leave"]
    assert {e.object_id for e in events} == {str(invited.person.pk)}
    assert "Ada" not in str(list(events.values())) + str(list(OutboxEvent.objects.values()))


def test_an_ended_role_is_announced(actor: Any, person: Any) -> None:
    somebody = person("screener")
    actions.end_grant(somebody.grants.get(), by=actor("administrator"))
    told = OutboxEvent.objects.get(name="role.ended")
    assert told.payload == {"user": somebody.pk, "role": "screener", "area": "merrowdale"}


def test_the_machine_itself_invites_the_first_administrator(area: Any, audited: Any) -> None:
    path = actions.invite_from_machine(
        email="first@merrowdale.example", name="First", area_slug="merrowdale", role="administrator"
    )
    first = actions.accept_invitation(path.rstrip("/").rsplit("/", 1)[1], PASSWORD)
    assert actor_for(first).roles == {Role.ADMINISTRATOR}
    assert audited("role.give")[0].actor == "system:command-line"


def test_the_machine_itself_lets_the_only_administrator_back_in(staff_client: Any) -> None:
    only = staff_client("administrator")
    actions.invite_from_machine(
        email=only.person.email, name="Only", area_slug="merrowdale", role="administrator"
    )
    assert only.get("/staff/me/").status_code == 302
    assert Person.objects.count() == 1


def test_the_list_shows_people_of_ones_own_area_only(staff_client: Any, person: Any, other_area: Any) -> None:
    here, there = (
        person("screener", name="Here Marsh"),
        person("screener", area_slug="brackenford", name="Far"),
    )
    page = staff_client("manager").get(reverse("people")).content.decode()
    assert here.name in page
    assert there.name not in page
    assert "Invite somebody" not in page, "a manager reads only"
    assert staff_client("manager").get(reverse("person", args=[there.pk])).status_code == 404


def test_the_pages_do_what_the_actions_do(staff_client: Any, person: Any) -> None:
    administrator, somebody = staff_client("administrator"), person("screener")
    page = reverse("person", args=[somebody.pk])
    assert administrator.get(page).status_code == 200
    administrator.post(reverse("person-role", args=[somebody.pk]), {"role": "manager", "area": "merrowdale"})
    assert actor_for(somebody).roles == {Role.SCREENER, Role.MANAGER}
    refused = administrator.post(
        reverse("person-role", args=[somebody.pk]),
        {"role": "administrator", "area": "merrowdale"},
        follow=True,
    )
    assert "cannot both" in refused.content.decode()
    administrator.post(reverse("role-end", args=[somebody.grants.get(role="manager").pk]))
    assert actor_for(somebody).roles == {Role.SCREENER}
    typo = administrator.post(
        reverse("person-leave", args=[somebody.pk]), {"on": "tomorrow", "reason": "left"}
    )
    assert "govuk-error-summary" in typo.content.decode()
    today = timezone.localdate().strftime("%d/%m/%Y")
    administrator.post(reverse("person-leave", args=[somebody.pk]), {"on": today, "reason": "left"})
    somebody.refresh_from_db()
    assert not somebody.is_active
    assert "Closed" in administrator.get(page).content.decode()


def test_people_come_by_pages_that_leave_nobody_out(
    person: Any, staff_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waylight.accounts.queries.ON_A_PAGE", 2)
    known = [person(Role.SCREENER) for _ in range(3)]
    client = staff_client(who=person(Role.ADMINISTRATOR))
    pages = [client.get(reverse("people"), {"page": n}).content.decode() for n in (1, 2)]
    at = [[n for n, page in enumerate(pages) if reverse("person", args=[one.pk]) in page] for one in known]
    assert sorted(len(found) for found in at) == [1, 1, 1]
    assert "?page=2" in pages[0]
