"""The packs in the repository load, load again without a change, and never undo what people checked here."""

import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from waylight.audit.models import Event
from waylight.guidance import queries
from waylight.guidance.load import load_all, load_national, load_pack
from waylight.guidance.models import Area, ContactRoute

Move = Callable[[date], None]

AREAS = Path(settings.SOURCE) / "content" / "areas"
DRAMA = re.compile(r"(01632960\d{3}|07700900\d{3}|02079460\d{3})")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Merrowdale's pack, to be changed."""
    return Path(shutil.copytree(AREAS / "merrowdale", tmp_path / "merrowdale"))


def edit(folder: Path, name: str, before: str, after: str) -> None:
    text = (folder / name).read_text()
    assert before in text
    (folder / name).write_text(text.replace(before, after))


def state() -> list[tuple[Any, ...]]:
    return list(ContactRoute.objects.order_by("pk").values_list()) + list(
        Area.objects.order_by("pk").values_list()
    )


def test_loading_twice_changes_and_audits_nothing(db: None) -> None:
    assert [area.slug for area in load_all()] == ["brackenford", "merrowdale"]
    first, events = state(), Event.objects.count()
    load_all()
    assert (state(), Event.objects.count()) == (first, events)


def test_the_version_follows_the_content_of_both_files(db: None, copy: Path) -> None:
    first = load_pack(copy).pack_version
    assert load_pack(AREAS / "merrowdale").pack_version == first
    edit(copy, "contacts.yaml", "01632 960143", "01632 960149")
    second = load_pack(copy).pack_version
    edit(copy, "area.yaml", "amber: 6 working hours", "amber: 5 working hours")
    third = load_pack(copy).pack_version
    assert len({first, second, third}) == 3
    assert str(queries.pack("merrowdale").limits.ratings["amber"]) == "5 working hours"


def test_a_check_made_here_is_not_undone_by_an_older_file(area: Area, route: Any) -> None:
    hub = route("hub")
    hub.phone, hub.verified_on, hub.confirmed_by = "01632 960155", date(2026, 11, 24), "Second Person"
    hub.save()
    load_pack(AREAS / "merrowdale")
    assert route("hub").phone == "01632 960155"


def test_of_two_checks_on_one_day_that_by_two_people_stands(area: Area, route: Any) -> None:
    hub = route("hub")
    hub.phone, hub.confirmed_by = "01632 960155", "Second Person"
    hub.save()
    load_pack(AREAS / "merrowdale")
    assert route("hub").phone == "01632 960155"


def test_a_newer_file_brings_its_number(area: Area, route: Any, copy: Path) -> None:
    hub = route("hub")
    hub.phone, hub.confirmed_by, hub.status = "01632 960155", "Second Person", "withdrawn"
    hub.save()
    edit(copy, "contacts.yaml", "verified_on: 2026-11-20", "verified_on: 2026-11-23")
    load_pack(copy)
    assert (route("hub").phone, route("hub").status) == ("01632 960140", "live")


def test_a_number_that_left_the_file_is_withdrawn_unless_people_checked_it(
    area: Area, route: Any, copy: Path
) -> None:
    kept = route("designated-officer")
    kept.confirmed_by, kept.verified_on = "Second Person", date(2026, 11, 24)
    kept.save()
    pack = yaml.safe_load((copy / "contacts.yaml").read_text())
    pack["routes"] = [one for one in pack["routes"] if one["code"] not in ("licensing", "designated-officer")]
    (copy / "contacts.yaml").write_text(yaml.safe_dump(pack))
    load_pack(copy)
    assert route("licensing").status == "withdrawn"
    assert route("designated-officer").status == "live"


def test_a_demonstration_dates_the_invented_numbers_and_only_those(db: None, today: Move) -> None:
    day = date(2028, 5, 1)
    today(day)
    load_all(checked_on=day)
    assert queries.route("hub", queries.area("merrowdale")).phone == "01632 960140"  # type: ignore[union-attr]
    assert ContactRoute.objects.get(code="nspcc").verified_on == date(2026, 11, 20)


def test_packs_of_real_areas_are_never_dated_by_a_demonstration(db: None, copy: Path) -> None:
    edit(copy, "area.yaml", "fictional: true", "fictional: false")
    load_pack(copy, checked_on=date(2028, 5, 1))
    assert ContactRoute.objects.get(code="hub").verified_on == date(2026, 11, 20)


def test_nothing_is_loaded_when_one_pack_is_bad(db: None, tmp_path: Path) -> None:
    areas = Path(shutil.copytree(AREAS, tmp_path / "areas"))
    edit(areas / "merrowdale", "area.yaml", "red: 2 h", "red: soon")
    with pytest.raises(ValueError, match=r"merrowdale/area\.yaml"):
        load_all(areas)
    assert not Area.objects.exists()
    assert not ContactRoute.objects.exists()


def test_invented_areas_have_numbers_that_lead_to_nobody(db: None) -> None:
    load_all()
    for phone in (
        ContactRoute.objects.filter(area__fictional=True).exclude(phone="").values_list("phone", flat=True)
    ):
        assert DRAMA.fullmatch(phone.replace(" ", "")), phone


def test_national_lines_say_how_they_are_known_and_999_is_reviewed_yearly(db: None) -> None:
    load_national(AREAS / "national")
    for one in ContactRoute.objects.all():
        assert one.method == "Read, not called. A deployer must verify."
        assert one.source
        assert one.verified_on == date(2026, 11, 20)
        assert one.review_every_days == (365 if one.order < 10 or one.code == "101" else 90)
    assert ContactRoute.objects.get(code="missing-people").label == "Missing People"
    assert "not a place to report" in ContactRoute.objects.get(code="missing-people").note


def test_limits_hours_and_lists_come_with_their_types(area: Area, other_area: Area) -> None:
    ratings = queries.pack(area).limits.ratings
    assert [str(ratings[rating]) for rating in ("red", "amber", "green", "blue")] == [
        "2 h",
        "6 working hours",
        "1 working day",
        "3 working days",
    ]
    assert str(queries.pack(other_area).limits.decision) == "1 working day"
    assert queries.hours(area) is queries.hours("merrowdale")
    assert queries.pack(area).paging.answer_within == timedelta(minutes=15)
    assert {"L3", "L4-EX", "NONE"} <= queries.pack(area).threshold_codes
    assert queries.pack(area).thresholds.document.startswith("Merrowdale Safeguarding Children Partnership")
    assert "police-101" in {post.code for post in queries.pack(area).signposts}
    assert queries.pack(area).version == area.pack_version
    with pytest.raises(queries.NoArea):
        queries.pack("nowhere")
