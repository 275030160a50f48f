"""A device that goes from hand to hand: opened with a code for some hours, and nothing of one person is there
for the next."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from tests.learning.learner.conftest import Driver
from tests.learning.learner.steps import come_in, press, read_lessons
from tests.learning.web.conftest import Reader
from tests.site.visitor import Page

from waylight.accounts.policy import Refused
from waylight.audit.models import Event
from waylight.handover import cookie as handed_cookie
from waylight.learning import progress, visiting
from waylight.learning.actions.devices import MOST_HOURS, close_device, open_device
from waylight.learning.actions.entering import SHARED_DEVICE
from waylight.learning.library import Course
from waylight.learning.models import LessonDone, SharedDevice, Visit
from waylight.reporting import receipt_cookie, visit


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime.now().astimezone(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def shared(reader: Reader, council: Any, clock: time_machine.Traveller) -> Reader:
    """Open for two hours."""
    return share(reader, council)


def share(reader: Reader, council: Any, hours: int = 2) -> Reader:
    opened = open_device(council.area, hours=hours, place="Thornleigh Cars", by=council.trainer)
    page = reader.get("/learn/device/")
    page = reader.send(page, page.form("code"), code=opened.code.lower())
    assert page.address == "/learn/me/"
    return reader


def held(reader: Reader) -> set[str]:
    """Cookies that the browser has, but for what says that it is shared."""
    return {name for name, each in reader.client.cookies.items() if each.value} - {
        "shared-device",
        "csrftoken",
    }


def test_one_after_another_and_nothing_of_the_last(
    shared: Reader, mira: Driver, tom: Driver, drivers: Course
) -> None:
    page = come_in(shared, "D101", mira.code)
    assert "Next person" in page.words
    assert Visit.objects.get().shared
    read_lessons(shared, drivers, last=2)
    page = press(shared, shared.get("/learn/drivers/"), "/me/end/")
    assert "The next person can begin" in page.words
    assert shared.answers[-1].redirect_chain
    assert not Visit.objects.exists()
    assert held(shared) == set()
    page = come_in(shared, "D102", tom.code)
    assert "Tom Arrow" in page.words
    assert "Mira" not in page.body
    assert "Was this you?" not in page.words
    assert "parts done" not in page.words
    assert "Start" in shared.get("/learn/drivers/").words
    read_lessons(shared, drivers, last=1)
    assert LessonDone.objects.filter(registration__learner=tom.learner).count() == 1
    assert LessonDone.objects.filter(registration__learner=mira.learner).count() == 2


def test_the_browser_is_told_to_drop_what_it_stored(shared: Reader, mira: Driver) -> None:
    page = come_in(shared, "D101", mira.code)
    answer = shared.client.post("/learn/me/end/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert page.form(to="/me/end/")


def test_every_page_of_learn_has_the_way_out(shared: Reader, mira: Driver, drivers: Course) -> None:
    come_in(shared, "D101", mira.code)
    for path in ("", "drivers/", f"drivers/{drivers.lessons[0].slug}/", "drivers/check/", "me/", "request/"):
        page = shared.get(f"/learn/{path}")
        assert page.form(button="Next person"), path
        assert "keep.js" not in page.body, "a shared device keeps no course"


def test_after_ten_minutes_in_which_nothing_was_done_it_is_nobodys(
    shared: Reader, mira: Driver, drivers: Course, clock: time_machine.Traveller
) -> None:
    come_in(shared, "D101", mira.code)
    read_lessons(shared, drivers, last=2)
    clock.shift(SHARED_DEVICE + timedelta(seconds=1))
    page = shared.get("/learn/drivers/")
    assert "Start" in page.words
    assert "badge ending" not in page.words
    assert "Clear-Site-Data" in shared.answers[-1].headers
    assert held(shared) == set()


def test_who_reads_on_is_still_there(shared: Reader, mira: Driver, clock: time_machine.Traveller) -> None:
    come_in(shared, "D101", mira.code)
    for _minute in range(3):
        clock.shift(SHARED_DEVICE - timedelta(minutes=1))
        assert shared.get("/learn/me/still-here/").status == 204
    assert "Mira Stane" in shared.get("/learn/me/").words


def test_somebody_who_never_came_in_leaves_nothing_either(
    shared: Reader, mira: Driver, drivers: Course, clock: time_machine.Traveller
) -> None:
    read_lessons(shared, drivers, last=2)
    assert "Go on with part 3" in shared.get("/learn/drivers/").words
    clock.shift(SHARED_DEVICE + timedelta(seconds=1))
    assert "Was this you?" not in come_in(shared, "D101", mira.code).words
    assert not LessonDone.objects.exists()


def test_without_scripts_the_page_itself_goes_back_to_the_door(shared: Reader, mira: Driver) -> None:
    page = come_in(shared, "D101", mira.code)
    refresh = next(each for each in page.elements if each["http-equiv"] == "refresh")
    seconds, _semicolon, address = refresh["content"].partition(";url=")
    assert int(seconds) > SHARED_DEVICE.total_seconds()
    assert address == "/learn/me/"


def test_when_its_hours_are_over_it_forgets_and_is_a_device_like_any_other(
    shared: Reader, mira: Driver, drivers: Course, clock: time_machine.Traveller
) -> None:
    come_in(shared, "D101", mira.code)
    read_lessons(shared, drivers, last=1)
    clock.shift(timedelta(hours=2, seconds=1))
    page = shared.get("/learn/")
    assert "Next person" not in page.words
    assert held(shared) == set()
    assert not shared.client.cookies["shared-device"].value


def test_a_device_that_was_closed_from_the_desk_forgets_with_its_next_page(
    shared: Reader, council: Any, mira: Driver
) -> None:
    come_in(shared, "D101", mira.code)
    close_device(SharedDevice.objects.get(), by=council.trainer)
    page = shared.get("/learn/me/")
    assert page.form("badge", "code")
    assert not Visit.objects.exists()
    assert held(shared) == set()


def test_opening_a_device_removes_what_the_browser_carried(
    reader: Reader, council: Any, mira: Driver, drivers: Course
) -> None:
    come_in(reader, "D101", mira.code)
    read_lessons(reader, drivers, last=1)
    share(reader, council)
    assert held(reader) == set()


def test_a_code_that_is_none_or_is_over_opens_nothing(
    reader: Reader, council: Any, clock: time_machine.Traveller
) -> None:
    opened = open_device(council.area, hours=1, place="", by=council.trainer)
    clock.shift(timedelta(hours=1, seconds=1))
    for code in ("AAAA AAAA", opened.code, ""):
        page = reader.get("/learn/device/")
        page = reader.send(page, page.form("code"), code=code)
        assert page.status == 422
        assert "opens no device" in page.words
        assert "shared-device" not in reader.client.cookies


def test_the_door_of_a_shared_device_asks_for_its_own_council_only(shared: Reader, other_area: Any) -> None:
    areas = [each for each in shared.get("/learn/me/").elements if each["name"] == "area"]
    assert [each["value"] for each in areas] == ["merrowdale"]


def test_what_a_shared_device_forgets_is_every_cookie_that_the_public_may_have() -> None:
    """Cookies of other rooms are named in the settings, for this room may not ask those."""
    assert settings.VISITOR_COOKIES == {
        visit.COOKIE: visit.PATH,
        receipt_cookie.COOKIE: receipt_cookie.PATH,
        handed_cookie.COOKIE: handed_cookie.PATH,
        settings.LANGUAGE_COOKIE_NAME: "/",
        "theme": "/",
        settings.CSRF_COOKIE_NAME: "/",
        settings.SESSION_COOKIE_NAME: "/",
    }
    assert visiting.OWN[progress.COOKIE] == progress.PATH


def test_a_report_that_was_begun_on_a_shared_device_is_not_there_for_the_next(
    shared: Reader, mira: Driver
) -> None:
    page = shared.get("/report/notice/")
    shared.send(page, page.form("words"), words="Two men and a girl.")
    assert "note" in held(shared)
    come_in(shared, "D101", mira.code)
    press(shared, shared.get("/learn/me/"), "/me/end/")
    assert "note" not in held(shared)


def test_what_a_device_noted_by_itself_is_not_taken_on_a_shared_one(
    shared: Reader, mira: Driver, drivers: Course
) -> None:
    page = come_in(shared, "D101", mira.code)
    noted = f'{{"drivers": {{"done": ["{drivers.lessons[0].id}"]}}}}'
    sent = {**dict(page.form("noted").filled()), "noted": noted}
    assert shared.client.post("/learn/noted/", sent).status_code == 204
    assert not LessonDone.objects.exists()


def test_trainers_see_and_close_what_they_opened_and_licensing_all_of_its_area(
    council: Any, actor: Callable[..., Any]
) -> None:
    from waylight.learning.queries.devices import shared_devices

    mine = open_device(council.area, hours=1, place="Room 2", by=council.trainer).device
    other, operator = actor("trainer"), actor("operator")
    theirs = open_device(council.area, hours=1, place="", by=operator).device
    assert shared_devices(council.trainer) == [mine]
    assert shared_devices(operator) == [theirs]
    assert set(shared_devices(council.licensing)) == {mine, theirs}
    assert shared_devices(actor("licensing", area_slug="brackenford")) == []
    for somebody, device in ((other, mine), (operator, mine), (actor("screener"), mine)):
        with pytest.raises(Refused):
            close_device(device, by=somebody)
    close_device(mine, by=council.licensing)
    close_device(mine, by=council.licensing)
    done = [each.detail["what"] for each in Event.objects.filter(action="training.device").order_by("id")]
    assert done == ["open", "open", "close"]


@pytest.mark.parametrize("hours", [0, -1, MOST_HOURS + 1])
def test_a_device_is_shared_for_hours_and_not_for_ever(council: Any, hours: int) -> None:
    with pytest.raises(ValueError, match="hours"):
        open_device(council.area, hours=hours, place="", by=council.trainer)


def test_the_staffs_page_shows_the_code_once(staff_client: Callable[..., Any], area: Any) -> None:
    client = staff_client("trainer")
    answer = client.post("/staff/learning/devices/", {"area": "merrowdale", "hours": "3", "place": "Room 2"})
    page = Page(answer.status_code, list(answer.items()), answer.content.decode(), "/staff/learning/devices/")
    groups = [each.text for each in page.elements if each["class"] == "wl-number" and each.tag == "span"]
    assert [len(group) for group in groups] == [4, 4]
    again = client.get("/staff/learning/devices/").content.decode()
    assert "Room 2" in again
    assert groups[0] not in again
    device = SharedDevice.objects.get()
    client.post(f"/staff/learning/devices/{device.pk}/close/")
    assert "Room 2" not in client.get("/staff/learning/devices/").content.decode()
