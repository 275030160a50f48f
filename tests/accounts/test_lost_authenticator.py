"""Somebody lost their second step: who checked that it is them, and for some accounts who agreed."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from waylight.accounts import actions
from waylight.accounts.membership import NotPossible
from waylight.accounts.models import Restoration
from waylight.accounts.policy import Refused
from waylight.accounts.queries import actor_for, restorations_to_confirm
from waylight.accounts.restoring import NEEDS_SECOND_PERSON, confirm_restore, start_restore
from waylight.accounts.roles import Role
from waylight.audit.models import Verb

CHECKED = "in-person"
ONE_IS_ENOUGH = [Role.SCREENER, Role.INTELLIGENCE, Role.LICENSING]
TWO_ARE_NEEDED = sorted(NEEDS_SECOND_PERSON)


@pytest.mark.parametrize("role", ONE_IS_ENOUGH)
def test_nothing_old_opens_the_account_and_a_new_link_does(
    member: Any, actor: Any, staff_client: Any, role: Role, audited: Any
) -> None:
    somebody = member(role.value)
    client = staff_client(who=somebody.person)
    restored = start_restore(somebody.person, how_checked=CHECKED, by=actor("administrator"))
    assert restored.invited is not None
    assert client.get("/staff/me/").status_code == 302
    assert not Authenticator.objects.filter(user=somebody.person).exists()
    assert somebody.type_password(client).status_code == 200, "the password alone must not open it now"
    secret = restored.invited.link.rstrip("/").rsplit("/", 1)[1]
    actions.accept_invitation(secret, "quiet harbour lamp seventeen")
    assert actor_for(somebody.person).roles == {role}
    (event,) = audited("people.restore")
    assert (event.verb, event.detail) == (Verb.PERMISSION, {"checked": CHECKED, "waits": False})


def test_the_person_is_told_by_e_mail_without_link_or_case(member: Any, actor: Any, work: Any) -> None:
    somebody = member("screener")
    restored = start_restore(somebody.person, how_checked=CHECKED, by=actor("administrator"))
    work()
    assert len(mail.outbox) == 2
    for letter in mail.outbox:
        assert letter.to == [somebody.person.email]
        assert restored.invited.link not in letter.body  # type: ignore[union-attr]
        assert "join" not in letter.body


@pytest.mark.parametrize("role", TWO_ARE_NEEDED)
def test_an_account_that_leads_waits_for_a_second_person(
    member: Any, actor: Any, staff_client: Any, role: Role
) -> None:
    somebody = member(role.value)
    client = staff_client(who=somebody.person)
    restored = start_restore(somebody.person, how_checked=CHECKED, by=actor("administrator"))
    assert restored.invited is None
    assert client.get("/staff/me/").status_code == 200, "nothing has changed yet"
    agreed = confirm_restore(restored.restoration, agree=True, by=actor("manager"))
    assert agreed.invited is not None
    assert agreed.restoration.state == Restoration.State.DONE
    assert client.get("/staff/me/").status_code == 302


def test_a_second_person_who_does_not_agree_changes_nothing(
    member: Any, actor: Any, staff_client: Any, work: Any
) -> None:
    somebody = member("manager")
    client = staff_client(who=somebody.person)
    begun = start_restore(somebody.person, how_checked=CHECKED, by=actor("administrator")).restoration
    answer = confirm_restore(begun, agree=False, by=actor("manager"))
    assert (answer.invited, answer.restoration.state) == (None, Restoration.State.DECLINED)
    assert client.get("/staff/me/").status_code == 200
    with pytest.raises(NotPossible, match="already been settled"):
        confirm_restore(begun, agree=True, by=actor("manager"))


def test_the_second_person_is_a_lead_of_the_area_and_somebody_else(
    member: Any, actor: Any, person: Any, other_area: Any
) -> None:
    somebody = member("manager")
    begun = start_restore(somebody.person, how_checked=CHECKED, by=actor("administrator")).restoration
    for nobody in (
        actor("administrator"),
        actor("screener"),
        actor("auditor"),
        actor("manager", area_slug="brackenford"),
    ):
        with pytest.raises(Refused):
            confirm_restore(begun, agree=True, by=nobody)
    with pytest.raises(NotPossible, match="Somebody else"):
        confirm_restore(begun, agree=True, by=actor_for(somebody.person))
    assert Restoration.objects.get().state == Restoration.State.WAITING


def test_whoever_began_it_cannot_agree_even_with_both_roles(member: Any, person: Any) -> None:
    """Roles are kept apart when given; the two people are kept apart here too, and by the database."""
    both = person("administrator", "manager")
    begun = start_restore(member("manager").person, how_checked=CHECKED, by=actor_for(both)).restoration
    with pytest.raises(NotPossible, match="Somebody else"):
        confirm_restore(begun, agree=True, by=actor_for(both))
    with pytest.raises(IntegrityError), transaction.atomic():
        Restoration.objects.filter(pk=begun.pk).update(second_person=begun.started_by)


def test_nobody_restores_themselves_or_twice_at_once_or_elsewhere(
    person: Any, actor: Any, other_area: Any
) -> None:
    administrator = person("administrator")
    with pytest.raises(NotPossible, match="their own"):
        start_restore(administrator, how_checked=CHECKED, by=actor_for(administrator))
    lead, by = person("manager"), actor("administrator")
    start_restore(lead, how_checked=CHECKED, by=by)
    with pytest.raises(NotPossible, match="already waiting"):
        start_restore(lead, how_checked=CHECKED, by=by)
    with pytest.raises(Refused):
        start_restore(
            person("screener", area_slug="brackenford"), how_checked=CHECKED, by=actor("administrator")
        )


def test_how_identity_was_checked_must_be_said(person: Any, staff_client: Any) -> None:
    somebody = person("screener")
    with pytest.raises(ValueError, match="by-email"):
        start_restore(somebody, how_checked="by-email", by=actor_for(person("administrator")))
    administrator = staff_client("administrator")
    answer = administrator.post(reverse("person-restore", args=[somebody.pk]), {})
    assert "govuk-error-summary" in answer.content.decode()
    assert not Restoration.objects.exists()


def test_the_screens_from_one_person_to_the_other(member: Any, staff_client: Any) -> None:
    lead = member("manager")
    administrator, manager = staff_client("administrator"), staff_client("manager")
    begun = administrator.post(
        reverse("person-restore", args=[lead.person.pk]), {"how_checked": "known-face"}, follow=True
    )
    assert "must agree first" in begun.content.decode()
    page = manager.get(reverse("people")).content.decode()
    assert "Known by face" in page
    restoration = restorations_to_confirm(actor_for(manager.person)).get()
    done = manager.post(reverse("restore-confirm", args=[restoration.pk]), {"agree": "yes"})
    assert "/staff/join/" in done.content.decode()
    assert "needs a new way" not in manager.get(reverse("people")).content.decode()
