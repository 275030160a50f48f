"""Who manages, who was let in, whose opening it is; what is put right; what holds of a closed record."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.referral.test_checking import why

from waylight.accounts.models import Grant
from waylight.casework import actions, queries
from waylight.casework.actions import dues
from waylight.casework.codes import DueKind
from waylight.casework.errors import Why
from waylight.casework.models import Access, Child
from waylight.casework.withheld import must_look

from .a_team import MINA, Team, fresh

AROUND: dict[str, Any] = {"contact": "01632 960 777", "not_to_know": False}


def test_only_a_team_manager_manages_a_record(team: Team, at: Any) -> None:
    child, worker, deputy = team.child(), team.person("worker"), team.person("deputy")

    def give(who: str) -> Child:
        manager = team.person(who)
        return actions.allocate(
            fresh(child), worker=worker, manager=manager, reason="Leave.", by=team.manager
        )

    assert why(lambda: give("other")) == Why.NO_MANAGER
    page = at("manager").get(reverse("child", args=[child.pk])).content.decode()
    manager = page.split('name="manager"')[1].split("</select>")[0]
    assert deputy.name in manager
    assert team.person("other").name not in manager
    assert give("deputy").manager_id == deputy.pk


def test_nobody_looks_at_their_own_opening(team: Team) -> None:
    child = team.child()
    glass = actions.break_glass(fresh(child), "She rang at night.", by=team.deputy)
    actions.allocate(
        fresh(child),
        worker=team.person("worker"),
        manager=team.person("deputy"),
        reason="Leave.",
        by=team.manager,
    )
    glass = Access.objects.get(pk=glass.pk)
    assert why(lambda: actions.look_at_glass(glass, "Fine.", by=team.deputy)) == Why.OWN_OPENING


def test_who_is_let_in_stands_there_once_and_is_out_at_once(team: Team) -> None:
    child, other = team.child(), team.person("other")
    given = actions.name_other(fresh(child), other, "Sees her weekly.", by=team.manager)
    for who in (other, team.person("worker")):
        assert why(lambda who=who: actions.name_other(fresh(child), who, "Too.", by=team.manager)) == (
            Why.NAMED_ALREADY
        )
    Access.objects.create(
        child=child, person=other, kind=Access.Kind.NAMED, reason="Earlier.", by=other, since=given.since
    )
    actions.end_access(given, by=team.manager)
    assert not Access.objects.filter(child=child, until__isnull=True).exists()


def test_the_childs_own_words_are_put_right_by_their_own_words_alone(team: Team, at: Any) -> None:
    child = team.child()
    words = team.line(child, "I am afraid of the grey car.", kind="child")
    assert why(lambda: team.line(child, "Rang school.", corrects=words)) == Why.OWN_WORDS
    client, page = at("worker"), reverse("child", args=[child.pk])
    begun = client.get(f"{page}?corrects={words.pk}").content.decode()
    assert "This puts an earlier line right" in begun
    assert "I am afraid of the grey car." in begun.split('id="line"')[1], "it begins with what stands"
    keep = reverse("child-keep", args=[child.pk, f"line-{words.pk}"])
    half = {"corrects": str(words.pk), "text": "Half a correction of it", "kind": "child"}
    assert client.post(keep, half).status_code == 200
    plain = client.get(page).content.decode().split('id="line"')[1].split("</form>")[0]
    assert "Half a correction" not in plain and str(words.pk) not in plain
    assert "Half a correction of it" in client.get(f"{page}?corrects={words.pk}").content.decode()
    wrong = client.post(
        reverse("child-act", args=[child.pk, "line"]), {**half, "text": "", "source": "", "happened_on": ""}
    )
    assert wrong.status_code == 400
    assert "This puts an earlier line right" in wrong.content.decode()
    right = team.line(child, "I am afraid of the green car.", kind="child", corrects=words)
    assert queries.opened(team.worker, fresh(child), "record").words == [right]
    assert client.get(f"{page}?corrects=nonsense").status_code == 200


def test_the_same_line_stands_once(team: Team) -> None:
    child = team.child()
    first = team.line(child)
    assert why(lambda: team.line(child)) == Why.LINE_THERE
    assert team.line(child, corrects=first, text="Seen at home, well.").pk


def test_a_closed_record_begins_nothing_by_a_line_and_a_joined_one_is_whole_again(
    team: Team, at: Any
) -> None:
    child = team.child(replace(MINA, born="2009-05-05"))
    dues.stop(child, DueKind.FIRST)
    assert child.dues.filter(kind="eighteen", stopped_at__isnull=True).exists()
    actions.close_record(fresh(child), "Over.", by=team.manager)
    assert why(lambda: team.line(child, trigger="missing")) == Why.RECORD_CLOSED
    assert team.line(child, "She rang.").pk
    later = replace(MINA, born="2009-06-06")
    actions.write_details(fresh(child), later, base=fresh(child).version, by=team.worker)
    assert not child.dues.filter(stopped_at__isnull=True).exists()
    page = at("worker").get(reverse("child", args=[child.pk])).content.decode()
    assert reverse("assessment-begin", args=[child.pk]) not in page
    actions.join(team.arrival(words="Again."), fresh(child), by=team.deputy)
    assert child.dues.filter(kind="eighteen", stopped_at__isnull=True).exists()


def test_how_somebody_around_is_reached_is_changed_and_what_stood_is_kept(team: Team, at: Any) -> None:
    child = team.child()
    father = actions.add_related(fresh(child), "family", "Jo Tarn", "father", **AROUND, by=team.worker)
    client = at("worker")
    typed = {"related": str(father.pk), "contact": "01632 960 778", "not_to_know": "on"}
    assert client.post(reverse("child-act", args=[child.pk, "change-related"]), typed).status_code == 302
    father.refresh_from_db()
    assert (father.contact, father.not_to_know) == ("01632 960 778", True)
    assert any("01632 960 777" in each.text for each in child.lines.all())
    actions.end_related(father, by=team.worker)
    assert must_look(fresh(child)), "who has left may still learn of it"
    assert why(lambda: actions.change_related(father, "", False, by=team.worker)) == Why.SETTLED_ALREADY


def test_who_opened_a_record_finds_back_to_it(team: Team, at: Any) -> None:
    child = team.child()
    actions.break_glass(fresh(child), "She rang at night.", by=team.deputy)
    answer = at("deputy").get(reverse("child-glass", args=[child.pk]))
    assert answer["Location"] == reverse("child", args=[child.pk])


@pytest.mark.parametrize("name", ["child-chronology", "child-print"])
def test_a_day_that_is_none_is_said_and_one_is_read_as_it_is_written(team: Team, at: Any, name: str) -> None:
    child = team.child()
    team.line(child, "She came.", happened_on=date(2026, 11, 16))
    address = reverse(name, args=[child.pk])
    wrong = at("worker").get(address, {"since": "31/02/2026"}).content.decode()
    assert "31/02/2026” is no day" in wrong
    assert "She came." not in at("worker").get(address, {"since": "17/11/2026"}).content.decode()
    assert "She came." in at("worker").get(address, {"since": "16/11/2026"}).content.decode()


def test_nobody_was_born_in_1900(team: Team) -> None:
    child = team.child()
    old = replace(MINA, born="1900-01-01")
    assert why(lambda: actions.write_details(fresh(child), old, base=1, by=team.worker)) == Why.LONG_AGO


def test_closed_records_have_pages_and_a_way_back(team: Team, at: Any) -> None:
    for number in range(51):
        child = team.child(replace(MINA, name=f"Child {number}"), words=f"w{number}")
        Child.objects.filter(pk=child.pk).update(state="closed")
    page = at("worker").get(reverse("children") + "?state=closed").content.decode()
    assert "?page=2&amp;state=closed" in page
    assert "Open records" in page


def test_who_left_is_let_in_no_longer_by_a_role_given_anew(team: Team, at: Any) -> None:
    child, other = team.child(), team.person("other")
    actions.name_other(fresh(child), other, "Sees her weekly.", by=team.manager)
    Grant.objects.filter(person=other).update(until=timezone.now())
    actions.pass_on(other.pk, "social-worker")
    actions.pass_on(other.pk, "social-worker")
    assert not Access.objects.filter(child=child, until__isnull=True).exists()
    assert sum("they have left" in each.text for each in child.lines.all()) == 1


def test_a_manager_ends_an_opening_and_a_number_taken_out_stays_to_be_read(team: Team, at: Any) -> None:
    child = team.child()
    glass = actions.break_glass(fresh(child), "She rang at night.", by=team.deputy)
    page = at("manager").get(reverse("child", args=[child.pk])).content.decode()
    address = reverse("child-end", args=["access", glass.pk])
    assert address in page
    assert at("manager").post(address).status_code == 302
    assert at("deputy").get(reverse("child", args=[child.pk])).status_code == 403
    number = actions.add_identifier(fresh(child), "upn", "A123", by=team.worker)
    actions.end_identifier(number, by=team.worker)
    assert any("A123" in each.text for each in child.lines.all())


def test_a_line_of_another_record_is_not_put_right_from_here(team: Team, at: Any) -> None:
    child = team.child()
    other = team.line(team.child(replace(MINA, name="Bo Ash"), words="b"))
    typed = {
        "kind": "contact",
        "happened_on": "17/11/2026",
        "text": "Seen.",
        "source": "Visit",
        "trigger": "",
    }
    address = reverse("child-act", args=[child.pk, "line"])
    answer = at("worker").post(address, {**typed, "corrects": str(other.pk)})
    assert answer.status_code == 400
    assert not any(each.text == "Seen." for each in child.lines.all())


def test_a_link_to_the_wrong_record_is_taken_away_by_who_works_on_both(team: Team, at: Any) -> None:
    mina, brother = team.child(), team.child(words="Another child.")
    both = {"worker": team.person("other"), "manager": team.person("manager")}
    actions.allocate(brother, **both, reason="Knows him.", by=team.manager)
    he = actions.add_related(mina, "family", "Tom", "Brother", **AROUND, by=team.worker)
    actions.link_record(he, fresh(brother), by=team.manager)
    page, end = reverse("child", args=[mina.pk]), reverse("child-end", args=["link", he.pk])
    assert end in at("manager").get(page).content.decode()
    assert end not in at("worker").get(page).content.decode()
    assert at("worker").post(end).status_code == 403
    assert at("manager").post(end).status_code == 302
    he.refresh_from_db()
    assert (he.record, he.ended_at) == (None, None)
    assert reverse("child", args=[brother.pk]) not in at("manager").get(page).content.decode()
    assert why(lambda: actions.unlink_record(he, by=team.manager)) == Why.SETTLED_ALREADY


def test_a_number_that_stands_in_another_record_too_is_said_on_both(team: Team, at: Any) -> None:
    mina = team.child()
    other = team.child(replace(MINA, name="Joss Harrow", born="2011-03-03"), words="Another.")
    pages = [reverse("child", args=[each.pk]) for each in (mina, other)]
    assert not any("holds the same number" in at("worker").get(page).content.decode() for page in pages)
    for child in (mina, other):
        number = actions.add_identifier(fresh(child), "nhs", "999 000 0018", by=team.worker)
    for page, there in zip(pages, (other, mina), strict=True):
        text = at("worker").get(page).content.decode()
        assert f"Record {there.reference} holds the same number" in text
    actions.end_identifier(number, by=team.worker)
    assert not any("holds the same number" in at("worker").get(page).content.decode() for page in pages)


def test_support_past_18_is_planned_where_only_an_age_of_16_or_17_is_known(team: Team) -> None:
    band = replace(MINA, born="", age_band="16-17")
    child = team.child(band)

    def running() -> list[Any]:
        return list(child.dues.filter(kind="eighteen", stopped_at__isnull=True))

    (due,) = running()
    assert due.due_at.date() == date(2026, 12, 16), "20 working days from Wednesday 18 November"

    def write(details: Any) -> None:
        actions.write_details(fresh(child), details, base=fresh(child).version, by=team.worker)

    write(replace(band, school="St Hild's"))
    assert [each.pk for each in running()] == [due.pk], "nothing begins anew"
    write(replace(band, age_band="13-15"))
    assert running() == []
    write(band)
    dues.stop(fresh(child), DueKind.EIGHTEEN)
    write(replace(band, school="The Hill"))
    assert running() == [], "it was planned"
    write(replace(band, born="2010-05-05"))
    assert [each.due_at.date() for each in running()] == [date(2027, 11, 1)]


def test_a_record_is_found_by_a_day_as_people_write_it(team: Team, at: Any) -> None:
    child = team.child()
    born = date.fromisoformat(MINA.born)
    for day in (f"{born:%-d/%-m/%Y}", MINA.born):
        sent = {"kind": "person", "value": f"{MINA.name}, {day}"}
        assert child.reference in at("manager").post(reverse("child-find"), sent).content.decode()
