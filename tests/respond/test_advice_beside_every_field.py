"""Advice on words stands beside every field into which a professional writes, and touches no quotation."""

import ast
import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.urls import reverse
from tests.casework.a_team import Team
from tests.casework.conftest import at, clock, hub, team

import waylight
from waylight.triage.forms import Ask, OwnWords, Words

__all__ = ["at", "clock", "hub", "team"]
ROOMS = (
    *("triage", "intelligence", "dissemination", "casework", "referral", "plan", "pathways", "disruption"),
    "meetings",
)
SOURCE = Path(waylight.__file__).parent
BLAMING = "She is streetwise."
OWN = {
    "triage.CallerForm": {"words", "when", "where", "people", "vehicles"},
    "triage.TranslateForm": {"text"},
    "dissemination.BringInForm": {"rows"},
    "plan.WishesForm": {"child_wants"},
    "plan.ReviewForm": {"child_says"},
    "plan.TransitionForm": {"wants"},
    "plan.ExitForm": {"child_says"},
    "plan.FollowUpForm": {"child_says"},
    "pathways.HoldForm": {"words"},
    "pathways.TellForm": {"said"},
    "meetings.DissentForm": {"words"},
}
"""By form, the fields that hold what somebody said themselves."""
NOTHING_WRITTEN = {
    "casework/views/record.py:act": "a line of the chronology carries its advice for good",
    "casework/views/desk.py:join": "a button",
    "casework/views/keep.py:conflict": "a button",
    "dissemination/views/graders.py:end": "a button",
    "dissemination/views/graders.py:graders": "a name and a course",
    "dissemination/views/reports.py:_small": "a button, where there is no form",
    "dissemination/views/requirements.py:bring_in": "rows of another system",
    "disruption/views/licences.py:enquiry_hand": "only a choice",
    "intelligence/views/elsewhere.py:seen": "a button",
    "intelligence/views/following.py:keep": "a search",
    "intelligence/views/following.py:end_watch": "a button",
    "intelligence/views/mentions.py:judge": "a button",
    "intelligence/views/mentions.py:correct": "a mark, a number or a name as it was said",
    "meetings/views/desk.py:take": "a button",
    "meetings/views/things.py:end_conflict": "a button",
    "pathways/views/extracts.py:take": "a button",
    "referral/views/desk.py:take_out": "a button",
    "referral/views/desk.py:seats": "only choices",
    "referral/views/desk.py:end_seat": "a button",
    "referral/views/referrals.py:referrals": "only a choice",
    "triage/views/desk.py:pages": "a button",
}
"""Where something is said to be saved without advice on its words: why."""


def modules() -> Iterator[Any]:
    for room in ROOMS:
        package = import_module(f"waylight.{room}")
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in found.name:
                yield import_module(found.name)


def forms_of_the_rooms() -> dict[str, type[forms.BaseForm]]:
    return {
        f"{room}.{name}": held
        for module in modules()
        for name, held in vars(module).items()
        if inspect.isclass(held)
        and issubclass(held, forms.BaseForm)
        and held.__module__.startswith("waylight.")
        for room in [held.__module__.split(".")[1]]
    }


def test_every_form_of_the_rooms_gives_advice_and_none_in_its_own_way() -> None:
    found = forms_of_the_rooms()
    assert len(found) > 120
    assert not [name for name, form in found.items() if not issubclass(form, Ask)]
    assert {form.advice_on for form in found.values()} == {Ask.advice_on}  # type: ignore[attr-defined]  # each is an Ask


def test_what_somebody_said_themselves_is_named_and_is_all_that_is_passed_over() -> None:
    own = {
        name: {each for each, field in form.base_fields.items() if isinstance(field, OwnWords)}  # type: ignore[attr-defined]  # forms have them
        for name, form in forms_of_the_rooms().items()
    }
    assert {name: fields for name, fields in own.items() if fields} == OWN


@pytest.mark.parametrize("widget", [forms.Textarea, forms.TextInput])
def test_long_and_short_fields_alike(widget: type[forms.Widget]) -> None:
    class Asked(Ask):
        words = Words(widget=widget)
        own = OwnWords(widget=widget)
        on = forms.DateField()

    assert [each.words for each in Asked({"words": BLAMING, "own": BLAMING, "on": BLAMING}).advised()] == [
        "streetwise"
    ]


def test_whatever_was_written_is_advised_on_when_it_was_saved() -> None:
    """Without scripts that is where the advice is read."""
    silent = set()
    for room in ROOMS:
        for file in (SOURCE / room / "views").rglob("*.py"):
            for function in ast.walk(ast.parse(file.read_text())):
                if isinstance(function, ast.FunctionDef) and "messages.success" in ast.unparse(function):
                    silent.add(f"{file.relative_to(SOURCE)}:{function.name}")
    assert silent - {"triage/views/saying.py:saved"} == set(NOTHING_WRITTEN)


def test_fields_that_are_no_form_of_ours_are_written_by_hand_nowhere_else() -> None:
    """Each of these is checked by a form of `Ask` and answered by `saved`."""
    by_hand = {
        f"{room}/{page.name}"
        for room in ROOMS
        for page in (SOURCE / room / "jinja2").rglob("*.html")
        for form in re.findall(r'<form method="post".*?</form>', page.read_text(), re.S)
        if re.search(r"<textarea|<input(?![^>]*type=.(hidden|checkbox|radio))", form)
    }
    assert by_hand == {"dissemination/report.html", "meetings/meeting.html", "triage/handover.html"}


def test_while_it_is_typed_and_when_it_was_saved(team: Team, at: Any) -> None:
    child, client = team.child(), at("worker")
    offer = {
        "to": "child",
        "whom": "Mina",
        "what": BLAMING,
        "provider": "Harbour",
        "offered_on": "18/11/2026",
    }
    page = client.post(reverse("support-act", args=[child.pk, "offer"]), offer, follow=True)
    assert "Words to think about: “streetwise”" in page.content.decode()
    keep = reverse("child-keep", args=[child.pk, "line"])
    typed = ({"kind": "contact"}, {"kind": "child"}, {"kind": "contact", "quoted": "on"})
    advised = [client.post(keep, {"text": BLAMING, **each}).json()["advice"]["text"] for each in typed]
    assert [bool(each) for each in advised] == [True, False, False]


def test_the_page_says_which_words_are_somebodys_own(team: Team, at: Any) -> None:
    child, client = team.child(), at("worker")
    client.post(reverse("plan-begin", args=[child.pk]))
    page = client.get(reverse("plans", args=[child.pk]), follow=True).content.decode()
    assert re.search(r'name="child_wants"[^>]* data-own-words', page)
    assert not re.search(r'name="parents_want"[^>]* data-own-words', page)
