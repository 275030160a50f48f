"""Advice on words and help on sharing stand beside every field, without any script."""

from typing import Any

import pytest
from django.urls import reverse

from waylight.accounts.models import Person
from waylight.casework.forms import DetailsForm, LevelForm, LineForm, ViewsForm
from waylight.dissemination.forms import BringInForm, SanitiseForm
from waylight.guidance.dated import RulesError, read
from waylight.triage.codes import LawfulBasis
from waylight.triage.forms import CallerForm, HandOverForm, Reason, StatementForm, TranslateForm
from waylight.triage.sharing import sharing_help

from .a_team import Team

BLAMING = "She is streetwise."
ADVICE = "“streetwise”"


@pytest.mark.parametrize(
    ("form", "typed", "advised"),
    [
        (LineForm, {"kind": "contact", "text": BLAMING}, True),
        (LineForm, {"kind": "child", "text": BLAMING}, False),
        (LineForm, {"kind": "contact", "text": f"“{BLAMING}”"}, False),
        (ViewsForm, {"parents_view": BLAMING}, True),
        (DetailsForm, {"safe_contact": BLAMING}, True),
        (Reason, {"reason": BLAMING}, True),
        (StatementForm, {"text": BLAMING}, True),
        (StatementForm, {"text": BLAMING, "quoted": "on"}, False),
        (TranslateForm, {"text": BLAMING}, False),
        (CallerForm, {"words": BLAMING}, False),
        (SanitiseForm, {"words": BLAMING}, True),
        (BringInForm, {"rows": BLAMING}, False),
    ],
)
def test_a_field_is_advised_on_unless_it_quotes(form: Any, typed: dict[str, str], advised: bool) -> None:
    assert [each.words for each in form(typed).advised()] == (["streetwise"] if advised else [])


@pytest.mark.django_db
def test_forms_with_people_or_levels_are_advised_on_too() -> None:
    assert HandOverForm({"note": BLAMING}, people=Person.objects.none()).advised()
    assert LevelForm({"reasons": BLAMING}, harm=False).advised()


def test_what_was_saved_or_came_back_is_advised_on_for_its_writer_alone(team: Team, at: Any) -> None:
    child, client = team.child(), at("worker")
    act = reverse("child-act", args=[child.pk, "details"])
    typed = {"name": "Mina Tarn", "age_band": "13-15", "base": 1, "safe_contact": BLAMING}
    came_back = client.post(act, {**typed, "born": "nonsense"})
    assert came_back.status_code == 400
    assert ADVICE in came_back.content.decode()
    page = client.post(act, typed, follow=True).content.decode()
    assert f"Words to think about: {ADVICE}" in page
    others = at("manager").get(reverse("child", args=[child.pk])).content.decode()
    assert "Words to think about" not in others


def test_the_hub_is_advised_and_helped_beside_its_own_fields(team: Team, staff_client: Any) -> None:
    stream = team.hub.stream(words="A girl and a grey car.")
    client = staff_client(who=Person.objects.get(pk=team.hub.screener.user_id or 0))
    said = {"kind": "fact", "text": BLAMING}
    page = client.post(reverse("stream-act", args=[stream.pk, "state"]), said, follow=True).content.decode()
    assert f"Words to think about: {ADVICE}" in page
    assert "Help on sharing and its reason in law, as of 22 November 2026" in page
    for words in (*sharing_help().tests.values(), "Nobody has checked this against its sources yet."):
        assert words in page


def test_the_help_has_both_tests_and_each_basis_with_owner_and_date(tmp_path: Any) -> None:
    it = sharing_help()
    assert {label for label, _words in it.named_bases} == set(map(str, LawfulBasis.labels))
    assert it.owner
    assert it.source_date.year == 2026
    headless = tmp_path / "sharing.yaml"
    headless.write_text("lines: []")
    with pytest.raises(RulesError, match="owner, version, source_date"):
        read(headless)
