"""A driver's own reports are unreachable from licensing: no chain of keys, no page, no letter, no due."""

from typing import Any

from django.apps import apps
from django.urls import reverse

from waylight.disruption import actions
from waylight.disruption.models import Enquiry, LicensingReferral

from .a_licence import ENTRY, HOLDER, Page, again, begun, words_of
from .a_room import TODAY, Room, fresh


def reached_from(*models: Any) -> set[str]:
    """Labels of every model to which a chain of keys leads, either way where a name for it exists."""
    seen: set[str] = set()
    todo = list(models)
    while todo:
        model = todo.pop()
        if model._meta.label in seen:
            continue
        seen.add(model._meta.label)
        ways = [field for field in model._meta.get_fields() if field.is_relation and field.related_model]
        # Who works here and where lead to everything; they are not about a driver.
        todo += [
            field.related_model
            for field in ways
            if not (field.auto_created and field.related_name == "+")
            and field.related_model._meta.label not in ("accounts.Person", "guidance.Area")
        ]
    return seen


def test_no_chain_of_keys_leads_from_a_licence_to_a_report() -> None:
    assert reached_from(LicensingReferral, Enquiry) == {
        "disruption.LicensingReferral",
        "disruption.LicensingStep",
        "disruption.Enquiry",
    }
    assert apps.get_model("triage.Contact")._meta.label in reached_from(apps.get_model("disruption.Use"))


def test_a_driver_who_reported_is_found_from_no_page_letter_or_due(
    room: Room, staff_client: Page, concern: Any
) -> None:
    """Perry Lund, driver D-4471, reported a hotel himself. The unit rests on what he told; licensing is asked
    about him for another reason, in other words."""
    from waylight.intelligence import actions as intelligence

    said = "I am Perry Lund, badge D-4471. I drove a girl called Mina Tarn to the Tern Hotel, ZEBRAFISH."
    handed = room.handed(said)
    contact = handed.stream.contact
    intelligence.absorb(contact.pk)
    unit = room.unit(title="Tern Hotel MARMALADE", source=handed)
    use = room.approved("LIC-DRV", unit)
    actions.write_line(unit, "told", TODAY, "Mina Tarn says PERISCOPE.", "Worker", by=room.coordinator)
    officer = room.person("licensing")
    referral = actions.ask_licensing(use, HOLDER, "Waits at a school.", officer, by=room.coordinator)
    actions.judge(referral, "It fits.", met=True, by=room.licensing)
    actions.decide_licence(again(referral), "suspended", "Not fit.", notified_on=TODAY, by=room.licensing)
    actions.enter(again(referral), ENTRY, TODAY, base=1, by=room.licensing)
    theirs = begun(room)
    actions.judge(theirs, "It fits.", met=True, by=room.licensing)
    enquiry = actions.ask("of-us", "brackenford", "Perry Lund", TODAY, area="merrowdale", by=room.licensing)
    client = staff_client(who=officer)
    pages = [reverse("licences"), reverse("due"), reverse("licence-begin")]
    pages += [reverse("licence", args=[each.pk]) for each in (referral, theirs)]
    pages += [reverse("licence-enquiry", args=[enquiry.pk])]
    pages += [reverse("licence-letter", args=[referral.pk, "entry"])]
    pages += [reverse("licence-letter", args=[theirs.pk, "section-5"])]
    secret = ["ZEBRAFISH", "MARMALADE", "PERISCOPE", "Mina", "Tern Hotel", "hotel", str(contact.pk)]
    secret += [
        contact.reference,
        str(handed.stream.pk),
        handed.stream.reference,
        str(unit.pk),
        unit.reference,
    ]
    secret += [str(use.pk), use.reference, "They come for food"]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        shown = words_of(answer)
        assert "Perry Lund" in shown or page in pages[1:3]
        assert [word for word in secret if word.lower() in shown.lower()] == [], page
    for address in (reverse("unit", args=[unit.pk]), reverse("measure", args=[use.pk]), reverse("units")):
        assert client.get(address).status_code == 403
    assert client.get(reverse("contact", args=[contact.pk])).status_code == 403
    assert client.get(reverse("stream", args=[handed.stream.pk])).status_code == 403
    assert fresh(use).state == "applied"
    sees = staff_client(who=room.person("coordinator")).get(reverse("measure", args=[use.pk]))
    assert referral.reference in sees.content.decode() and "Waits at a school." not in sees.content.decode()
