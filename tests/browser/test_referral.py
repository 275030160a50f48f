"""Agencies asked and answering, a discussion, a referral filled from the record, and an extract for a hotel.

On a phone without scripts; then each page with them, as axe sees it, from 360 pixels on."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from .childs_record import section
from .conftest import PHONE, Visit
from .test_staff_pages import looked_at
from .watch import Watch

LONDON = ZoneInfo("Europe/London")
KNOWN, ALONE = "Seen at the clinic with an older man.", "Only for the team that asked."
WANTED, UNSAID = "Keep the pictures of the front door.", "She has told her aunt."
ANSWER = "The pictures of both nights are kept."


def record_of(page: Page) -> str:
    """A record that the manager opens from the hub's decision; its worker is on it from then on."""
    page.goto("/hub/children/")
    page.locator(".wl-table__open").first.click()
    page.get_by_label("Who works with the child").select_option(label="Elsie Marlow")
    page.get_by_label("I have looked: it is none of the records named here").check()
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_text("Nothing had to be written again.")).to_be_visible()
    return page.url


def day(ahead: int) -> str:
    return f"{datetime.now(LONDON) + timedelta(days=ahead):%d/%m/%Y}"


def fill(form: Locator, button: str, **typed: str) -> None:
    """Answer by the fields' own names, send it."""
    for name, value in typed.items():
        field = form.locator(f"[name='{name.replace('__', '-')}']")
        kind = field.first.get_attribute("type")
        if kind in ("radio", "checkbox"):
            (field if field.count() == 1 else form.locator(f"[name='{name}'][value='{value}']")).check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.get_by_role("button", name=button, exact=True).click()


def act(page: Page, name: str, button: str, **typed: str) -> None:
    fold = page.locator(f"details[id^='{name}-']").first
    fold.locator("> summary").click()
    fill(fold, button, **typed)
    expect(page.get_by_role("status").first).to_be_visible()


def a_seat(office: Page, who: str, desk: str) -> None:
    """Unless somebody has it already."""
    office.goto("/hub/asked/agencies/")
    if office.get_by_role("button", name=f"No longer: {who} for").count():
        return
    form = office.locator("form:has([name=person])")
    form.locator("[name=person]").select_option(label=who)
    fill(form, "They answer for it", desk=desk)


def asked(page: Page) -> None:
    ask = {"to": "health", "rating": "amber", "question": "What is known?", "basis": "public-task"}
    act(page, "ask", "Ask them", **ask, proportionate="She may be harmed now.")
    expect(page.get_by_text("What is known?").first).to_be_visible()


def answered(health: Page) -> str:
    """The agency sees its question and whom it is about, and says to whom each thing may go."""
    health.goto("/hub/asked/")
    health.get_by_role("link", name=re.compile("^Question of")).first.click()
    item = {"source_system": "Clinic record", "confidence": "confirmed"}
    add = health.locator("form:has([name=fact])")
    fill(add, "Add it to our answer", fact=KNOWN, **item, shareable="camhs")
    fill(add, "Add it to our answer", fact=ALONE, **item)
    fill(health.locator("form:has([name=nil])"), "Send our answer", nil="no")
    expect(health.get_by_role("status").first).to_contain_text("The team that asked reads it now.")
    return health.url


def discussed(worker: Page, manager: Page) -> str:
    act(worker, "call", "Call it", on=day(0), at="23:59", reason="She told of a man who waits.")
    manager.goto(worker.url)
    manager.locator("main a[href*='/discussion/']").first.click()
    there = {"social-care": "Elsie Marlow", "police": "Gwen Hollis", "health": "Farah Lindqvist"}
    fold = manager.locator("details[id^='hold-']")
    fold.locator("> summary").click()
    for desk, who in there.items():
        fold.locator(f"[name='seat-{desk}']").select_option("there")
        fold.locator(f"[name='who-{desk}']").fill(who)
    now = datetime.now(LONDON) + timedelta(minutes=-1)
    told = {"shared": "What each knows.", "speaks": "Elsie, tomorrow.", "safety": "With her aunt."}
    fill(fold, "It was held", on=f"{now:%d/%m/%Y}", at=f"{now:%H:%M}", **told)
    act(manager, "decide", "Decided", decided="s47-joint", reasons="She is being harmed.", review_on=day(9))
    expect(manager.get_by_text("The enquiry goes on").first).to_be_visible()
    return manager.url


def referred(page: Page) -> str:
    """What the record knows stands there; the rest is said not to have been asked."""
    page.get_by_label("To which service").select_option("camhs")
    page.get_by_role("button", name="Begin a referral").click()
    expect(page.locator("[name=words-name]")).not_to_have_value("")
    for name, words in (("wanted", WANTED), ("done", UNSAID)):
        page.locator(f"[name=is-{name}]").select_option("known")
        page.locator(f"[name=words-{name}]").fill(words)
    for select in page.locator("select[name^='is-']").all():
        if not select.input_value():
            select.select_option("not-asked")
    said = {"relevance": "They can begin now.", "detriment": "She may fear it.", "decision": "share"}
    apart = {
        "decision_reasons": "It helps.",
        "basis": "public-task",
        "agreement": "agreed",
        "agreement_words": "She did, to her worker.",
        "parents": "harm",
        "parents_words": "He would hear of it there.",
    }
    fill(page.locator("form:has([name=relevance])"), "Save the draft", **said, **apart)
    page.get_by_role("button", name=re.compile("^Send it to")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("sent, not received yet")
    paper = page.request.get(page.locator("a[href$='service.pdf']").get_attribute("href") or "")
    assert paper.body().startswith(b"%PDF")
    return page.url


def handed(page: Page) -> tuple[str, str, str]:
    """The sender's page, with link and code."""
    page.get_by_role("link", name="Hand an extract to somebody without an account").click()
    assert page.locator("input[type=checkbox]:checked").count() == 0
    given = {"name": "Ines Barrow", "organisation": "Quay Hotel, Saltby", "asked": WANTED, "by_day": day(3)}
    why = {"basis": "public-task", "relevance": "They alone hold them.", "detriment": "Staff may talk."}
    form = page.locator("form:has([name=code_told])")
    ring = {"ring": "Elsie Marlow, 01632 960144", "code_told": "voice", "reasons": "Gone on Friday."}
    fill(form, "Seal it for them", questions="wanted", looked="on", **given, **why, **ring)
    link = page.locator("dd", has_text="/handed/").inner_text().strip()
    code = page.locator("dd", has_text=re.compile(r"^\s*(\d{4} ){3}\d{4}\s*$")).inner_text().strip()
    return page.url, link, code


def read(page: Page, link: str, code: str) -> None:
    page.goto(link)
    expect(page).to_have_url(re.compile("/handed/$"))
    box = page.get_by_label("The 16 digits of your code")
    box.fill("1234")
    box.press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("That is not the code.")
    box.fill(code)
    box.press("Enter")
    expect(page.get_by_text(WANTED).first).to_be_visible()
    expect(page.get_by_text(UNSAID)).to_have_count(0)
    expect(page.locator(".wl-mark").first).to_contain_text("Ines Barrow, Quay Hotel, Saltby")


def test_referred_and_handed_to_a_hotel(visit: Visit, watch: Watch) -> None:
    watch.expects |= {400, 410}
    record = record_of(visit(staff="team-manager", js=False))
    page = visit(staff="social-worker", js=False, size=PHONE)
    page.goto(record)
    staff = [section(page, "Referrals")]
    staff.append(referred(page))
    own, link, code = handed(page)

    reader = visit(js=False, size=PHONE)
    read(reader, link, code)
    reader.emulate_media(media="print")
    expect(reader.locator(".wl-mark").first).to_be_visible()
    expect(reader.get_by_role("button", name="I have received this")).to_be_hidden()
    reader.emulate_media(media="screen")
    reader.get_by_label("Your name").fill("Ines Barrow")
    reader.get_by_role("button", name="I have received this").click()
    reader.get_by_label("What you have done, or what you want to say").fill(ANSWER)
    reader.get_by_role("button", name="Send my answer").click()
    expect(reader.get_by_role("status").first).to_contain_text("It was sent.")
    page.goto(own)
    for words in ("A wrong code was typed", "Opened with the code", "Receipt given: Ines Barrow", ANSWER):
        expect(page.get_by_text(words).first).to_be_visible()

    eyes = visit(size=PHONE)
    read(eyes, link, code)
    looked_at(eyes)
    page.goto(own)
    page.locator("summary", has_text="Withdraw it").click()
    fill(page.locator("form:has([name=reason])"), "Save", reason="The pictures are with the police.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("withdrawn")
    eyes.goto("/handed/")
    expect(eyes.get_by_text(WANTED)).to_have_count(0)
    expect(eyes.get_by_role("heading", name="There is nothing here any more")).to_be_visible()
    looked_at(eyes)
    eyes = visit(staff="social-worker", size=PHONE)
    for address in (*staff, own, staff[-1] + "link/"):
        seen(eyes, address)


def test_asked_and_discussed(visit: Visit) -> None:
    office = visit(staff="administrator", js=False)
    a_seat(office, "Farah Lindqvist", "health")
    record = record_of(visit(staff="team-manager", js=False))
    page, manager = visit(staff="social-worker", js=False, size=PHONE), visit(staff="team-manager", js=False)
    page.goto(record)
    staff = [section(page, "Agencies")]
    asked(page)
    question = answered(visit(staff="health-checker", js=False, size=PHONE))
    staff.append(section(page, "Strategy"))
    staff.append(discussed(page, manager))
    eyes = visit(staff="social-worker", size=PHONE)
    for address in staff:
        seen(eyes, address)
    seen(visit(staff="health-checker", size=PHONE), question)


def seen(eyes: Page, address: str) -> None:
    """With everything open, as axe and a small screen see it."""
    eyes.goto(address)
    eyes.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    looked_at(eyes)
