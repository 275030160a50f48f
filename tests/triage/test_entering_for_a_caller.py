"""A concern taken down for a caller: once, however often Send is pressed; and forms that name nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from waylight.reporting.models import Concern, ReporterIdentity

pytestmark = pytest.mark.django_db

CALL = {"channel": "phone", "words": "A boy sleeps in the yard behind the garage.", "mode": "anonymous"}


def form_id(page: Any) -> str:
    return page.content.decode().split('name="form_id" value="')[1].split('"')[0]


def test_pressing_send_twice_enters_one_concern_and_reads_out_one_receipt(
    staff_client: Callable[..., Any],
) -> None:
    client = staff_client("screener")
    typed = {**CALL, "form_id": form_id(client.get("/hub/enter/"))}
    first, second = client.post("/hub/enter/", typed), client.post("/hub/enter/", typed)
    assert first.status_code == second.status_code == 200
    assert Concern.objects.count() == 1
    assert first.content.count(b'class="wl-number"') > 1
    assert first.content.split(b"wl-receipt__code")[1] == second.content.split(b"wl-receipt__code")[1]


def test_a_second_call_is_a_second_concern(staff_client: Callable[..., Any]) -> None:
    client = staff_client("screener")
    for _ in range(2):
        client.post("/hub/enter/", {**CALL, "form_id": form_id(client.get("/hub/enter/"))})
    assert Concern.objects.count() == 2


def test_whoever_wishes_to_be_anonymous_is_not_written_down(staff_client: Callable[..., Any]) -> None:
    client = staff_client("screener")
    typed = {**CALL, "name": "Ada Quill", "form_id": form_id(client.get("/hub/enter/"))}
    page = client.post("/hub/enter/", typed).content.decode()
    assert "Take out the name" in page
    assert CALL["words"] in page
    assert not Concern.objects.exists()
    client.post("/hub/enter/", {**typed, "mode": "confidential"})
    assert ReporterIdentity.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/hub/transfers/", {"transfer": "zz", "accept": "yes", "answer": "x"}),
        ("/hub/pages/", {"page": "zz"}),
        ("/hub/rota/", {"end": "zz"}),
        ("/hub/rota/", {"end": "9" * 40}),
    ],
)
def test_a_forged_form_names_nothing(
    staff_client: Callable[..., Any], address: str, typed: dict[str, str]
) -> None:
    assert staff_client("manager").post(address, typed).status_code == 404


def test_who_reported_is_shown_to_a_lead_who_says_why(
    staff_client: Callable[..., Any], concern: Callable[..., Any], work: Callable[[], int]
) -> None:
    sent = concern(identity={"name": "Ada Quill", "phone": "07700 900301"}, words="A worry.", mode="named")
    work()
    client, address = staff_client("manager"), f"/hub/concern/{sent.concern.pk}/identity/"
    assert "Ada Quill" not in client.get(address).content.decode()
    assert "Ada Quill" not in client.post(address, {"reason": ""}).content.decode()
    page = client.post(address, {"reason": "A worker must ring."}).content.decode()
    assert "Ada Quill" in page
    assert "07700 900301" in page


@pytest.mark.parametrize("under", ["", "nonsense", "00000000", "'; --"])
def test_a_reference_that_leads_nowhere_is_said(
    staff_client: Callable[..., Any], concern: Callable[..., Any], work: Callable[[], int], under: str
) -> None:
    sent = concern(words="A worry.")
    work()
    client = staff_client("manager")
    page = client.post(f"/hub/concern/{sent.concern.pk}/do/gather/", {"under": under})
    assert page.status_code == 400
    assert "govuk-error-summary" in page.content.decode()


def test_nobody_is_put_on_the_rota_without_an_address(staff_client: Callable[..., Any]) -> None:
    client = staff_client("manager")
    page = client.post("/hub/rota/", {"person": client.person.pk, "position": "1"}).content.decode()
    assert "at least one work address" in page
