"""The rules that keep linkage and patterns decent, one test each, in the order of the study behind issue 4.

Hotspots of places and their rates do not exist yet; the pattern of a venue is held to the same rule.
"""

import dataclasses
import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import timezone
from tests.engine.linkage.county import linkage
from tests.engine.linkage.test_patterns import DAYS, RULES, WORDS, alerts, at_venue, mill, names, three

from waylight.accounts.policy import Refused
from waylight.engine.linkage.patterns import Watch
from waylight.intelligence import actions, machine, queries
from waylight.intelligence.errors import NotPossible
from waylight.intelligence.models import Account, Alert, Mention, Notice, Observation

from .known import CAR, SAME_CAR, link, mention, seen
from .test_screens import words
from .test_watching import FIRST, SECOND, THIRD, phone_of_two

ROOM = Path(queries.__file__).parents[1]
OF_A_PERSON = ("score", "risk", "rank", "probab", "likelihood", "threat_level")
NOT_COMPARED = ("nation", "ethnic", "relig", "language", "faith", "origin", "skin", "race")


def test_1_no_score_rank_or_probability_stands_by_anybodys_name() -> None:
    """Figures belong to links and to rules that read words: neither a table nor what pages are made of has
    one for a person or thing."""
    figures = {
        (model.__name__, field.name)
        for model in apps.get_app_config("intelligence").get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.get_internal_type() in ("FloatField", "DecimalField")
    }
    assert figures == {("Link", "weight"), ("Link", "prior"), ("Mention", "certainty")}
    shown = {
        (made.__name__, field.name)
        for module in (ROOM / "queries").glob("*.py")
        for made in vars(__import__(f"waylight.intelligence.queries.{module.stem}", fromlist=["x"])).values()
        if dataclasses.is_dataclass(made) and isinstance(made, type)
        for field in dataclasses.fields(made)
    }
    assert ("Hit", "sources") in shown
    assert not {(name, field) for name, field in shown if any(word in field for word in OF_A_PERSON)}


def test_2_a_venue_is_raised_with_its_reports_and_sources_and_never_under_three() -> None:
    told = [mill(n, f"2026-03-{3 + 6 * n:02d}", WORDS[n]) for n in range(3)]
    (alert,) = alerts(*told)
    assert (alert.pattern, alert.sources, len(alert.reports)) == ("venue-three-sources", 3, 3)
    assert not alerts(*told[:2])
    unnamed = [mill(n, f"2026-03-{3 + 6 * n:02d}", WORDS[n], mode="anonymous") for n in range(4)]
    assert not alerts(*unnamed), "nobody can tell whether unnamed accounts come from different people"


def test_3_what_the_authorities_find_never_feeds_detection(hub: Any, told: Callable[..., Any]) -> None:
    """Every account is a concern that somebody reported; what an outcome says is neither read nor linked."""
    contact = Account._meta.get_field("contact")
    assert (contact.one_to_one, contact.null) == (True, False)
    alert = phone_of_two(told)
    before = (Account.objects.count(), Mention.objects.count(), Observation.objects.count())
    found = "Stopped there: a silver Golf KV00 ABC, and Tarnow again with 07700 900456."
    actions.answer(alert, "acted", found, by=hub.intelligence)
    actions.watch("merrowdale")
    assert (Account.objects.count(), Mention.objects.count(), Observation.objects.count()) == before
    assert not queries.search(hub.intelligence, "KV00 ABC", purpose="pattern").hits


def test_4_a_visit_that_found_nothing_lowers_the_pattern(
    hub: Any, told: Callable[..., Any], clock: Any
) -> None:
    alert = phone_of_two(told)
    clock.shift(timedelta(days=1))
    actions.answer(alert, "nothing-found", "Rang it: a family.", by=hub.intelligence)
    clock.shift(timedelta(days=1))
    told(THIRD, mode="named", role="neighbour")
    actions.watch("merrowdale")
    assert [one.state for one in Alert.objects.all()] == ["nothing-found"], "one report more is not enough"


@pytest.mark.parametrize("how", ["copied", "hearsay"])
def test_5_one_story_in_many_mouths_corroborates_nothing(
    hub: Any, told: Callable[..., Any], how: str
) -> None:
    copied = "Please share this with every parent: a man called Tarnow rings children from 07700 900456."
    stories = {"copied": [copied] * 5, "hearsay": [f"I heard {n} times that {FIRST}" for n in range(5)]}
    for n, story in enumerate(stories[how]):
        told(story, mode="named", role=("teacher", "neighbour")[n % 2])
    actions.watch("merrowdale")
    assert not Alert.objects.exists()
    hits = queries.search(hub.screener, "900456", purpose="concern").hits
    (phone,) = [hit for hit in hits if hit.kind == "phone"]
    assert (phone.reports, phone.sources) == (5, 1)


def test_6_origin_faith_and_language_are_neither_compared_nor_watched_for(told: Callable[..., Any]) -> None:
    for file in (settings.CONTENT / "linkage").glob("*.json"):
        compared = [c["output_column_name"] for c in json.loads(file.read_text())["splink"]["comparisons"]]
        assert compared
        assert not [name for name in compared if any(word in name for word in NOT_COMPARED)], file.name
    for rule in RULES.rules:
        assert not [name for name in rule.at_least if any(word in name for word in NOT_COMPARED)]
    plain = ("A man named Mohammed Khalid collects her.", "Mohammed Khalid again, at the gate.")
    compared, weights = [], []
    for added in ("", " He is Pakistani, a Muslim, and speaks Urdu."):
        ends = [mention(told(said + added), "Mohammed Khalid").observation for said in plain]
        assert None not in ends
        compared.append([json.loads(end.compared)["values"] for end in ends if end])
        found = link(*ends)  # type: ignore[arg-type]  # both were observed
        assert found is not None
        weights.append({reason["compared"]: reason["bits"] for reason in json.loads(found.reasons)})
    assert compared[0] == compared[1]
    assert weights[0] == weights[1]


@pytest.mark.parametrize("body", ["taxi", "minibus", "police car"])
def test_7_what_is_everywhere_for_its_work_is_measured_by_its_own_rate(body: str) -> None:
    assert "vehicle-at-venues" in names(alerts(*three()))
    at_work = [at_venue(n, DAYS[n], WORDS[n], body=body) for n in range(3)]
    assert "vehicle-at-venues" not in names(alerts(*at_work))


def test_8_people_are_joined_by_people_with_a_reason_and_what_lapses_is_gone(
    hub: Any, told: Callable[..., Any], clock: Any
) -> None:
    one = mention(told("They call him Deano, a man with a beard."), "Deano").observation
    other = mention(told("A man known as Deano with a beard again."), "Deano").observation
    assert one is not None
    assert other is not None
    found = link(one, other)
    assert found is None or found.state == "suggested"
    with pytest.raises(NotPossible):
        actions.decide(one, other, same=True, reason=" ", by=hub.manager)
    with pytest.raises(Refused):
        actions.decide(one, other, same=True, reason="x", by=hub.screener)
    alert = phone_of_two(told)
    left = alert.expires_at - timezone.now()
    for before, listed in ((timedelta(days=1), 1), (timedelta(seconds=1), 1), (timedelta(0), 0)):
        clock.move_to(timezone.now() + left - before)
        left = before
        assert len(queries.alerts(hub.intelligence)) == listed, "whether or not the clock has run"


def test_9_a_pattern_stands_whole_on_one_page(told: Callable[..., Any], staff_client: Any) -> None:
    alert, client = phone_of_two(told), staff_client("intelligence")
    page = words(client.get(f"/hub/known/pattern/{alert.pk}/"))
    start, end = page.index("To be looked at"), page.index("Say what came of it")
    said = re.sub(r"\b[0-9A-F]{8}\b", "REFERENCE", page[start:end])
    golden = Path(__file__).parent / "golden" / "pattern.txt"
    # Two accounts of one moment come in no order, so their words do not either.
    assert sorted(said.split()) == sorted(golden.read_text().split()), said


def test_10_a_weak_link_carries_no_pattern(hub: Any, told: Callable[..., Any]) -> None:
    held = linkage()
    held.arrive_all(three())
    (alert,) = Watch(RULES, held).alerts()
    assert alert.strength is not None
    weights = [entry.weight for entry in held.kinds["vehicle"].ledger if hasattr(entry, "weight")]
    assert alert.strength <= max(weights)
    one, other = (
        seen(told(said, mode="named", role=role), "phone")
        for said, role in ((FIRST, "teacher"), (SECOND, "taxi-driver"))
    )
    actions.decide(one, other, same=False, reason="One digit is wrong.", by=hub.intelligence)
    actions.watch("merrowdale")
    assert not Alert.objects.exists(), "what is not held to be one makes no pattern"


def test_11_a_child_is_somebody_to_protect_and_looking_for_one_has_a_purpose(
    told: Callable[..., Any], staff_client: Any, audited: Any
) -> None:
    unsaid = re.compile(r"associate|offender|suspect|prostitut|promiscuous|lifestyle|streetwise", re.I)
    for file in [*ROOM.rglob("*.html"), ROOM / "naming.py", ROOM / "forms.py", ROOM / "errors.py"]:
        assert not unsaid.findall(file.read_text()), file.name
    assert not unsaid.findall((settings.CONTENT / "linkage/patterns.yaml").read_text())
    told("A girl named Mina Tallow, 14, was upset at the Tern Hotel.")
    client = staff_client("screener")
    assert client.post("/hub/known/", {"value": "Mina Tallow"}).status_code == 400
    assert not [event for event in audited("known.search") if event.verb == "search"]
    found = client.post("/hub/known/", {"value": "Mina Tallow", "purpose": "missing"})
    assert "Mina Tallow" in words(found)
    (event,) = [event for event in audited("known.search") if event.verb == "search"]
    assert (event.purpose, event.detail["count"]) == ("missing", 1)


def test_12_each_kind_has_a_card_of_the_parameters_in_use_and_a_link_names_them(
    told: Callable[..., Any],
) -> None:
    for file in (settings.CONTENT / "linkage").glob("*.json"):
        held = json.loads(file.read_text())["waylight"]
        card = (settings.CONTENT.parent / "docs/linkage" / f"{held['kind']}.md").read_text()
        assert f"Version {held['version']}." in card
        assert "Not for:" in card
        assert "Weakness:" in card
    found = link(seen(told(CAR), "vehicle"), seen(told(SAME_CAR), "vehicle"))
    assert found is not None
    version = json.loads((settings.CONTENT / "linkage/vehicle.json").read_text())["waylight"]["version"]
    assert (found.model.version, len(found.model.digest)) == (version, 64)
    kept = (settings.CONTENT.parent / "docs/data-protection.md").read_text()
    assert "links between concerns" in kept


def test_13_a_wrong_link_is_undone_everywhere_and_those_who_relied_on_it_are_told(
    hub: Any, told: Callable[..., Any], work: Callable[[], int], staff_client: Any, clock: Any
) -> None:
    alert = phone_of_two(told)
    one, other = Observation.objects.filter(kind="phone").select_related("account__contact")
    actions.decide(one, other, same=True, reason="Both sure.", by=hub.intelligence)
    clock.shift(timedelta(hours=1))
    actions.decide(one, other, same=False, reason="A digit was wrong.", by=hub.manager)
    work()
    assert Notice.objects.get().person_id == hub.intelligence.user_id
    hits = queries.search(hub.intelligence, "900456", purpose="concern").hits
    numbers = [hit for hit in hits if hit.kind == "phone"]
    assert [hit.reports for hit in numbers] == [1, 1]
    for hit in numbers:
        assert len(queries.open_entity(hub.intelligence, hit.entity).told) == 1  # type: ignore[union-attr]
    page = queries.open_alert(hub.intelligence, alert.pk)
    assert [decision.reason for decision in page.undone] == ["A digit was wrong."]
    shown = words(staff_client("intelligence").get(f"/hub/known/pattern/{alert.pk}/"))
    assert "undone since" in shown
    assert machine.LINK.allows("confirmed", "refused", machine.DECIDE)
