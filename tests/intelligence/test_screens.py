"""The analyst's day on the pages, without any script."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from waylight.intelligence import actions
from waylight.intelligence.models import Alert, Decision, Mention, Observation
from waylight.triage.models import Contact

from .known import CAR, SAME_CAR, link, mention, seen
from .test_watching import FIRST, SECOND, THIRD, phone_of_two

Client = Callable[..., Any]


def words(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_the_concern_page_marks_what_was_found_and_says_where_else_it_is(
    told: Callable[..., Any], staff_client: Client
) -> None:
    told(CAR)
    account = told(SAME_CAR)
    page = staff_client("screener").get(f"/hub/concern/{account.contact_id}/")
    html = page.content.decode()
    mark = mention(account, "KV00 ABC")
    assert f'<a href="#m-{mark.pk}"><mark class="wl-phrase">KV00 ABC</mark></a>' in html
    assert f'id="m-{mark.pk}"' in html
    assert f"/hub/known/entity/{seen(account, 'vehicle').entity_id}/" in html
    assert SAME_CAR in words(page).replace(" , ", ", ").replace(" .", "."), "the words read on as they were"


def test_one_press_confirms_or_refuses(told: Callable[..., Any], staff_client: Client) -> None:
    account = told(CAR)
    mark, client = mention(account, "KV00 ABC"), staff_client("screener")
    for press, state in (("right", "confirmed"), ("not-this", "refused"), ("right", "confirmed")):
        answer = client.post(f"/hub/known/mention/{mark.pk}/{press}/")
        assert (answer.status_code, answer["Location"]) == (302, f"/hub/concern/{account.contact_id}/#found")
        assert Mention.objects.get(pk=mark.pk).state == state
    assert client.post(f"/hub/known/mention/{mark.pk}/perhaps/").status_code == 404
    assert client.get(f"/hub/known/mention/{mark.pk}/right/").status_code == 405


def test_a_correction_is_typed_and_a_bad_one_is_explained(
    told: Callable[..., Any], staff_client: Client
) -> None:
    mark, client = mention(told(CAR), "KV00 ABC"), staff_client("screener")
    address = f"/hub/known/mention/{mark.pk}/correct/"
    assert "KV00 ABC" in words(client.get(address))
    refused = client.post(address, {"kind": "vehicle", "value": ""})
    assert refused.status_code == 400
    assert "There is a problem" in words(refused)
    assert client.post(address, {"kind": "vehicle", "value": "KV00 ABD"}).status_code == 302
    assert Mention.objects.get(pk=mark.pk).normal == "KV00ABD"


def test_search_then_entity_then_waterfall_then_apart_then_back(
    told: Callable[..., Any], staff_client: Client
) -> None:
    one, other = seen(told(CAR), "vehicle"), seen(told(SAME_CAR), "vehicle")
    client = staff_client("intelligence")
    found = client.post("/hub/known/", {"value": "KV00 ?B*", "purpose": "pattern"})
    assert found.status_code == 200
    assert f"/hub/known/entity/{one.entity_id}/" in found.content.decode()
    assert "Where this looked, and where not" in words(found)
    page = client.get(f"/hub/known/entity/{one.entity_id}/")
    told_there = words(page)
    for said in (
        "Same mark",
        "Before anything is compared",
        "Together",
        "Linked by weight",
        "Timeline",
        "Tuesday",
        "22:00",
    ):
        assert said in told_there, said
    assert "<svg" in page.content.decode()
    found_link = link(one, other)
    assert found_link is not None
    address = f"/hub/known/link/{found_link.pk}/"
    assert client.post(address, {"verdict": "different", "reason": ""}).status_code == 400
    assert not Decision.objects.exists()
    done = client.post(address, {"verdict": "different", "reason": "Cloned plates."}, follow=True)
    assert "Not the same, says a person" in words(done)
    assert "Cloned plates." in words(done)
    one.refresh_from_db()
    other.refresh_from_db()
    assert one.entity_id != other.entity_id
    client.post(f"{address}back/", {"reason": "They were not."})
    one.refresh_from_db()
    other.refresh_from_db()
    assert one.entity_id == other.entity_id


def test_a_merged_entity_leads_on(hub: Any, told: Callable[..., Any], staff_client: Client) -> None:
    one = mention(told("They call him Deano, a man with a beard."), "Deano").observation
    other = mention(told("A man known as Deano with a beard again."), "Deano").observation
    assert one is not None
    assert other is not None
    before = {one.entity_id, other.entity_id}
    actions.decide(one, other, same=True, reason="x", by=hub.manager)
    left = Observation.objects.get(pk=one.pk).entity_id
    gone = (before - {left}).pop()
    answer = staff_client("manager").get(f"/hub/known/entity/{gone}/")
    assert answer["Location"] == f"/hub/known/entity/{left}/"


def test_the_unit_sees_what_was_found_and_no_words_around_it(
    told: Callable[..., Any], staff_client: Client, audited: Callable[..., Any]
) -> None:
    account = told("Her mother cried in our office. " + CAR)
    client = staff_client("intelligence")
    page = client.get(f"/hub/known/entity/{seen(account, 'vehicle').entity_id}/")
    assert "KV00 ABC" in words(page)
    assert "cried" not in words(page)
    assert f"/hub/concern/{account.contact_id}/" not in page.content.decode()
    assert client.get(f"/hub/concern/{account.contact_id}/").status_code == 403
    assert audited("entity.view")[-1].object_type == "entity"


def test_no_page_leads_to_the_reporter(concern: Any, work: Any, staff_client: Client) -> None:
    concern(
        words=CAR + " My number is 07700 900123.",
        mode="named",
        identity={"name": "Dana Rook", "phone": "07700 900311"},
    )
    work()
    vehicle = Observation.objects.get(kind="vehicle")
    client = staff_client("intelligence")
    pages = [
        client.get(f"/hub/known/entity/{vehicle.entity_id}/"),
        *(
            client.post("/hub/known/", {"value": typed, "purpose": "concern"})
            for typed in ("Dana Rook", "07700 900311", "07700 900123")
        ),
    ]
    for page in pages[1:]:
        assert "Nothing of this was found" in words(page)
    for page in pages:
        shown = re.sub(r'value="[^"]*"', "", page.content.decode())
        assert "Dana" not in shown
        assert "900311" not in shown
        assert "900123" not in shown


def test_out_of_reach_is_refused_and_unknown_is_not_found(
    told: Callable[..., Any], staff_client: Client, audited: Callable[..., Any]
) -> None:
    one, other = seen(told(CAR), "vehicle"), seen(told(SAME_CAR), "vehicle")
    Contact.objects.update(desk="independent")
    client = staff_client("intelligence")
    assert client.get(f"/hub/known/entity/{one.entity_id}/").status_code == 403
    found = link(one, other)
    assert found is not None
    assert client.get(f"/hub/known/link/{found.pk}/").status_code == 403
    assert [e for e in audited("entity.view") if e.verb == "refusal"]
    nobody = "00000000-0000-4000-8000-000000000000"
    for path in (f"entity/{nobody}/", f"link/{nobody}/", f"pattern/{nobody}/", f"mention/{nobody}/correct/"):
        assert client.get(f"/hub/known/{path}").status_code == 404, path
    assert client.get("/hub/known/pattern/x/").status_code == 404


def test_a_pattern_on_one_page_and_what_came_of_it(told: Callable[..., Any], staff_client: Client) -> None:
    alert, client = phone_of_two(told), staff_client("intelligence")
    assert alert.title in words(client.get("/hub/known/patterns/"))
    page = client.get(f"/hub/known/pattern/{alert.pk}/")
    shown = words(page)
    for part in (*alert.false_if, *alert.ask, "Tarnow", "Lapses"):
        assert part.lower() in shown.lower(), part
    for row in alert.reports.select_related("account__contact"):
        assert row.account.contact.reference[:4] in shown.replace(" ", "")
    assert client.post(f"/hub/known/pattern/{alert.pk}/", {"outcome": "explained"}).status_code == 400
    sent = {"outcome": "explained", "words": "A family's number."}
    done = client.post(f"/hub/known/pattern/{alert.pk}/", sent, follow=True)
    assert "A family's number." in words(done)
    assert Alert.objects.get().state == "explained"
    assert "None now." in words(client.get("/hub/known/patterns/"))


def test_one_who_leaves_another_name_each_time_is_not_passed_off_as_several(
    concern: Any, work: Any, staff_client: Client
) -> None:
    for n, words_of_it in enumerate((FIRST, SECOND, THIRD)):
        concern(words=f"{words_of_it} {n}", mode="named", identity={"name": f"Dana Rook {n}"})
    work()
    alert = Alert.objects.get()
    page = words(staff_client("intelligence").get(f"/hub/known/pattern/{alert.pk}/"))
    assert alert.sources > 1
    assert "Sources that know by themselves, at most" in page
    assert "one person sent several of these, each under another name and number" in page
    assert "Dana" not in page


@pytest.mark.parametrize("role", ["screener", "designated-officer", "licensing", "auditor", "administrator"])
def test_patterns_are_not_for(told: Callable[..., Any], staff_client: Client, role: str) -> None:
    alert = phone_of_two(told)
    assert staff_client(role).get(f"/hub/known/pattern/{alert.pk}/").status_code == 403


def test_a_manager_sees_patterns_whose_reports_are_all_of_the_hub(
    told: Callable[..., Any], staff_client: Client
) -> None:
    alert, client = phone_of_two(told), staff_client("manager")
    assert alert.title in words(client.get("/hub/known/patterns/"))
    Alert.objects.update(desk="several")
    assert alert.title not in words(client.get("/hub/known/patterns/"))
    assert client.get(f"/hub/known/pattern/{alert.pk}/").status_code == 403
