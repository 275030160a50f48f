"""`submit()`: whatever a person gives is kept whole, once, and can be read again by both sides."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waylight.accounts.policy import Refused
from waylight.accounts.roles import PUBLIC, Actor, Role
from waylight.audit.models import Event
from waylight.engine.sealing import FlowKey, Receipt
from waylight.reporting.actions import NothingToSend, Submission, says_something, submit, write_to_hub
from waylight.reporting.models import Concern, ConcernVersion, Message, ReporterIdentity, StatusEvent
from waylight.reporting.queries import (
    follow,
    open_for_desk,
    open_identity,
    open_message_for_desk,
    open_versions_for_desk,
)
from waylight.work.models import OutboxEvent

pytestmark = pytest.mark.django_db

any_text = st.text(st.characters(exclude_categories=()), max_size=40)
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=8,
)
fields = st.sampled_from(
    ("words", "about", "language", "mode", "gate", "signs", "when", "where", "people", "phones", "source")
)
with_the_database = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def send(answers: dict[str, Any], flow: FlowKey | None = None, **how: Any) -> Submission:
    return submit(answers, flow=flow or FlowKey.new(), by=PUBLIC, area_slug="merrowdale", **how)


def shown(value: Any) -> Any:
    """As JSON in UTF-8 can hold it: halves of broken emoji as escapes."""
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return _escaped(json.loads(text))


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, list):
        return [_escaped(each) for each in value]
    return {_escaped(k): _escaped(v) for k, v in value.items()} if isinstance(value, dict) else value


@with_the_database
@given(answers=st.dictionaries(fields | any_text, any_json, max_size=6), identity=any_text)
def test_anything_is_read_back_by_both_sides(answers: dict[str, Any], identity: str) -> None:
    answers["signs"] = [*(answers["signs"] if isinstance(answers.get("signs"), list) else []), "sign"]
    sent = send(answers, identity={"name": identity})
    kept = Concern.objects.get(pk=sent.concern.pk)
    followed = follow(sent.receipt)
    assert followed.concern == kept
    assert open_for_desk(kept) == followed.answers == shown(answers)
    assert open_identity(kept) == ({"name": shown(identity)} if identity.strip() else {})


@with_the_database
@given(
    text=any_text.filter(str.strip), kind=st.sampled_from(["answer", "addition", "correction", "withdrawal"])
)
def test_any_message_is_read_back_by_both_sides(text: str, kind: str) -> None:
    sent = send({"words": "A worry."})
    message = write_to_hub(
        sent.concern, Message.Kind(kind), text, by=PUBLIC, instance_id=FlowKey.new().instance_id
    )
    message.refresh_from_db()
    assert open_message_for_desk(message) == follow(sent.receipt).messages[0].text == _escaped(text)


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"words": " \n\t"},
        {"where": {"name": ""}, "people": [{}, {"name": " "}]},
        {"signs": [], "phones": [""]},
    ]
    + [{"language": "en", "gate": "no", "about": "child", "mode": "anonymous", "child_self": True}],
)
def test_nothing_to_send_leaves_nothing(answers: dict[str, Any]) -> None:
    assert not says_something(answers)
    with pytest.raises(NothingToSend):
        send(answers)
    assert not Concern.objects.exists() and not Event.objects.exists() and not OutboxEvent.objects.exists()


@pytest.mark.parametrize(
    "answers",
    [{"words": "x"}, {"happening_now": "yes"}, {"signs": ["s"]}, {"where": {"lat": 0}}]
    + [{"vehicles": [{"mark": "?"}]}, {"people": [{"kind": "child"}]}, {"phones": ["", "07700 900123"]}],
)
def test_one_answer_is_enough(answers: dict[str, Any]) -> None:
    assert open_for_desk(send(answers).concern) == answers


def test_one_transaction_writes_all_of_it() -> None:
    sent = send({"words": "A worry.", "language": "cy"}, identity={"name": "Sam Example"})
    event = Event.objects.get()
    assert (event.actor, event.action, event.object_id) == ("public", "concern.submit", str(sent.concern.pk))
    assert event.detail == {"channel": "web", "desk": "hub", "language": "cy"}
    assert OutboxEvent.objects.get().payload == {"concern": str(sent.concern.pk)}
    assert StatusEvent.objects.get().status == "received"
    assert not sent.already and not sent.changed


def test_twice_is_once() -> None:
    flow = FlowKey.new()
    first, second = send({"words": "A worry."}, flow), send({"words": "A worry."}, flow)
    assert first.receipt == second.receipt and first.concern == second.concern
    assert second.already and not second.changed and not second.added
    assert Concern.objects.count() == Event.objects.count() == OutboxEvent.objects.count() == 1


def test_a_changed_send_is_a_version_kept_once() -> None:
    flow = FlowKey.new()
    first = send({"words": "A worry."}, flow)
    for time in range(2):
        second = send({"words": "Another worry."}, flow)
        assert second.already and second.changed and second.receipt == first.receipt
        assert second.added == (time == 0)
    assert [v.answers for v in open_versions_for_desk(first.concern)] == [{"words": "Another worry."}]
    assert open_for_desk(first.concern) == {"words": "A worry."}
    names = list(OutboxEvent.objects.order_by("id").values_list("name", flat=True))
    assert names == ["concern.submitted", "concern.changed"]


def test_a_changed_identity_is_kept_too() -> None:
    flow = FlowKey.new()
    first = send({"words": "A worry."}, flow)
    for name in ("Sam Example", "Sam Example-Jones"):
        assert send({"words": "A worry."}, flow, identity={"name": name}).changed
        assert open_identity(first.concern) == {"name": name}
    assert ReporterIdentity.objects.count() == ConcernVersion.objects.count() == 2


@pytest.mark.parametrize(
    ("about", "desk"),
    [("hub-staff", "independent"), ("works-with-children", "designated-officer"), ("child", "hub")]
    + [("", "hub"), ("anything else", "hub"), (["hub-staff"], "hub"), (None, "hub")],
)
def test_the_way_round_those_it_concerns(about: Any, desk: str) -> None:
    concern = send({"words": "A worry.", "about": about}).concern
    assert concern.desk == desk
    assert open_for_desk(concern)["words"] == "A worry."


def test_a_change_that_names_the_desk_goes_round_it() -> None:
    """The hub's staff must not read a second send that says: it is about you."""
    flow = FlowKey.new()
    first = send({"words": "A worry."}, flow)
    changed = {"words": "It is about one of you.", "about": "hub-staff"}
    second = send(changed, flow)
    assert second.concern != first.concern and second.concern.desk == "independent"
    assert second.receipt != first.receipt and not second.already
    assert follow(second.receipt).answers == open_for_desk(second.concern) == changed
    assert open_versions_for_desk(first.concern) == []
    assert send(changed, flow).concern == second.concern and Concern.objects.count() == 2


def test_a_change_that_no_longer_names_the_desk_stays_where_it_is() -> None:
    flow = FlowKey.new()
    first = send({"words": "It is about one of you.", "about": "hub-staff"}, flow)
    assert send({"words": "Perhaps not."}, flow).changed
    assert [v.answers["words"] for v in open_versions_for_desk(first.concern)] == ["Perhaps not."]
    assert Concern.objects.count() == 1


def test_what_stands_in_the_open_is_a_code_or_nothing() -> None:
    odd = {"words": "x", "language": "I speak\x00 \ud83d and more", "mode": "my name is Sam"}
    concern = send(odd, identity={"name": "Sam Example"}).concern
    concern.refresh_from_db()
    assert concern.language == "" and ReporterIdentity.objects.get().mode == ""
    assert send({"words": "x", "language": "pa-Guru"}).concern.language == "pa-Guru"


def test_the_identity_is_sealed_apart() -> None:
    sent = send({"words": "A worry."}, identity={"name": "Sam Example", "email": ""})
    assert follow(sent.receipt).answers == {"words": "A worry."}
    assert open_identity(sent.concern) == {"name": "Sam Example", "email": ""}
    assert not ReporterIdentity.objects.filter(
        concern=send({"words": "x"}, identity={"name": " ", "phone": ""}).concern
    ).exists()


def test_another_receipt_opens_nothing() -> None:
    send({"words": "A worry."})
    assert not Concern.objects.filter(locator=Receipt.new().locator).exists()


def test_who_may_not_send_leaves_nothing() -> None:
    with pytest.raises(Refused):
        submit(
            {"words": "A worry."},
            flow=FlowKey.new(),
            by=Actor("user:1", frozenset({(Role.AUDITOR, "merrowdale")})),
            area_slug="merrowdale",
        )
    assert not Concern.objects.exists()


def test_a_message_twice_is_once_and_stays_with_its_concern() -> None:
    one, other = send({"words": "A worry."}).concern, send({"words": "Another."}).concern
    first = write_to_hub(one, Message.Kind.ADDITION, "More.", by=PUBLIC, instance_id="a")
    assert write_to_hub(one, Message.Kind.ADDITION, "More.", by=PUBLIC, instance_id="a") == first
    assert Message.objects.count() == 1
    with pytest.raises(ValueError, match="its own concern"):
        write_to_hub(other, Message.Kind.ANSWER, "Yes.", by=PUBLIC, instance_id="b", answers=first)
    with pytest.raises(NothingToSend):
        write_to_hub(one, Message.Kind.ADDITION, " ", by=PUBLIC, instance_id="c")
    assert write_to_hub(one, Message.Kind.WITHDRAWAL, "", by=PUBLIC, instance_id="d").kind == "withdrawal"
