"""A notification names nobody around the child and no number; a paper that cannot be printed is said."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import Team

from waylight.casework import actions as records
from waylight.casework.details import Details
from waylight.casework.errors import NotPossible
from waylight.casework.models import Child
from waylight.learning.outputs.pdf import CannotPrint
from waylight.pathways import actions
from waylight.pathways.errors import Why
from waylight.pathways.naming import names_somebody

from .test_trafficking import FORM, GROWN, considered, written


@pytest.mark.parametrize(
    "words",
    [
        "Known to the police as md 5512",
        "Driven there by holt",
        "Sent by a man they call Grey",
        "Stays with auntie jo",
        "As in {reference}",
    ],
)
def test_a_notification_names_nobody_around_them_and_no_number(team: Team, words: str) -> None:
    it = considered(team, GROWN)
    records.add_identifier(it.child, "police", "MD-5512", by=team.worker)
    for name in ("Dana van Holt", "The man they call Grey", "auntie jo"):
        records.add_related(
            it.child, "network", name, role="Known", contact="", not_to_know=False, by=team.worker
        )
    records.add_related(
        it.child, "professional", "Rowan Day", role="Known", contact="", not_to_know=False, by=team.worker
    )
    for places, allowed in (
        (words.format(reference=it.child.reference), False),
        ("The man of Rowan Day", True),
    ):
        form = replace(FORM, places=places)
        it = actions.write_form(it, form, ["labour"], may_have_defence=False, base=it.version, by=team.worker)
        if allowed:
            assert actions.notify(it, looked=True, by=team.worker).state == "notified"
        else:
            with pytest.raises(NotPossible) as refused:
                actions.notify(it, by=team.worker)
            assert refused.value.why == Why.NAMED


def test_a_paper_that_cannot_be_printed_is_said_on_its_page(team: Team, at: Any, monkeypatch: Any) -> None:
    def never(*_args: Any) -> bytes:
        raise CannotPrint("no font")

    monkeypatch.setattr("waylight.pathways.views.trafficking.paper", never)
    it = written(team)
    answer = at("worker").get(reverse("trafficking-file", args=[it.pk, "pdf"]), follow=True)
    assert answer.redirect_chain == [(reverse("trafficking", args=[it.pk]), 302)]
    assert "It could not be printed." in answer.content.decode()


@pytest.mark.parametrize(
    ("words", "tells"),
    [
        ("ADAS room", True),
        ("with the Quills", True),
        ("ADAQUILL", True),
        ("A-d-a was driven there", True),
        ("ada_quill", True),
        ("Qui\u200bll", True),
        ("\u00c1da", True),
        ("A. Q. was seen", True),
        ("born 9 January 2008", True),
        ("on 09/01/2008", True),
        ("born on the 9th January 2008", True),
        ("on the 9th of January, 2008", True),
        ("January 9th, 2008", True),
        ("in year 8 at thornleigh academy", True),
        ("lives at The Beeches", True),
        ("ring +44 1632 960177", True),
        ("ring 441632960177", True),
        ("2008-01-09", True),
        ("ring 01632-960 177", True),
        ("at Elm Lodge", True),
        ("near zz993qx", True),
        ("A car wash in Tarnby, on 9 January 2026, 12 people", False),
        ("Quality was poor and Adam's Lodge is closed. Told at 10 a.m.", False),
    ],
)
def test_however_a_name_is_written(team: Team, words: str, tells: bool) -> None:
    it = considered(team, GROWN)
    known = replace(
        Details.read(it.child.details),
        name="Ada Quill",
        born="2008-01-09",
        school="Thornleigh Academy",
        host_authority="The Beeches",
        safe_contact="Only on 01632 960177",
        do_not_disclose="Not to say she stays at Elm Lodge, ZZ99 3QX",
    )
    records.write_details(it.child, known, base=it.child.version, by=team.worker)
    assert names_somebody(Child.objects.get(pk=it.child.pk), [words]) is tells
