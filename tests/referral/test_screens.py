"""The pages, through Django's own client: no script anywhere, so each works without."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from tests.casework.a_team import fresh

from waylight.casework import queries as casework
from waylight.referral import actions
from waylight.referral.models import Check, Discussion, Enquiry, Evidence
from waylight.referral.rules import desks

from .agencies import Agencies


def page_of(client: Any, name: str, *args: Any) -> str:
    return str(client.get(reverse(name, args=args)).content.decode())


def act(client: Any, what: str, thing: Any, name: str, /, **typed: Any) -> Any:
    return client.post(reverse("asked-act", args=[what, thing.pk, name]), typed)


ASK = {"rating": "amber", "question": "Known?", "basis": "public-task", "proportionate": "Only this."}


def test_asked_answered_and_read_with_its_limits(agencies: Agencies, at: Any, staff_client: Any) -> None:
    child, worker = agencies.team.child(), at("worker")
    client = staff_client(who=agencies.person("health"))
    wrong = act(worker, "child", child, "ask", **{**ASK, "to": ["health", "police"], "question": ""})
    assert wrong.status_code == 400
    assert "Only this." in wrong.content.decode()
    assert casework.draft_of(agencies.team.worker, child, "ask")["proportionate"] == "Only this."
    assert act(worker, "child", child, "ask", **ASK, to=["health", "police"]).status_code == 302
    check = Check.objects.get(desk="health")
    assert "Question of" in page_of(client, "asked")
    item = {"fact": "Seen twice.", "source_system": "Clinic", "confidence": "confirmed", "not_family": "on"}
    address = reverse("check-item", args=[check.pk])
    assert client.post(address, {**item, "confidence": ""}).status_code == 400
    for fact, status in (("By mistake.", 302), ("Seen twice.", 302), ("Seen  twice.", 400)):
        sent = {**item, "fact": fact, "shareable": ["police"]}
        assert client.post(address, sent).status_code == status
    wrong_one = next(each for each in check.items.all() if each.fact == "By mistake.")
    out = reverse("check-item-out", args=[wrong_one.pk])
    assert client.post(out).status_code == 302
    assert "Seen twice." not in page_of(worker, "child-checks", child.pk)
    send = reverse("check-send", args=[check.pk])
    assert client.post(send, {"nil": "yes"}).status_code == 400
    assert client.post(send, {"nil": "no"}).status_code == 302
    page = page_of(worker, "child-checks", child.pk)
    for words in ("Seen twice.", "May be passed on to: Police", "Must not reach the family.", "By "):
        assert words in page, words
    assert act(worker, "child", child, "higher", rating="red").status_code == 302
    waiting = Check.objects.get(desk="police")
    assert act(worker, "check", waiting, "waive", reason="").status_code == 400
    assert act(worker, "check", waiting, "waive", reason="Merged.").status_code == 302
    assert "No longer waited for" in page_of(worker, "child-checks", child.pk)
    assert worker.get(reverse("check", args=[check.pk])).url == reverse("child-checks", args=[child.pk])


def seats() -> dict[str, str]:
    there = {"social-care": "Elsie", "police": "DS Hollis", "health": "Farah"}
    typed = {f"seat-{code}": "there" if code in there else "" for code in desks()}
    return typed | {f"who-{code}": who for code, who in there.items()}


def test_called_held_decided_and_what_follows(agencies: Agencies, at: Any, clock: Any) -> None:
    child = agencies.team.child(outcome="strategy-discussion")
    worker, manager = at("worker"), at("manager")
    call = {"on": "18/11/2026", "at": "11:00", "reason": "She told it."}
    assert act(worker, "child", child, "call", **call).status_code == 302
    talk = Discussion.objects.get()
    clock.shift(timedelta(minutes=20))
    told = {"shared": "All.", "speaks": "Elsie, tomorrow.", "safety": "With her aunt."}
    held = {"on": "18/11/2026", "at": "10:15", **told, **seats()}
    assert act(worker, "discussion", talk, "hold", **held).status_code == 403
    few = act(manager, "discussion", talk, "hold", **{**held, "seat-health": "absent"})
    assert "Social care, police and health must be there" in few.content.decode()
    assert "With her aunt." in few.content.decode()
    assert act(manager, "discussion", talk, "hold", **held).status_code == 302
    camera = {"what": "Camera", "where": "Quay Hotel", "on": "20/11/2026", "at": "06:00"}
    owner = agencies.team.person("worker").pk
    assert act(worker, "discussion", talk, "evidence", **camera, owner=owner).status_code == 302
    kept = Evidence.objects.get()
    assert worker.get(reverse("evidence", args=[kept.pk])).url == reverse("discussion", args=[talk.pk])
    settled = act(worker, "evidence", kept, "settle", secured="yes", outcome="Copied.")
    assert settled.status_code == 302
    decide = {"decided": "s47-joint", "reasons": "Harm.", "review_on": "01/12/2026"}
    assert act(manager, "discussion", talk, "decide", **decide).status_code == 302
    enquiry, day = Enquiry.objects.get(), {"on": "18/11/2026", "words": "So."}
    for name, outcome in (("conclude", "conference"), ("conference", "plan")):
        assert act(manager, "enquiry", enquiry, name, outcome=outcome, **day).status_code == 302
    page = page_of(worker, "discussion", talk.pk)
    for words in ("DS Hollis", "Elsie, tomorrow.", "Copied.", "A child protection plan is in place"):
        assert words in page, words
    assert "Nobody has verified this against its source." in page
    assert act(manager, "enquiry", enquiry, "core-group", **day).status_code == 302
    review = {"outcome": "no-plan", **day}
    assert act(manager, "enquiry", enquiry, "plan-review", **review).status_code == 302
    assert act(manager, "discussion", talk, "review", words="Safe.").status_code == 302
    assert act(manager, "child", child, "finish", words="Done.").status_code == 302
    page = page_of(manager, "child-discussions", child.pk)
    assert "Reviewed" in page
    assert "Section 47 enquiry, jointly with the police" in page


def test_the_office_says_who_answers_for_what(agencies: Agencies, staff_client: Any) -> None:
    somebody = agencies.person("none")
    _office = agencies.office
    client = staff_client(who=agencies.people["office"])
    typed = {"area": "merrowdale", "person": somebody.pk, "desk": "housing"}
    assert client.post(reverse("seats"), typed).status_code == 302
    assert client.post(reverse("seats"), typed).status_code == 400
    assert "Housing" in client.get(reverse("seats")).content.decode()
    seat = somebody.desk_seats.get()
    assert client.post(reverse("seat-end", args=[seat.pk])).status_code == 302
    assert somebody.desk_seats.get().ended_at is not None


def test_signs_of_harm_lead_to_where_a_discussion_is_called(agencies: Agencies, at: Any) -> None:
    child = agencies.team.child()
    child.harm_now = True
    child.save(update_fields=["harm_now"])
    page = at("worker").get(reverse("child", args=[child.pk])).content.decode()
    alert = page.partition("Signs of actual harm now.")[2].partition("</div>")[0]
    assert f'href="{reverse("child-discussions", args=[child.pk])}"' in alert


def test_no_address_gives_a_key_to_who_does_not_read_the_record(
    agencies: Agencies, at: Any, other_area: Any
) -> None:
    """Where a due leads to, and where an act that nobody sent leads back to."""
    team = agencies.team
    child = team.child()
    check, talk = agencies.ask(child), agencies.discussion_in(child, "decided")
    enquiry = Enquiry.objects.get(discussion=talk)
    evidence = actions.add_evidence(
        talk,
        "A camera.",
        "The shop.",
        timezone.now() + timedelta(days=1),
        team.person("worker"),
        by=team.manager,
    )
    team.make("team-manager", area_slug="brackenford", name="Neighbour")
    offer = actions.offer_record(fresh(child), other_area, "She moved.", "Since May.", by=team.manager)
    asked = [
        reverse("evidence", args=[evidence.pk]),
        reverse("enquiry", args=[enquiry.pk]),
        reverse("transfer-due", args=[offer.pk]),
        reverse("asked-act", args=["check", check.pk, "waive"]),
        reverse("asked-act", args=["enquiry", enquiry.pk, "conclude"]),
    ]
    assert [at("worker").get(path).status_code for path in asked] == [302] * 5
    assert [at("other").get(path).status_code for path in asked] == [403] * 5
    assert at("other").post(reverse("transfer-back", args=[offer.pk]), {"reason": ""}).status_code == 403
