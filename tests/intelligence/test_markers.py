"""What is typed into this room is nowhere in the open: not in a table, a job, the audit or a log."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from tests.journeys.marks import Marks
from tests.triage.test_audited import stored

from waylight.audit.models import Event
from waylight.intelligence import actions
from waylight.intelligence.models import Link, SavedSearch
from waylight.work.models import OutboxEvent

from .known import CAR, SAME_CAR, link, mention, seen
from .test_watching import FIRST, SECOND


def test_no_word_typed_into_this_room_rests_in_the_open(
    hub: Any,
    told: Callable[..., Any],
    staff_client: Callable[..., Any],
    work: Callable[[], int],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    marks, client = Marks(), staff_client("intelligence")

    def send(path: str, **typed: str) -> None:
        assert client.post(f"/hub/known/{path}", typed).status_code in (200, 302), path

    one, other = seen(told(CAR), "vehicle"), seen(told(f"{SAME_CAR} {marks.new('a concern')}"), "vehicle")
    send("", value=marks.new("the search box"), purpose="concern")
    send("", value=f"{marks.new('the search box with days')} since last week", purpose="concern")
    send("search/keep/", value=marks.new("a kept search"), purpose="concern")
    send(f"search/{SavedSearch.objects.get().pk}/")
    send(f"entity/{one.entity_id}/watch/", reason=marks.new("why it is watched"), days="7")
    found = link(one, other)
    assert isinstance(found, Link)
    send(f"link/{found.pk}/", verdict="different", reason=marks.new("why they are not the same"))
    send(f"link/{found.pk}/back/", reason=marks.new("why it is taken back"))
    mark = mention(one.account, "KV00 ABC")
    send(f"mention/{mark.pk}/correct/", kind="vehicle", value=marks.new("a correction"))
    for said, role in ((FIRST, "teacher"), (SECOND, "taxi-driver")):
        told(said, mode="named", role=role)
    (alert,) = actions.watch("merrowdale")
    send(f"pattern/{alert.pk}/", outcome="explained", words=marks.new("what came of a pattern"))
    work()
    rows = [row.encode("utf-8", "surrogateescape") for row in stored()]
    assert len(marks.typed) == 9
    assert len(rows) > 100
    assert marks.found_in(b"\n".join(rows)) == {}
    assert marks.found_in(caplog.text.encode()) == {}
    for model in (Event, OutboxEvent):
        assert marks.found_in(repr(list(model.objects.values())).encode()) == {}
    assert "a kept search" in {marks.typed[SavedSearch.objects.get().terms]}, "and who may read it does"
