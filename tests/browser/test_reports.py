"""An intelligence report from what is known to its answer, with scripts on; every page of it is looked at."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from .acts import opened_about
from .conftest import Visit
from .test_staff_pages import looked_at, thing
from .watch import Watch

PORTER, TOLD = "The porter says: they all have the number.", "Several girls have the number."


def opened(page: Page, act: str) -> Page:
    page.locator(f"#{act} > summary").click()
    return page


def does(page: Page, act: str, button: str) -> None:
    page.locator(f"#{act}").get_by_role("button", name=button, exact=True).click()
    expect(page.locator("h1")).to_be_visible()


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).strftime("%d/%m/%Y")


def test_graded_sanitised_told_answered_and_taken_away(visit: Visit, watch: Watch) -> None:
    watch.expects.add(400)  # a form with errors answers so
    office, analyst, second = (
        visit(staff="administrator"),
        visit(staff="intelligence"),
        visit(staff="analyst"),
    )
    office.goto("/hub/reports/graders/")
    office.get_by_label("Person", exact=True).select_option(label="Ravi Tennant")
    office.get_by_label("Evidence: course, provider, certificate").fill("3x5x2 course, certificate 12")
    office.get_by_label("Trained on").fill(in_days(-30))
    office.get_by_label("May grade until").fill(in_days(300))
    office.get_by_role("button", name="Record the training").click()
    expect(office.get_by_text("Recorded.")).to_be_visible()
    looked_at(office)

    thing("07700 900417")(analyst)
    analyst.get_by_role("link", name="Write a report from this").click()
    analyst.get_by_role("button", name="Begin the report").click()
    expect(analyst.locator(".govuk-error-summary")).to_be_focused()
    looked_at(analyst)
    analyst.get_by_label("Title").fill("A number that several girls were given")
    analyst.get_by_label("What is known, in the words it came in").fill(
        "The porter says: they all have the number."
    )
    analyst.get_by_label("Was told").check()
    analyst.get_by_label("Named", exact=True).check()
    analyst.get_by_role("button", name="Begin the report").click()
    expect(analyst.get_by_text("Begun.")).to_be_visible()
    address = analyst.url
    does(opened(analyst, "submit"), "submit", "Submit")
    does(opened(analyst, "check"), "check", "Begin the quality check")
    expect(analyst.get_by_text("Suggested by how it is known: 2C")).to_be_visible()
    opened(analyst, "item-1-grade")
    expect(analyst.locator("#item-1-grade input:checked")).to_have_count(0)
    analyst.locator("#item-1-grade").get_by_label("2: untested").check()
    analyst.locator("#item-1-grade").get_by_label("C: known indirectly to the source").check()
    does(analyst, "item-1-grade", "Grade it")
    opened(analyst, "handling").locator("#handling").get_by_label("P: lawful sharing permitted").check()
    does(analyst, "handling", "Grading is done")
    does(opened(analyst, "item-1-sanitise"), "item-1-sanitise", "Save the sanitised words")
    expect(analyst.locator(".govuk-error-summary")).to_be_focused()
    looked_at(analyst)
    analyst.locator("#item-1-sanitise").get_by_label("Words that may be told").fill(
        "Several girls have the number."
    )
    does(analyst, "item-1-sanitise", "Save the sanitised words")
    for box in opened(analyst, "sanitised").locator("#sanitised textarea").all():
        box.fill("None known.")
    does(analyst, "sanitised", "Sanitising is done")

    second.goto(address)
    opened(second, "approve").locator("#approve").get_by_label("Yes", exact=True).check()
    does(second, "approve", "Save")
    looked_at(second)

    analyst.goto(address)
    form = opened(analyst, "tell").locator("#tell")
    form.get_by_label("Somebody who reads it here").select_option("licensing")
    form.get_by_label("Organisation").fill("Merrowdale Licensing")
    form.get_by_label("Role of whoever receives it").fill("Licensing officer")
    form.get_by_label("Purpose").select_option("protect")
    form.get_by_label("Lawful basis for sharing").select_option("public-task")
    form.get_by_label("What it means for the risk to a child").fill("They may be called tonight.")
    form.get_by_label("What is wanted of them").fill("Say whether a driver uses it.")
    form.get_by_label("By when").fill(in_days(3))
    does(analyst, "tell", "Tell them")
    looked_at(analyst)

    licensing = visit(staff="licensing")
    licensing.goto("/hub/reports/told/")
    looked_at(licensing)
    opened_about(licensing, licensing.locator(".wl-table__open"), TOLD)
    expect(licensing.get_by_text("porter")).to_have_count(0)
    opened(licensing, "received").locator("#received input[name=who]").fill("Licensing officer")
    does(licensing, "received", "It was received")
    opened(licensing, "answer").locator("#answer textarea").fill("No driver of ours.")
    does(licensing, "answer", "Save the answer")
    expect(licensing.get_by_text("No driver of ours.")).to_be_visible()

    analyst.goto(licensing.url)
    opened(analyst, "export").locator("#export select").select_option("briefing")
    looked_at(analyst)
    with analyst.expect_download() as taken:
        analyst.locator("#export").get_by_role("button", name="Take it away").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF-")
    analyst.goto("/hub/reports/")
    looked_at(analyst)
    analyst.goto("/hub/reports/word/")
    looked_at(analyst)
