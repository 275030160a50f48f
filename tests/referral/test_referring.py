"""A referral from the record to its answer, on page, paper and as data, with every limit kept."""

import html
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import pikepdf
import pypdf
import pytest
from django.conf import settings
from django.urls import reverse

from waylight.accounts.policy import Refused
from waylight.accounts.roles import Actor
from waylight.casework import actions as casework
from waylight.casework.actions.dues import reckoned
from waylight.casework.models import Child, Due, DueMove
from waylight.casework.queries.due import due_list
from waylight.referral import actions, queries
from waylight.referral.document import shareable
from waylight.referral.errors import NotPossible, StaleEdit, Why
from waylight.referral.machine import REFERRAL
from waylight.referral.models import Referral
from waylight.referral.paper import paper
from waylight.referral.rules import form_blocks
from waylight.referral.writing import Answers
from waylight.triage.machine import WrongMove

from .agencies import Agencies, known
from .test_checking import why
from .test_machines import WHO

FOR_CAMHS, NOT_FAMILY, FOR_POLICE = "Zqxj-camhs", "Zqxj-not-family", "Zqxj-police-alone"
PRIVATE = "Zqxj-private"


def test_the_answer_to_a_referral_is_reckoned_again_when_the_calendar_changes(
    agencies: Agencies, monkeypatch: pytest.MonkeyPatch
) -> None:
    agencies.of("camhs")
    begun = actions.begin_referral(agencies.team.child(), "camhs", by=agencies.team.worker)
    written = actions.write_answers(begun, whole(begun), base=begun.version, by=agencies.team.worker)
    actions.send(written, by=agencies.team.worker)
    due = Due.objects.get(about=begun.pk)
    was, watching = due.due_at, "waylight.casework.actions.watching"
    for place in ("waylight.casework.actions.dues", watching):
        monkeypatch.setattr(f"{place}.rule_version", lambda area: "1/new")
    monkeypatch.setattr(f"{watching}.reckoned", lambda each: reckoned(each) + timedelta(days=1))
    casework.recompute_dues()
    due.refresh_from_db()
    assert (due.agency != "", due.due_at) == (True, was + timedelta(days=1))
    assert DueMove.objects.get(due=due).was == was


def whole(referral: Referral, **changes: Any) -> Answers:
    """Every question answered: what the record knows, and "not asked" for the rest."""
    held = Answers.read(referral.answers)
    of = {q.code: held.of.get(q.code, ("not-asked", "")) for b in form_blocks() for q in b.questions}
    plain = {
        "agreement": "agreed",
        "agreement_words": "Her aunt, for her.",
        "basis": "public-task",
        "parents": "harm",
        "parents_words": f"{PRIVATE} parents",
        "relevance": "They can begin at once.",
        "detriment": "She may fear that he learns of it.",
        "decision": "share",
        "decision_reasons": f"{PRIVATE} reasons",
    }
    return Answers(**{"of": {**of, "visiting": ("known", f"{PRIVATE} visiting")}, **plain, **changes})


def in_state(agencies: Agencies, child: Child, state: str) -> Referral:
    by = agencies.team.worker
    camhs = agencies.of("camhs")
    it = actions.begin_referral(child, "camhs", by=by)
    share = "withhold" if state == "withheld" else "share"
    it = actions.write_answers(it, whole(it, decision=share), base=1, by=by)
    if state == "withheld":
        return actions.withhold(it, by=by)
    if state == "withdrawn":
        return actions.withdraw(it, "Another way.", by=by)
    if state != "draft":
        it = actions.send(it, by=by)
    if state in ("received", "accepted", "declined", "closed"):
        it = actions.receive_referral(it, by=camhs)
    if state in ("accepted", "declined", "closed"):
        it = actions.answer_referral(it, accept=state == "accepted", words="So.", by=camhs)
    return actions.close_declined(it, "The school nurse.", by=by) if state == "closed" else it


def test_why_nothing_was_shared_is_asked_in_full_and_can_be_read(
    agencies: Agencies, at: Any, audited: Any
) -> None:
    """Both tests and the reasons, whether it is shared or not; with the dated help beside the form."""
    child, by = agencies.team.child(), agencies.team.worker
    it = actions.begin_referral(child, "camhs", by=by)
    for empty in ("relevance", "detriment", "decision_reasons"):
        it = actions.write_answers(it, whole(it, decision="withhold", **{empty: " "}), base=it.version, by=by)
        with pytest.raises(NotPossible) as refused:
            actions.withhold(it, by=by)
        assert refused.value.why == Why.SAY_SHARING
    form = at("worker").get(reverse("referral", args=[it.pk])).content.decode()
    assert "Help on sharing and its reason in law" in form
    words = {"relevance": "It would help.", "detriment": "She asked us not to.", "decision_reasons": "Later."}
    it = actions.write_answers(it, whole(it, decision="withhold", **words), base=it.version, by=by)
    actions.withhold(it, by=by)
    page = at("worker").get(reverse("referral", args=[it.pk])).content.decode()
    assert all(said in page for said in words.values())
    assert audited("child.view")[-1].detail["copy"] == "withheld"
    assert at("other").get(reverse("referral", args=[it.pk])).status_code == 403


@pytest.mark.parametrize("state", REFERRAL.states)
def test_a_referral_moves_as_its_table_says(agencies: Agencies, state: str) -> None:
    child = agencies.team.child()
    it = in_state(agencies, child, state)
    agencies.of("camhs")
    team, service = {"manager", "worker"}, {"camhs"}
    who = {**WHO, "camhs": lambda a: a.of("camhs")}

    def moves(by: Actor) -> list[tuple[str, set[str], Any]]:
        return [
            ("sent", team, lambda: actions.send(it, by=by)),
            ("withheld", team, lambda: actions.withhold(it, by=by)),
            ("withdrawn", team, lambda: actions.withdraw(it, "No.", by=by)),
            ("closed", team, lambda: actions.close_declined(it, "Else.", by=by)),
            ("received", service, lambda: actions.receive_referral(it, by=by)),
            ("accepted", service, lambda: actions.answer_referral(it, accept=True, words="We.", by=by)),
            ("declined", service, lambda: actions.answer_referral(it, accept=False, words="Full.", by=by)),
        ]

    for name, actor in who.items():
        for target, may, act in moves(actor(agencies)):
            action = "referral.answer" if may is service else "referral.write"
            unsent = may is service and it.sent_at is None
            if name in may and not unsent and REFERRAL.allows(state, target, action):
                continue
            with pytest.raises(WrongMove if name in may and not unsent else Refused):
                act()
            assert Referral.objects.get(pk=it.pk).state == state, (name, target)


def test_nothing_is_typed_twice_and_nothing_is_sent_empty(agencies: Agencies) -> None:
    team = agencies.team
    child = team.child()
    casework.add_identifier(child, "nhs", "999 000 0018", by=team.worker)
    casework.add_related(
        child, "family", "Ada Tarn", "aunt", "07700 900418", not_to_know=False, by=team.worker
    )
    team.line(child, "I want to sleep at my aunt's.", kind="child")
    it = actions.begin_referral(child, "camhs", by=team.worker)
    held = Answers.read(it.answers)
    for code, words in {
        "name": "Mina Tarn",
        "nhs": "999 000 0018",
        "parents": "Ada Tarn, aunt. 07700 900418",
        "voice": "“I want to sleep at my aunt's.”",
        "reason": "A grey car waits.",
    }.items():
        assert words in held.answer(code)[1], code
    assert why(lambda: actions.send(it, by=team.worker)) == Why.EMPTY
    for changes, expected in (
        ({"basis": ""}, Why.SAY_APART),
        ({"agreement": ""}, Why.SAY_APART),
        ({"parents": ""}, Why.SAY_APART),
        ({"detriment": " "}, Why.SAY_SHARING),
        ({"decision": "withhold"}, Why.NOT_TO_SHARE),
    ):
        it = actions.write_answers(it, whole(it, **changes), base=it.version, by=team.worker)
        with pytest.raises(NotPossible) as refused:
            actions.send(it, by=team.worker)
        assert refused.value.why == expected
    it = actions.write_answers(it, whole(it), base=it.version, by=team.worker)
    with pytest.raises(StaleEdit):
        actions.write_answers(it, whole(it), base=1, by=team.manager)
    actions.send(it, by=team.worker)
    later = actions.begin_referral(child, "camhs", by=team.worker)
    assert "Mina" in Answers.read(later.answers).answer("name")[1]


def test_each_state_changes_what_somebody_else_has_due(agencies: Agencies) -> None:
    team, camhs = agencies.team, agencies.of("camhs")
    kinds = lambda who: {row.due.kind for row in due_list(who).rows}  # noqa: E731 - read four times
    it = in_state(agencies, team.child(), "sent")
    assert "referral" in kinds(camhs)
    assert [row.referral.pk for row in queries.referrals_here(camhs)] == [it.pk]
    it = actions.receive_referral(it, by=camhs)
    actions.answer_referral(it, accept=False, words="We are full.", by=camhs)
    assert "referral" not in kinds(camhs)
    assert "referral-declined" in kinds(team.worker)
    actions.close_declined(it, "The school nurse.", by=team.worker)
    assert "referral-declined" not in kinds(team.worker)


def told(agencies: Agencies, child: Child) -> list[str]:
    """The police have told three things, each with a limit; the keys of those that may go to CAMHS."""
    check = agencies.ask(child, "police")
    police = agencies.of("police")
    actions.add_item(check, known(FOR_CAMHS, shareable=["camhs"], on=date(2026, 11, 2)), by=police)
    actions.add_item(check, known(NOT_FAMILY, shareable=["camhs"], not_family=True), by=police)
    alone = actions.add_item(check, known(FOR_POLICE, shareable=["health"]), by=police)
    actions.answer(check, nil=False, by=police)
    it = actions.begin_referral(child, "camhs", by=agencies.team.worker)
    items = [str(item.pk) for item in shareable(it)]
    assert str(alone.pk) not in items
    forbidden = whole(it, items=[*items, str(alone.pk)])
    assert why(lambda: actions.write_answers(it, forbidden, base=1, by=agencies.team.worker)) == Why.LIMITED
    return items


def words_of(file: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)


def test_a_marker_in_what_is_limited_reaches_no_page_paper_or_data_of_who_may_not_see_it(
    agencies: Agencies, at: Any, staff_client: Any
) -> None:
    child, by = agencies.team.child(), agencies.team.worker
    items = told(agencies, child)
    it = actions.begin_referral(child, "camhs", by=by)
    it = actions.write_answers(it, whole(it, items=items), base=1, by=by)
    actions.send(it, by=by)
    schema = jsonschema_rs.validator_for(
        json.loads(Path(settings.CONTENT / "referral/referral.schema.json").read_text())
    )
    seen: dict[str, str] = {}
    worker, service = at("worker"), staff_client(who=agencies.person("camhs"))
    for copy in ("service", "family"):
        answer = worker.get(reverse("referral-take", args=[it.pk, copy, "json"]))
        schema.validate(answer.json())
        pdf = worker.get(reverse("referral-take", args=[it.pk, copy, "pdf"])).content
        seen[copy] = answer.content.decode() + words_of(pdf)
    assert FOR_CAMHS in seen["service"]
    assert NOT_FAMILY in seen["service"]
    assert FOR_CAMHS in seen["family"]
    for marker in (NOT_FAMILY, PRIVATE, FOR_POLICE):
        assert marker not in seen["family"], marker
    page = service.get(reverse("referral", args=[it.pk])).content.decode()
    pages = page + service.get(reverse("asked")).content.decode()
    assert NOT_FAMILY in page
    assert FOR_POLICE not in pages + seen["service"]
    assert service.get(reverse("referral-take", args=[it.pk, "service", "pdf"])).status_code == 200
    assert service.get(reverse("referral-take", args=[it.pk, "family", "pdf"])).status_code == 403
    health = staff_client(who=agencies.person("health"))
    assert health.get(reverse("referral", args=[it.pk])).status_code == 403
    draft = actions.begin_referral(child, "camhs", by=by)
    assert service.get(reverse("referral", args=[draft.pk])).status_code == 403


def test_the_paper_is_pdf_ua_and_its_structure_is_read_back(agencies: Agencies) -> None:
    it = in_state(agencies, agencies.team.child(), "sent")
    file = paper(queries.read_referral(agencies.team.worker, it, take=True))
    with pikepdf.open(io.BytesIO(file)) as opened:
        root = opened.Root
        assert "pdfuaid:part" in str(root.Metadata.read_bytes())
        assert root.MarkInfo.Marked
        assert str(root.Lang).startswith("en")
        roles: list[str] = []
        waiting = [root.StructTreeRoot]
        while waiting:
            node = waiting.pop()
            if isinstance(node, pikepdf.Dictionary):
                roles += [str(node.S)] if "/S" in node else []
                children = node.get("/K", [])
                waiting += list(children) if isinstance(children, pikepdf.Array) else [children]
    assert roles.count("/H1") == 1
    assert roles.count("/H2") == len(form_blocks()) + 1
    assert roles.count("/H3") >= sum(len(block.questions) for block in form_blocks())


def test_the_form_keeps_what_was_written_and_sends(agencies: Agencies, at: Any, staff_client: Any) -> None:
    child, client = agencies.team.child(), at("worker")
    service = staff_client(who=agencies.person("camhs"))
    begun = client.post(reverse("child-referrals", args=[child.pk]), {"desk": "camhs"})
    page = client.get(begun.url).content.decode()
    assert "A grey car waits." in page
    assert "Nobody has verified this against its source." in page
    it = Referral.objects.get()
    answers = whole(it)
    typed = {f"is-{code}": state for code, (state, _words) in answers.of.items()}
    typed |= {f"words-{code}": words for code, (_state, words) in answers.of.items()}
    typed |= {
        name: getattr(answers, name) for name in ("basis", "agreement", "parents", "relevance", "detriment")
    }
    typed |= {"decision_reasons": "So that they begin.", "base": 1}
    blank = client.post(begun.url, {**typed, "do": "send"}).content.decode()
    assert all(f'id="id_{name}-error"' in blank for name in ("agreement_words", "parents_words"))
    typed |= {"agreement_words": "Her aunt, for her.", "parents_words": "He would learn of it.", "base": 2}
    wrong = client.post(begun.url, {**typed, "do": "send"})
    assert wrong.status_code == 400
    assert "Say why it matters to them" in wrong.content.decode()
    assert 'name="base" value="3"' in wrong.content.decode(), "what was written is kept all the same"
    assert client.post(begun.url, {**typed, "base": 3, "decision": "share", "do": "send"}).status_code == 302
    assert "The service owes you an answer" in client.get(begun.url).content.decode()
    for name, said in (("receive", {}), ("answer", {"accept": "no", "words": "We are full."})):
        assert service.post(reverse("referral-act", args=[it.pk, name]), said).status_code == 302
    assert "We are full." in client.get(begun.url).content.decode()
    instead = reverse("referral-act", args=[it.pk, "instead"])
    assert client.post(instead, {"words": ""}).status_code == 400
    assert client.post(instead, {"words": "The school nurse."}).status_code == 302
    assert (
        "something else was arranged"
        in client.get(reverse("child-referrals", args=[child.pk])).content.decode()
    )


def test_what_has_no_answer_is_named_and_can_be_said_in_one_press(agencies: Agencies, at: Any) -> None:
    child, client = agencies.team.child(), at("worker")
    it = actions.begin_referral(child, "camhs", by=agencies.team.worker)
    address, answers = reverse("referral", args=[it.pk]), whole(it)
    typed = {f"is-{code}": state for code, (state, _words) in answers.of.items()}
    typed |= {f"words-{code}": words for code, (_state, words) in answers.of.items()}
    names = ("basis", "agreement", "parents", "relevance", "detriment", "decision", "decision_reasons")
    names += ("agreement_words", "parents_words")
    typed |= {name: getattr(answers, name) for name in names} | {"base": 1}
    asked = {each.code: each.ask for block in form_blocks() for each in block.questions}
    (first, second, third), rest = list(asked)[:3], list(asked)[3:]
    typed |= {f"is-{first}": "", f"words-{first}": "", f"is-{second}": "", f"words-{second}": "Half a wo"}
    typed |= {f"is-{third}": "known", f"words-{third}": " "}
    sent = client.post(address, {**typed, "do": "send"})
    page = html.unescape(sent.content.decode())
    assert sent.status_code == 400
    assert all(f"{asked[code]}: not answered" in page for code in (first, second, third))
    assert not any(f"{asked[code]}: not answered" in page for code in rest)
    assert client.post(address, {**typed, "base": 2, "do": "rest"}).status_code == 302
    it.refresh_from_db()
    kept = Answers.read(it.answers)
    assert kept.answer(first) == ("not-asked", "")
    assert kept.answer(second) == ("", "Half a wo"), "words wait for their writer to say what they are"
    assert (it.state, kept.empty) == ("draft", [second, third])
    typed |= {f"is-{second}": "known", f"is-{third}": "none", f"is-{first}": "not-asked", "base": 3}
    assert client.post(address, {**typed, "do": "send"}).status_code == 302
    it.refresh_from_db()
    assert it.state == "sent"
