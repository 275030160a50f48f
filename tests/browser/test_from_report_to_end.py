"""From a practice report to its end: a place of concern, a missing child, a child who is being harmed.

With scripts at a desk, every page looked at with axe; the first two also without them on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from . import asking_steps, at_a_place, childs_record, hub_desk, pathway_steps, practice, support_steps
from .acts import room
from .conftest import DESK, PHONE, Visit
from .hand import by_keyboard
from .inspection import SMALLEST_TARGET, reflow, targets
from .test_staff_pages import looked_at
from .watch import Watch

pytestmark = [pytest.mark.journey, practice.NEEDED]
Desk = Callable[[str], Page]
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["by keyboard", "without scripts"])


@pytest.fixture
def desk(visit: Visit, watch: Watch, scripts: bool) -> Desk:
    """Somebody of the staff: at a desk with scripts, on a phone without."""
    watch.expects |= {400}  # a form with errors answers so
    size = DESK if scripts else PHONE
    return lambda who: kept(visit(staff=who, js=scripts, size=size), scripts)


@pytest.fixture
def look(scripts: bool) -> at_a_place.Look:
    """With everything open: axe and all the rest at the desk; on the phone, that nothing scrolls sideways and
    that all can be pressed."""

    def looked(page: Page) -> None:
        closed = page.locator("main details:not([open])").element_handles()
        for fold in closed:
            fold.evaluate("fold => { fold.open = true; }")
        if scripts:
            looked_at(page)
        else:
            assert reflow(page) + targets(page, SMALLEST_TARGET) == []
        for fold in closed:
            fold.evaluate("fold => { fold.open = false; }")

    return looked


def kept(page: Page, scripts: bool) -> Page:
    """At the desk no pointer is touched."""
    return by_keyboard(page) if scripts else page


def named(scripts: bool, *names: str) -> list[str]:
    """Each of the two runs in one house has its own, told apart by a letter."""
    return [f"{name} ({'A' if scripts else 'B'})" for name in names]


@BOTH
def test_a_hotel(visit: Visit, desk: Desk, look: at_a_place.Look, scripts: bool) -> None:
    """A driver, the hotel's night desk and the hotel's day desk tell of one place."""
    hotel, driver = named(scripts, "Ossenby Lodge", "Perry Lund")
    screener = desk("screener")
    for number, tell in (
        ("OSS-0020", lambda one: practice.told_by_form(kept(visit(js=scripts), scripts), one, hotel)),
        ("OSS-0021", lambda one: practice.told_to_the_hub(screener, one, "E-mail or letter", "Hotel staff")),
        ("OSS-0039", lambda one: practice.told_to_the_hub(screener, one, "Telephone", "Hotel staff")),
    ):
        tell(number)
        hub_desk.read_first(screener, practice.words_of(number))
        hub_desk.taken_and_rated(screener, "red", "A child taken to a hotel by adults, again.")
        known = ("hearsay", "A child was brought in at night by a man with a grey car.")
        hub_desk.stream(screener, "intelligence", f"{hotel} {number}", known)
        said = {"threshold": "L4-EX", "not_known": "Who he is."}
        hub_desk.decided(screener, "disruption", "The same place, again.", **said)

    coordinator, unit_desk = desk("coordinator"), desk("intelligence")
    at_a_place.unit(coordinator, f"{hotel} OSS-0020", hotel, "Omar Tressell", look)
    at_a_place.joined(coordinator, f"{hotel} OSS-0021", hotel)
    at_a_place.joined(coordinator, f"{hotel} OSS-0039", hotel)
    for measure, why in ((at_a_place.NOTICE, "Who stays?"), (at_a_place.LICENCE, "He drives them.")):
        at_a_place.to(coordinator, hotel)
        at_a_place.measure(coordinator, measure, why, "Ravi Tennant", look)
        at_a_place.approved(unit_desk, look)
        at_a_place.to(coordinator, hotel, measure)
        if measure == at_a_place.NOTICE:
            at_a_place.notice(coordinator, hotel, look)
    at_a_place.licensing_asked(coordinator, driver)
    at_a_place.licence(desk("licensing"), driver, hotel, look)
    at_a_place.to(coordinator, hotel)
    expect(coordinator.get_by_role("cell", name="In force", exact=True)).to_be_visible()
    look(coordinator)


@BOTH
def test_a_missing_child(desk: Desk, look: at_a_place.Look, scripts: bool) -> None:
    """A coordinator writes of a boy who was away for two days and came back with money and a ticket."""
    (boy,) = named(scripts, "K.D., 15")
    screener = desk("screener")
    practice.told_to_the_hub(screener, "OSS-0034", "E-mail or letter", "Missing persons coordinator")
    hub_desk.read_first(screener, practice.words_of("OSS-0034"))
    hub_desk.taken_and_rated(screener, "amber", "Away for two days; he is home and safe tonight.")
    hub_desk.stream(screener, "referral", boy, ("hearsay", "Came home by train with a ticket handed to him."))
    look(screener)
    said = {"threshold": "L3-EX", "not_known": "Who is above him."}
    hub_desk.decided(screener, "assessment", "Four episodes, each after a call.", **said)

    childs_record.arrived(desk("team-manager"), boy, look)
    worker = desk("social-worker")
    childs_record.to(worker, boy, "Missing")
    pathway_steps.missing(worker, look)
    childs_record.to(worker, boy, "Trafficking")
    pathway_steps.trafficking(worker, look)
    pathway_steps.read_by_the_unit(desk("intelligence"), look)
    manager = desk("team-manager")
    room(manager, "Missing")
    look(manager)
    room(worker, "Due")
    expect(worker.get_by_text("National Referral Mechanism: ask after the answer").first).to_be_visible()
    look(worker)


@BOTH
def test_a_girl_who_is_being_harmed(visit: Visit, desk: Desk, look: at_a_place.Look, scripts: bool) -> None:
    """A school nurse writes of a girl who must keep a phone charged for others."""
    (girl,), said = named(scripts, "Lacey W, 14"), "I must keep it charged for them."
    practice.told_by_form(kept(visit(js=scripts), scripts), "OSS-0058", "Priory Academy")
    screener = desk("screener2")
    hub_desk.read_first(screener, practice.words_of("OSS-0058"))
    hub_desk.taken_and_rated(screener, "amber", "Controlled by adults; safe at home tonight.")
    known = ("fact", "She showed the nurse a phone that she must keep charged.")
    hub_desk.stream(screener, "referral", girl, known)
    why = {"threshold": "L4-EX", "not_known": "Who they are.", "service_agreement": "not-safe"}
    hub_desk.decided(screener, "strategy-discussion", "Adults control her by a phone.", **why)
    hub_desk.agreed(desk("manager"), practice.words_of("OSS-0058"))

    manager, worker = desk("team-manager"), desk("social-worker")
    childs_record.arrived(manager, girl, look)
    childs_record.own_words(worker, girl, said, look)
    asking_steps.seats(desk("administrator"))
    health, police = desk("health-checker"), desk("police-checker")
    childs_record.to(worker, girl, "Referrals")
    asking_steps.referred(worker, "health", said, look)
    asking_steps.received(health, said, look)
    childs_record.to(worker, girl, "Agencies")
    asking_steps.asked(worker, look)
    asking_steps.answered(police, girl, look)
    asking_steps.answered(health, girl, look, nothing=True)
    childs_record.to(manager, girl, "Agencies")
    expect(manager.get_by_text(asking_steps.ANSWER)).to_be_visible()
    childs_record.to(manager, girl, "Strategy")
    asking_steps.strategy(manager, look)
    childs_record.sign_of_harm(worker, girl, look)
    childs_record.level(worker, look)
    childs_record.to(manager, girl, "Plan")
    support_steps.planned(manager, look)
    support_steps.done_by_its_owner(worker, look)
    childs_record.to(worker, girl, "Support")
    support_steps.supported(worker, look)
    childs_record.to(worker, girl, "Court")
    pathway_steps.court(worker, look)
    childs_record.safer(worker, manager, girl, look)
    childs_record.to(manager, girl, "Ending")
    support_steps.ended(manager, look)
