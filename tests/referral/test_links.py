"""An extract for somebody without an account: chosen, sealed, opened with link and code, ended."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.learning.outputs.paper import Paper

from waylight.accounts.policy import Refused
from waylight.accounts.roles import PUBLIC, Actor, system
from waylight.casework import actions as casework
from waylight.casework.details import Details
from waylight.casework.models import Due
from waylight.casework.queries.due import due_list
from waylight.engine.sealing import HandedCode, HandedLink
from waylight.handover import actions as handover
from waylight.handover.models import Handed, HandedEvent
from waylight.referral import actions, extract, queries, tasks
from waylight.referral.actions.handing import Given
from waylight.referral.errors import Missing, NotPossible, Why
from waylight.referral.machine import LINK, OPEN_LINK
from waylight.referral.models import LinkReferral, Referral
from waylight.referral.writing import Answers
from waylight.triage.machine import WrongMove
from waylight.work.models import OutboxEvent

from .agencies import Agencies, known
from .test_checking import why
from .test_machines import WHO
from .test_referring import whole, words_of

GIVEN, LEFT_OUT, TOLD_IT = "Zqxj-given", "Zqxj-left-out", "Kvxq-who-told"
FOR_OUTSIDE, FOR_CAMHS, NOT_FAMILY = "Zqxj-outside", "Zqxj-camhs-alone", "Zqxj-not-family"
SAID = "Zqxj-what-the-hotel-did"
CHOSEN = Given(
    name="Ines Barrow",
    organisation="Quay Hotel, Saltby",
    asked="Keep the camera pictures of the front door.",
    ring="Elsie Marlow, 01632 960144",
    by_day=date(2026, 11, 20),
    code_told="voice",
    basis="public-task",
    relevance="Only they hold the pictures.",
    detriment="Staff may talk about it.",
    reasons="The pictures are gone on Friday.",
    questions=("wanted",),
)


@dataclass
class Reader:
    """Whoever was given link and code, in a browser without scripts."""

    link: LinkReferral
    client: Client

    def arrive(self, code: str = "", *, text: str = "") -> Any:
        self.client.get(reverse("handed-link", args=[text or self.link.link]))
        return self.client.post(reverse("handed"), {"code": code or self.link.code}, follow=True)

    def page(self) -> str:
        return str(self.client.get(reverse("handed")).content.decode())


def note_all() -> None:
    """What the worker does with what was announced; run again it does nothing more."""
    for event in OutboxEvent.objects.filter(name="handed.happened").order_by("id"):
        tasks.note(event.payload)


def draft(agencies: Agencies, child: Any = None) -> Referral:
    by = agencies.team.worker
    it = actions.begin_referral(child or agencies.team.child(), "camhs", by=by)
    answers = whole(it)
    answers.of.update(wanted=("known", GIVEN), done=("known", LEFT_OUT), told=("known", LEFT_OUT))
    return actions.write_answers(it, answers, base=1, by=by)


@pytest.fixture
def sent(agencies: Agencies) -> Callable[..., Reader]:
    def make(**changes: Any) -> Reader:
        link = actions.hand_over(draft(agencies), replace(CHOSEN, **changes), by=agencies.team.worker)
        return Reader(link, Client())

    return make


def test_chosen_sealed_opened_received_and_answered(
    sent: Callable[..., Reader], agencies: Agencies, at: Any, staff_client: Any
) -> None:
    it = sent()
    team, own = agencies.team, reverse("link-referral", args=[it.link.pk])
    worker, manager = at("worker"), at("manager")
    assert it.link.code in worker.get(own).content.decode()
    assert it.link.link in worker.get(own).content.decode()
    assert it.link.code not in manager.get(own).content.decode()
    assert it.link.link not in manager.get(own).content.decode()
    assert [row.due.kind for row in due_list(team.worker).rows].count("handed-receipt") == 1
    asked = it.client.get(reverse("handed-link", args=[it.link.link]))
    assert (asked.status_code, asked.url) == (303, "/handed/")
    assert GIVEN not in it.page()
    opened = it.arrive()
    shown = opened.content.decode()
    for words in (GIVEN, CHOSEN.asked, CHOSEN.ring, "Ines Barrow, Quay Hotel, Saltby"):
        assert words in shown, words
    assert shown.count("For this person alone") >= 2
    for words in (LEFT_OUT, CHOSEN.detriment, CHOSEN.reasons, "Mina Tarn", it.link.link, it.link.code):
        assert words not in shown, words
    assert opened.headers["Cache-Control"] == "no-store"
    assert opened.headers["Referrer-Policy"] == "same-origin"
    assert 'content="noindex, nofollow"' in shown
    note_all()
    assert it.link.code not in worker.get(own).content.decode(), "once it was opened"
    for _twice in range(2):
        it.client.post(reverse("handed-received"), {"name": "Ines Barrow"})
        it.client.post(reverse("handed-answer"), {"words": SAID, "form": "one"})
        note_all()
    assert [each.kind for each in it.link.handed.events.all()] == ["opened", "received", "answered"]
    assert SAID.encode() not in bytes(HandedEvent.objects.get(kind="answered").sealed_to_hub)
    assert SAID not in it.page(), "what was sent is not shown again"
    assert LinkReferral.objects.get().state == "answered"
    assert "handed-receipt" not in {row.due.kind for row in due_list(team.worker).rows}
    log = worker.get(own).content.decode()
    for words in (SAID, "Opened with the code", "Receipt given", "Ines Barrow"):
        assert words in log, words
    said = [each for each in it.link.child.lines.all() if each.text.startswith("Ines Barrow")]
    assert {each.source for each in said} == {"Ines Barrow, Quay Hotel, Saltby"}
    assert len(said) == 2, "that it arrived, and that it was answered"
    stranger = staff_client(who=agencies.person("camhs"))
    assert stranger.get(own).status_code == 403


def test_what_was_not_chosen_or_may_not_go_is_nowhere(agencies: Agencies) -> None:
    child, by = agencies.team.child(), agencies.team.worker
    agencies.team.line(child, "She was seen there.", kind="told", source=TOLD_IT)
    check, police = agencies.ask(child, "police"), agencies.of("police")
    for fact, limits in (
        (FOR_OUTSIDE, {"shareable": ["outside"]}),
        (FOR_CAMHS, {"shareable": ["camhs"]}),
        (NOT_FAMILY, {"shareable": ["outside"], "not_family": True}),
    ):
        actions.add_item(check, known(fact, source_system=TOLD_IT, **limits), by=police)
    actions.answer(check, nil=False, by=police)
    it = actions.begin_referral(child, "camhs", by=by)
    answers, items = queries.offered(by, it)
    assert [fact for _key, fact in items] == [FOR_OUTSIDE]
    assert "She was seen there." in answers["reason"][1]
    assert not {"told", "not_disclose", "nhs", "numbers", "visiting"} & set(answers)
    every = {str(item.pk): item.fact for item in check.items.all()}
    wanted = replace(CHOSEN, questions=("reason",), items=(items[0][0],))
    for changes, expected in (
        ({"items": tuple(every)}, Why.LIMITED),
        ({"questions": ("told",)}, Why.CHOSEN_OUTSIDE),
        ({"questions": (), "items": ()}, Why.CHOSEN_OUTSIDE),
        ({"days": 29}, Why.HOW_LONG),
        ({"by_day": date(2026, 11, 17)}, Why.BY_THEN),
        ({"by_day": date(2026, 11, 27)}, Why.BY_THEN),
    ):
        assert why(lambda c=changes: actions.hand_over(it, replace(wanted, **c), by=by)) == expected
    for missing in ("name", "asked", "ring", "relevance", "detriment", "reasons", "basis", "code_told"):
        with pytest.raises(Missing):
            actions.hand_over(it, replace(wanted, **{missing: ""}), by=by)
    assert not Handed.objects.exists()
    shown = Reader(actions.hand_over(it, wanted, by=by), Client()).arrive().content.decode()
    assert FOR_OUTSIDE in shown
    assert "She was seen there." in shown
    for marker in (TOLD_IT, FOR_CAMHS, NOT_FAMILY, "Police"):
        assert marker not in shown, marker
    withdrawn = actions.withdraw(draft(agencies, child), "No.", by=by)
    with pytest.raises(NotPossible):
        actions.hand_over(withdrawn, CHOSEN, by=by)


def test_it_can_be_asked_for_by_its_last_day(sent: Callable[..., Reader]) -> None:
    assert GIVEN in sent(days=1, by_day=timezone.localdate() + timedelta(days=1)).arrive().content.decode()


def test_after_its_time_or_withdrawn_nothing_is_there_and_whom_to_ring(
    sent: Callable[..., Reader], agencies: Agencies, clock: Any
) -> None:
    late, taken = sent(), sent()
    for it in (late, taken):
        assert GIVEN in it.arrive().content.decode()
    actions.withdraw_link(taken.link, "Another hotel.", by=agencies.team.worker)
    assert GIVEN not in taken.page()
    clock.shift(timedelta(days=7, seconds=1))
    assert GIVEN in late.arrive().content.decode(), "until the end of its last day"
    clock.shift(timedelta(days=1))
    for it in (late, taken):
        gone = it.arrive()
        assert gone.status_code == 410
        assert GIVEN not in gone.content.decode()
        assert "Ring the person who gave you the code." in gone.content.decode()
    assert Handed.objects.filter(sealed=b"").count() == 1, "the time alone closes it; the task removes it"
    tasks.end_what_is_over()
    tasks.end_what_is_over()
    assert Handed.objects.filter(sealed=b"").count() == 2
    assert LinkReferral.objects.get(pk=late.link.pk).state == "expired"
    assert "handed-receipt" in {row.due.kind for row in due_list(agencies.team.worker).rows}
    actions.settle_link(late.link, "Police took the pictures.", by=agencies.team.worker)
    assert not Due.objects.filter(kind="handed-receipt", stopped_at__isnull=True).exists()
    assert Client().get(reverse("handed-link", args=["A" * 22])).status_code == 303
    assert Client().get(reverse("handed-link", args=["nonsense"])).status_code == 410


def test_what_was_typed_into_a_link_that_has_ended_is_shown_to_be_copied(
    sent: Callable[..., Reader], agencies: Agencies, clock: Any
) -> None:
    taken, slow = sent(), sent()
    for it in (taken, slow):
        assert GIVEN in it.arrive().content.decode()
    actions.withdraw_link(taken.link, "Another hotel.", by=agencies.team.worker)
    gone = taken.client.post(reverse("handed-answer"), {"words": SAID, "form": "a"})
    assert gone.status_code == 410
    clock.shift(timedelta(minutes=21))
    closed = slow.client.post(reverse("handed-answer"), {"words": SAID, "form": "a"})
    for answer in (gone, closed):
        assert SAID in answer.content.decode()
        assert "was NOT sent" in answer.content.decode()
    assert not HandedEvent.objects.filter(kind="answered").exists()


def test_wrong_codes_are_slow_and_the_rightful_reader_comes_in_again(
    sent: Callable[..., Reader], at: Any, clock: Any
) -> None:
    it, other = sent(), HandedCode.new().text
    for typed in (other, "12", "x", other, ""):
        it.client.get(reverse("handed-link", args=[it.link.link]))
        assert it.client.post(reverse("handed"), {"code": typed}).status_code == 400
    refused = it.arrive()
    assert refused.status_code == 429
    assert GIVEN not in refused.content.decode()
    assert it.link.handed.events.count() == 5
    clock.shift(handover.WITHIN + timedelta(seconds=1))
    assert GIVEN in it.arrive().content.decode()
    log = at("worker").get(reverse("link-referral", args=[it.link.pk])).content.decode()
    assert log.count("A wrong code was typed") == 5


def in_state(it: Reader, agencies: Agencies, state: str, clock: Any) -> LinkReferral:
    """Brought there by what people do."""
    if state in OPEN_LINK[1:]:
        key = handover.open_with(HandedLink.parse(it.link.link), HandedCode.parse(it.link.code), by=PUBLIC)
        if state != "opened":
            handover.give_receipt(HandedLink.parse(it.link.link), key, "Ines", by=PUBLIC)
        if state == "answered":
            handover.answer(HandedLink.parse(it.link.link), key, SAID, form="a", by=PUBLIC)
        note_all()
    if state in ("expired", "settled"):
        clock.shift(timedelta(days=8))
        tasks.end_what_is_over()
    if state == "settled":
        actions.settle_link(it.link, "Else.", by=agencies.team.worker)
    if state == "withdrawn":
        actions.withdraw_link(it.link, "No.", by=agencies.team.worker)
    found = queries.find_link(it.link.pk)
    assert found.state == state
    return found


@pytest.mark.parametrize("state", LINK.states)
def test_a_link_moves_as_its_table_says(
    sent: Callable[..., Reader], agencies: Agencies, state: str, clock: Any
) -> None:
    it = in_state(sent(), agencies, state, clock)
    people: dict[str, Actor] = {name: actor(agencies) for name, actor in WHO.items()}
    people |= {"public": PUBLIC, "system": system("worker")}
    watch, team = {"system"}, {"manager", "worker"}
    for name, by in people.items():
        acts: list[tuple[str, str, set[str], Callable[[], object]]] = [
            ("withdrawn", "handover.send", team, lambda by=by: actions.withdraw_link(it, "No.", by=by)),
            ("settled", "handover.send", team, lambda by=by: actions.settle_link(it, "So.", by=by)),
        ]
        for target, action, may, act in acts:
            if name in may and LINK.allows(state, target, action):
                continue
            with pytest.raises(WrongMove if name in may else Refused):
                act()
        if name not in watch:
            with pytest.raises(Refused):
                actions.note(it.handed_id, "received", by=by)
            with pytest.raises(Refused):
                actions.end_what_is_over(by=by)
        assert LinkReferral.objects.get(pk=it.pk).state == state, name
    for kind in HandedEvent.Kind.values:
        moves = LINK.allows(state, kind, "handover.open")
        before = LinkReferral.objects.get(pk=it.pk).state
        if not moves:
            actions.note(it.handed_id, kind, by=system("worker"))
            assert LinkReferral.objects.get(pk=it.pk).state == before, kind
    moved = next((kind for kind in HandedEvent.Kind.values if LINK.allows(state, kind, "handover.open")), "")
    if moved:
        HandedEvent.objects.create(handed_id=it.handed_id, kind=moved, at=timezone.now(), instance_id=moved)
        actions.note(it.handed_id, moved, by=system("worker"))
        assert LinkReferral.objects.get(pk=it.pk).state == moved


def test_it_is_filled_in_and_nothing_typed_is_lost(agencies: Agencies, at: Any, audited: Any) -> None:
    it, worker = draft(agencies), at("worker")
    address = reverse("link-begin", args=[it.pk])
    page = worker.get(address).content.decode()
    assert GIVEN in page
    assert not re.search(r"<input[^>]* checked", page), "nothing is ticked beforehand"
    typed = {**CHOSEN.__dict__, "by_day": "20/11/2026", "questions": ["wanted"]}
    typed.pop("items")
    wrong = worker.post(address, {**typed, "reasons": ""})
    assert wrong.status_code == 400
    assert CHOSEN.asked in worker.get(address).content.decode(), "kept as a draft"
    assert worker.post(address, typed).status_code == 302
    link = LinkReferral.objects.get()
    assert json.loads(link.why)["reasons"] == CHOSEN.reasons
    act = lambda name, **words: worker.post(reverse("link-act", args=[link.pk, name]), words)  # noqa: E731 - thrice
    assert act("withdraw", reason="").status_code == 400
    assert act("withdraw", reason="No.").status_code == 302
    assert act("settle", words="So.").status_code == 400
    assert [each.verb for each in audited("handover.send")].count("disclosure") == 1
    assert at("other").get(address).status_code == 403
    assert timezone.now() < link.ends_at


@pytest.mark.parametrize("flag", ["do_not_disclose", "safe_contact", "not_to_know", ""])
def test_what_must_not_be_disclosed_is_looked_at_first(agencies: Agencies, flag: str) -> None:
    child, by = agencies.team.child(), agencies.team.worker
    if flag == "not_to_know":
        add = casework.add_related
        add(child, "family", "Zqxj Person", "Uncle", "", not_to_know=True, by=by)
    elif flag:
        details = replace(Details.read(child.details), **{flag: "Zqxj-flag"})
        casework.write_details(child, details, base=child.version, by=by)
    it = draft(agencies, child)
    if flag:
        assert why(lambda: actions.hand_over(it, CHOSEN, by=by)) == Why.LOOK
        assert not LinkReferral.objects.exists()
    assert actions.hand_over(it, replace(CHOSEN, looked=bool(flag)), by=by).state == "sent"


def test_nobody_outside_reads_who_must_not_learn_of_it(agencies: Agencies) -> None:
    child, by = agencies.team.child(), agencies.team.worker
    casework.add_related(child, "family", "Zqxj Person", "Uncle", "01632 960120", not_to_know=True, by=by)
    it = actions.begin_referral(child, "camhs", by=by)
    assert "must not learn of this" in Answers.read(it.answers).answer("parents")[1]
    said = extract.choosable(it)["parents"][1]
    assert "Zqxj Person" in said
    assert "must not learn" not in said


@pytest.mark.parametrize(
    ("source", "written", "asked", "look"),
    [
        ("Zqxjana Finch, next door", "On Friday Zqxjana Finch from next door saw her there.", "", True),
        ("Zqxjana Finch, next door", "ZQXJANA saw her there.", "", True),
        ("Zqxjana Finch, next door", "She was seen there on Friday.", "", False),
        ("Zqxjana Finch, next door", "She was seen.", "Keep the pictures that Ms Finch spoke of.", True),
        ("Jo", "Jo saw her there.", "", True),
        ("zqxjana, a neighbour", "Her neighbour saw her there.", "", True),
    ],
)
def test_who_told_it_is_looked_for_where_somebody_wrote_it_anew(
    agencies: Agencies, source: str, written: str, asked: str, look: bool
) -> None:
    child, by = agencies.team.child(), agencies.team.worker
    agencies.team.line(child, "She was seen there.", kind="told", source=source)
    it = draft(agencies, child)
    answers = Answers.read(it.answers)
    answers.of["wanted"] = ("known", written)
    it = actions.write_answers(it, answers, base=it.version, by=by)
    given = replace(CHOSEN, asked=asked or CHOSEN.asked)
    if look:
        assert why(lambda: actions.hand_over(it, given, by=by)) == Why.LOOK
    assert actions.hand_over(it, replace(given, looked=look), by=by).state == "sent"


def test_what_was_handed_over_is_kept_on_paper_and_as_data(sent: Any, at: Any, audited: Any) -> None:
    """For those who work with the child, with what became of it; neither link nor code is on it."""
    reader = sent()
    link, code = reader.link.link, reader.link.code
    assert GIVEN in reader.arrive().content.decode()
    ways = [reverse("link-take", args=[reader.link.pk, kind]) for kind in ("pdf", "json")]
    page = at("worker").get(reverse("link-referral", args=[reader.link.pk])).content.decode()
    assert all(way in page for way in ways)
    printed, data = (at("worker").get(way).content for way in ways)
    paper = Paper(printed)
    assert (paper.claim, paper.tagged, paper.language[:2]) == ("1", True, "en")
    assert [tag.kind for tag in paper.tags].count("H2") == 3
    for said in (" ".join(words_of(printed).split()), data.decode()):
        for words in (GIVEN, "Ines Barrow", CHOSEN.detriment):
            assert words in said
        for secret in (LEFT_OUT, TOLD_IT, link, code):
            assert secret not in said
    taken = [each.detail for each in audited("child.view") if each.verb == "export"]
    assert [(each["paper"], each["kind"]) for each in taken] == [("link", "pdf"), ("link", "json")]
    for who in ("other", "deputy"):
        assert {at(who).get(way).status_code for way in ways} == {403}


def backwards() -> None:
    """The same, told in the other order, as when one of them had to be tried again."""
    for event in OutboxEvent.objects.filter(name="handed.happened").order_by("-id"):
        tasks.note(event.payload)


def test_a_receipt_that_is_told_before_the_opening_is_not_lost(
    sent: Callable[..., Reader], agencies: Agencies
) -> None:
    it = sent()
    it.arrive()
    it.client.post(reverse("handed-received"), {"name": "Ines Barrow"})
    for _twice in range(2):
        backwards()
    assert LinkReferral.objects.get().state == "received"
    assert "handed-receipt" not in {row.due.kind for row in due_list(agencies.team.worker).rows}
    said = [each.text for each in it.link.child.lines.all() if "have received" in each.text]
    assert len(said) == 1


def test_what_was_done_in_its_time_counts_when_it_is_told_after_its_end(
    sent: Callable[..., Reader], agencies: Agencies, clock: Any
) -> None:
    it = sent()
    it.arrive()
    it.client.post(reverse("handed-received"), {"name": "Ines Barrow"})
    it.client.post(reverse("handed-answer"), {"words": SAID, "form": "one"})
    clock.move_to(it.link.ends_at)
    clock.shift(60)
    actions.end_what_is_over(by=system("worker"))
    assert LinkReferral.objects.get().state == "expired"
    for _twice in range(2):
        note_all()
    assert LinkReferral.objects.get().state == "expired"
    assert "handed-receipt" not in {row.due.kind for row in due_list(agencies.team.worker).rows}
    said = [each.text for each in it.link.child.lines.all()]
    assert [sum(words in each for each in said) for words in ("have received", "has answered")] == [1, 1]


def test_an_answer_before_the_receipt_is_noted(sent: Callable[..., Reader], agencies: Agencies) -> None:
    it = sent()
    it.arrive()
    it.client.post(reverse("handed-answer"), {"words": SAID, "form": "one"})
    for _twice in range(2):
        note_all()
    found = LinkReferral.objects.get()
    assert (found.state, found.answers) == ("opened", 1)
    it.client.post(reverse("handed-received"), {"name": "Ines Barrow"})
    note_all()
    found = LinkReferral.objects.get()
    assert (found.state, found.answers) == ("received", 1)
    assert sum("has answered" in each.text for each in found.child.lines.all()) == 1
