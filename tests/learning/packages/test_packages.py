"""What is in a package, and that it is the same bytes each time."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import html
from tests.learning.shelf import TODAY

from waylight.guidance import memory
from waylight.learning.library import library, passages
from waylight.learning.packages import CannotPackage, Order, Standard, files, package
from waylight.learning.packages.speech import known_since
from waylight.site.cli import main


def page(order: Order) -> Any:
    return html.fromstring(files(order)["index.html"].decode())


@pytest.mark.parametrize("standard", list(Standard))
def test_the_same_bytes_twice_and_tomorrow(order: Order, standard: Standard) -> None:
    own = replace(order, standard=standard)
    assert package(own) == package(own) == package(replace(own, on=TODAY + timedelta(days=1)))


def test_the_zip_says_no_date_and_lies_at_its_root(order: Order) -> None:
    archive = zipfile.ZipFile(io.BytesIO(package(order)))
    assert archive.testzip() is None
    names = archive.namelist()
    assert names == sorted(names) and "imsmanifest.xml" in names
    assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("course", [course.id for course in library().courses])
def test_every_word_of_the_course_is_in_it(order: Order, course: str) -> None:
    own = replace(order, course=library().course(course))
    found = page(own)
    ids = [each.get("id") for each in found.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    for lesson in own.course.lessons:
        said = {words.block_id for words in passages(lesson, on=TODAY) if words.lines}
        assert said <= set(ids)
    assert len(found.xpath("//*[@data-pool]")) == len(own.course.questions)
    told = {each.get("id") for each in found.xpath("//*[@data-story]")}
    assert told == {f"story-{scenario.id}" for scenario in own.course.scenarios}
    for question in own.course.questions:
        assert len(found.xpath(f"//*[@data-check]//input[@name='check-{question.id}']")) == len(
            question.choices
        )


def test_the_version_is_inside_and_nothing_is_asked_for_outside(order: Order) -> None:
    text = files(order)["index.html"].decode()
    assert order.course.version_id in text
    for address in re.findall(r'(?:src|srcset|action|data-src)="([^"]*)"', text):
        assert address == "adapter.js" or address.startswith("data:image/svg+xml,")
    assert "@import" not in text and "url(" not in text


def test_links_lead_to_the_site_or_nowhere(order: Order) -> None:
    bare = page(order).xpath("//main//a/@href")
    assert [each for each in bare if each.startswith("/")] == []
    there = page(replace(order, address="https://learn.merrowdale.example")).xpath("//main//a/@href")
    assert any(each.startswith("https://learn.merrowdale.example/") for each in there)


def test_an_areas_words_are_hidden_beside_the_nations(order: Order, area: Any) -> None:
    """The page as it lies there, before any script: the nation's words in sight, the area's hidden."""
    found = page(replace(order, area=area))
    own = found.xpath("//*[@data-own]")
    assert own and all(each.get("hidden") is not None for each in own)
    assert all(each.getprevious().get("data-nation") is not None for each in own)
    hub = next(route for route in memory.area_routes(area.slug) if route.code == "hub")
    dated = [each for each in own if hub.phone.replace(" ", "") in html.tostring(each).decode()]
    assert dated and {each.get("data-until") for each in dated} == {hub.lapses_on.isoformat()}


def test_a_clock_before_the_newest_check_is_known_to_be_wrong(order: Order, area: Any) -> None:
    newest = max(route.verified_on for route in (*memory.area_routes(area.slug), *memory.national_routes()))
    assert known_since(replace(order, area=area)) == newest <= TODAY


def test_nothing_of_the_house_stays_in_it(order: Order) -> None:
    """A page of the site carries tokens and addresses of its own; a package must not."""
    text = "".join(content.decode() for content in files(order).values())
    for word in ("csrf", "127.0.0.1", str(Path(__file__).parents[3]), "Undefined", ">None<"):
        assert word not in text


def test_a_course_nobody_could_pass_is_refused(order: Order) -> None:
    with pytest.raises(CannotPackage):
        package(replace(order, course=replace(order.course, questions=())))


def test_the_verb_writes_it(area: Any, tmp_path: Path) -> None:
    path = tmp_path / "drivers.zip"
    words = ["content", "package", "drivers", "--standard", "cmi5", "--area", area.slug, "--to", str(path)]
    ran = CliRunner().invoke(main, [*words, "--language", "en", "--language", "ur"])
    assert ran.exit_code == 0, ran.output
    assert "cmi5.xml" in zipfile.ZipFile(path).namelist()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nobody"], "Courses here: "),
        (["drivers", "--language", "xx"], "Languages here: "),
        (["drivers", "--area", "x"], "no area"),
    ],
)
def test_the_verb_says_what_there_is(db: None, words: list[str], said: str) -> None:
    ran = CliRunner().invoke(main, ["content", "package", *words])
    assert ran.exit_code == 2 and said in ran.output
