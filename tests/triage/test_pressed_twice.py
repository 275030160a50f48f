"""What is pressed twice, or by somebody who may not, is answered in plain words and audited, never broken."""

from typing import Any

import pytest
from django.urls import reverse

from waylight.audit.models import Event, Verb
from waylight.triage import actions

from .a_hub import Hub

pytestmark = pytest.mark.django_db


def test_a_transfer_answered_twice(hub: Hub, staff_client: Any, other_area: Any) -> None:
    contact = hub.rated("amber", words="x")
    transfer = actions.offer_transfer(contact, to_area=other_area, reason="There.", by=hub.screener)
    neighbour = staff_client("screener", area_slug="brackenford")
    for _press in range(2):
        sent = {"transfer": str(transfer.pk), "accept": "no", "answer": "Not ours."}
        assert neighbour.post(reverse("transfers"), sent).status_code == 302
    transfer.refresh_from_db()
    assert transfer.state == "declined"


@pytest.mark.parametrize("role", ["licensing", "independent-officer"])
def test_countersigning_what_is_not_theirs_is_refused_and_audited(
    hub: Hub, staff_client: Any, role: str
) -> None:
    stream = hub.stream(words="x")
    address = reverse("stream-act", args=[stream.pk, "countersign"])
    assert staff_client(role).post(address, {"agree": "yes", "reason": "r"}).status_code == 403
    assert Event.objects.filter(verb=Verb.REFUSAL, action="stream.countersign").count() == 1


def test_countersigning_where_nothing_is_decided_says_so(hub: Hub, staff_client: Any) -> None:
    stream = hub.stream(words="x")
    address = reverse("stream-act", args=[stream.pk, "countersign"])
    assert staff_client("manager").post(address, {"agree": "yes", "reason": "r"}).status_code == 400
