"""What a licensing officer sees and prints, from the beginning of a referral to its entry."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from tests.learning.outputs.paper import Paper

from waylight.audit.models import Event
from waylight.disruption import actions
from waylight.disruption.authorities import authorities
from waylight.disruption.dates import day
from waylight.disruption.licence import Entry
from waylight.disruption.models import Enquiry, LicensingReferral

from .a_licence import HOLDER, Page, in_state, words_of
from .a_room import TODAY, Room, cannot_print, in_both


def test_the_measure_leads_whoever_asked_to_handing_it_on(room: Room, staff_client: Page) -> None:
    use, officer = room.approved("LIC-DRV"), room.person("licensing")
    referral = actions.ask_licensing(use, HOLDER, "Waits at a school.", officer, by=room.coordinator)
    page, address = reverse("measure", args=[use.pk]), reverse("licence-hand", args=[referral.pk])
    assert address in words_of(staff_client(who=room.person("coordinator")).get(page))
    assert address not in words_of(staff_client(who=room.person("intelligence")).get(page))


def test_a_waiting_enquiry_is_listed_however_old(
    room: Room, staff_client: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waylight.disruption.queries import enquiries, licensing

    monkeypatch.setattr(licensing, "ON_A_PAGE", 1)
    about = ("of-us", "brackenford", "D-4471")
    old, answered = (
        actions.ask(*about, on, area="merrowdale", by=room.licensing) for on in (date(2026, 10, 1), TODAY)
    )
    actions.answer_enquiry(answered, TODAY, "No entry.", by=room.licensing)
    assert list(enquiries(room.licensing)) == [old]
    assert list(enquiries(room.licensing, page=2)) == [answered]
    client = staff_client(who=room.person("licensing"))
    address = reverse("licences")
    assert reverse("licence-enquiry", args=[answered.pk]) not in words_of(client.get(address))
    assert "?enquiries=2&" in words_of(client.get(address))
    assert reverse("licence-enquiry", args=[answered.pk]) in words_of(client.get(address + "?enquiries=2"))


@pytest.mark.parametrize("year", ["0001", "1899", "2200", "9999"])
def test_a_day_that_no_clock_can_be_counted_from_is_asked_again(
    room: Room, staff_client: Page, year: str
) -> None:
    typed = {"course": "ours", "licence": "driver", "name": "Perry Lund", "authority": "eastwick-quay"}
    typed |= {"information": "x", "aware_on": f"{year}-11-18"}
    found = staff_client(who=room.person("licensing")).post(reverse("licence-begin"), typed)
    assert found.status_code == 400 and "Look at the year" in words_of(found)


def test_in_two_areas_an_officer_says_for_which_a_referral_is(
    room: Room, staff_client: Page, other_area: Any
) -> None:
    officer = in_both(room.person("licensing"), "licensing")
    client = staff_client(who=officer)
    typed = {"course": "ours", "licence": "driver", "name": "Perry Lund", "authority": "eastwick-quay"}
    typed |= {"information": "x", "aware_on": "18/11/2026"}
    asked = {"asked": "of-us", "authority": "saltby", "about": "D-4471", "asked_on": "18/11/2026"}
    for address, form in ((reverse("licence-begin"), typed), (reverse("licences"), asked)):
        assert client.post(address, form).status_code == 400
        assert client.post(address, {**form, "area": "elsewhere"}).status_code == 400
        assert client.post(address, {**form, "area": "merrowdale"}).status_code == 302
    assert LicensingReferral.objects.get().area_id == Enquiry.objects.get().area_id == "merrowdale"


def test_a_letter_that_cannot_be_printed_says_so(
    room: Room, staff_client: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waylight.disruption.actions import printing

    monkeypatch.setattr(printing, "letter", cannot_print)
    referral, client = in_state(room, "met"), staff_client(who=room.person("licensing"))
    found = client.get(reverse("licence-letter", args=[referral.pk, "section-5"]), follow=True)
    assert found.status_code == 200 and "could not be printed" in words_of(found)


def test_letters_are_tagged_and_in_english_and_only_those_that_fit(room: Room, staff_client: Page) -> None:
    referral = in_state(room, "met")
    client = staff_client(who=room.person("licensing"))
    found = client.get(reverse("licence-letter", args=[referral.pk, "section-5"]))
    paper = Paper(found.content)
    assert (paper.claim, paper.tagged, paper.language) == ("1", True, "en") and paper.tags
    assert paper.text.count("OFFICIAL-SENSITIVE: for licensing") == 2 * len(paper.pages)
    assert "Printed on 18 November 2026" in paper.text
    assert f"section-5-{referral.reference}.pdf" in found.headers["Content-Disposition"]
    assert paper.text.count(f"{authorities()[referral.authority].name} ") <= 2, "in the address once"
    assert client.get(reverse("licence-letter", args=[referral.pk, "section-6"])).status_code == 404
    assert client.get(reverse("licence-letter", args=[referral.pk, "other"])).status_code == 404
    exports = Event.objects.filter(verb="export", object_id=str(referral.pk))
    assert exports.count() == 1


def test_the_pages_from_begin_to_entry(room: Room, staff_client: Page) -> None:
    client = staff_client(who=room.person("licensing"))
    typed = {
        "course": "ours", "licence": "driver", "name": "Perry Lund", "number": "D-4471",
        "authority": "saltby", "aware_on": "16/11/2026", "information": "Waits at a school.",
    }  # fmt: skip
    assert client.post(reverse("licence-begin"), {}).status_code == 400
    assert client.post(reverse("licence-begin"), typed).status_code == 302
    pk = LicensingReferral.objects.get().pk

    def do(name: str) -> str:
        return reverse("licence-act", args=[pk, name])

    page = client.get(reverse("licence", args=[pk])).content.decode()
    assert "Merrowdale Council" in page and "Note that it was sent" not in page
    assert client.post(do("judge"), {"met": "yes", "reasons": "x"}).status_code == 302
    decided = {"outcome": "suspended", "because": "x", "relevant": "yes", "notified_on": "18/11/2026"}
    late = client.post(do("decide"), {**decided, "suspended_until": "01/11/2026"})
    assert late.status_code == 400 and "must come after" in late.content.decode()
    assert client.post(do("decide"), decided).status_code == 302
    entry = {
        "base": "1",
        "full_name": "Perry Lund",
        "address": "x",
        "contact": "y",
        "entered_on": "18/11/2026",
    }
    assert client.post(do("enter"), entry).status_code == 302
    assert "removed on" in client.get(reverse("licence", args=[pk])).content.decode()
    asked = {"asked": "of-us", "authority": "brackenford", "about": "D-4471", "asked_on": "18/11/2026"}
    assert client.post(reverse("licences"), asked).status_code == 302
    enquiry = Enquiry.objects.get()
    answer = {"answered_on": "18/11/2026", "answer": "Suspended."}
    assert client.post(reverse("licence-enquiry", args=[enquiry.pk]), answer).status_code == 302
    for who in ("coordinator", "worker"):
        other = staff_client(who=room.person(who))
        assert other.get(reverse("licences")).status_code == 403
        assert other.get(reverse("licence", args=[pk])).status_code == 403
        assert other.get(reverse("licence-letter", args=[pk, "entry"])).status_code == 403


def test_an_entry_says_the_day_of_birth_in_words_and_a_letter_when_it_was_sent(
    room: Room, staff_client: Page
) -> None:
    client = staff_client(who=room.person("licensing"))
    sent = in_state(room, "sent")
    said = Paper(client.get(reverse("licence-letter", args=[sent.pk, "section-5"])).content).text
    assert f"Sent on {day(sent.sent_on)}" in said
    entered = in_state(room, "entered")
    entered.entry = replace(Entry.read(entered.entry), born="1980-01-02").written()
    entered.save(update_fields=["entry"])
    said = Paper(client.get(reverse("licence-letter", args=[entered.pk, "entry"])).content).text
    assert "Date of birth 2 January 1980" in said
