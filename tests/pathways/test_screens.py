"""The pages, through Django's own client: no script anywhere, so each works without."""

from dataclasses import fields
from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import Team
from tests.casework.test_screens import stored

from waylight.audit.models import Event
from waylight.casework.details import Details
from waylight.pathways.answers import Account
from waylight.pathways.models import Episode

from .a_path import ago, episode_in, locate, report

MARKER = "Zqxj-8842-marker"


def moment(hours: float) -> str:
    from django.utils import timezone

    return f"{timezone.localtime(ago(hours)):%d/%m/%Y %H:%M}"


def text(client: Any, name: str, *args: Any) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_from_missing_to_the_interview_and_what_is_written_lies_sealed(team: Team, at: Any) -> None:
    child, client, lead = team.child(), at("worker"), at("manager")
    act = reverse("child-missing-act", args=[child.pk, "missing"])
    typed = {"kind": "M", "since": moment(30), "grade": "high", "circumstances": MARKER}
    wrong = client.post(act, {**typed, "since": "yesterday"})
    assert wrong.status_code == 400
    assert "17/11/2026 22:40" in wrong.content.decode()
    assert MARKER in text(client, "child-missing", child.pk)
    assert client.post(act, typed).status_code == 302
    it = Episode.objects.get()

    def step(name: str, by: Any = client, **words: str) -> None:
        answer = by.post(reverse("missing-episode-act", args=[it.pk, name]), words)
        assert answer.status_code == 302, (name, answer.content.decode())

    step("located", returned_at=moment(20), found=MARKER)
    assert "Return home interview: 72 hours" in text(client, "child", child.pk)
    assert reverse("missing-episode", args=[it.pk]) in text(client, "due")
    step("checked", checked_at=moment(10), words=MARKER)
    step("offered", interviewer=MARKER, independent="no", not_independent=MARKER)
    content = [field.name for field in fields(Account)]
    step("held", held_at=moment(2), **dict.fromkeys(content, MARKER))
    step("carers", asked="yes", words=MARKER)
    step("extracted", words=MARKER, nothing="")
    assert client.post(reverse("missing-episode-act", args=[it.pk, "closed"])).status_code == 403
    step("closed", by=lead)
    assert "18 hours after the return" in text(client, "missing-episode", it.pk)
    everything = stored()
    assert "merrowdale" in everything
    assert MARKER not in everything


@pytest.mark.parametrize("until", ["0001-01-01", "9999-12-31"])
def test_the_figures_of_a_day_at_the_end_of_the_calendar_are_shown(team: Team, at: Any, until: str) -> None:
    assert at("manager").get(reverse("missing-figures"), {"until": until}).status_code == 200


def test_in_one_look_who_is_missing_now_and_whose_interview_is_running_out(
    team: Team, at: Any, staff_client: Any
) -> None:
    gone, back = (team.child(Details(name=name)) for name in ("Tia Brook", "Kai Renn"))
    report(team, gone, since=5)
    locate(team, report(team, back, since=60), returned=54)
    for client in (at("manager"), staff_client("manager"), staff_client("exploitation-coordinator")):
        page = text(client, "missing-figures")
        for words in ("Tia Brook", "5 h", "Kai Renn", "18 h", "Not offered yet"):
            assert words in page, words
    assert "Held within" not in text(staff_client("manager"), "missing-figures"), "figures are for who leads"
    read = Event.objects.filter(action="missing.now", object_type="child")
    assert {each.object_id for each in read} == {str(gone.pk), str(back.pk)}


def test_who_reads_what(team: Team, at: Any, staff_client: Any) -> None:
    it = episode_in(team, "extracted")
    pages = [("child-missing", it.child_id), ("missing-episode", it.pk)]
    for name, pk in pages:
        assert at("manager").get(reverse(name, args=[pk])).status_code == 200
        assert at("other").get(reverse(name, args=[pk])).status_code == 403
    unit = staff_client("intelligence")
    assert unit.get(reverse("missing-episode", args=[it.pk])).status_code == 403
    page = text(unit, "extracts")
    assert "A grey car waits" in page
    assert "Uncle" not in page
    assert "Mina" not in page
    taken = unit.post(reverse("extract-take", args=[it.extract.pk]))
    assert taken.status_code == 302
    assert "A grey car waits" in unit.get(taken.url).content.decode()
    assert "5 of 5" not in text(at("manager"), "missing-figures")
    assert at("worker").get(reverse("missing-figures")).status_code == 403
    assert staff_client("exploitation-coordinator").get(reverse("missing-figures")).status_code == 200


def test_of_a_child_who_is_back_nobody_says_that_nobody_knows_where(team: Team, at: Any) -> None:
    it = report(team, team.child())
    listed = reverse("child-missing", args=[it.child_id])
    assert "nobody knows where the child is</td>" in at("worker").get(listed).content.decode()
    locate(team, it)
    page = at("worker").get(listed).content.decode()
    assert "<td>Missing</td>" in page and "nobody knows where the child is</td>" not in page
