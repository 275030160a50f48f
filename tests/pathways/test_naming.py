"""A notification names nobody around the child and no number; a paper that cannot be printed is said."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import Team

from waylight.casework import actions as records
from waylight.casework.errors import NotPossible
from waylight.learning.outputs.pdf import CannotPrint
from waylight.pathways import actions
from waylight.pathways.errors import Why

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
            assert actions.notify(it, by=team.worker).state == "notified"
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
