"""cmi5.xml by the rules of its standard, which stand beside as a schema of our own, and by the XSD that the
standard prints, where somebody has a copy: no file of others lies in this repository."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from waylight.learning.library import library
from waylight.learning.packages import Order, Standard, files

CMI5 = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("cmi5.rng")))
PUBLISHED = os.environ.get("WAYLIGHT_CMI5_XSD")
"""Where a copy of the standard's CourseStructure.xsd lies: its section 13.2, or the namespace's address."""


@pytest.fixture(scope="module")
def published() -> etree.XMLSchema:
    if not PUBLISHED:
        pytest.skip("no copy of the standard's own XSD here: name one in WAYLIGHT_CMI5_XSD")
    return etree.XMLSchema(etree.parse(PUBLISHED))


def manifest(order: Order) -> etree._Element:
    return etree.fromstring(files(replace(order, standard=Standard.CMI5))["cmi5.xml"])


@pytest.mark.parametrize("course", [course.id for course in library().courses])
@pytest.mark.parametrize("languages", [("en",), ("en", "ur"), ("ur", "en")], ids="-".join)
def test_a_course_is_described_as_the_standard_asks(
    order: Order, course: str, languages: tuple[str, ...]
) -> None:
    SCHEMA.assertValid(manifest(replace(order, course=library().course(course), languages=languages)))


@pytest.mark.parametrize("course", [course.id for course in library().courses])
def test_the_standards_own_xsd_says_the_same(order: Order, published: etree.XMLSchema, course: str) -> None:
    published.assertValid(manifest(replace(order, course=library().course(course), languages=("en", "ur"))))


def unit(root: etree._Element) -> etree._Element:
    (found,) = root.findall(f"{CMI5}au")
    return found


def without(name: str) -> Callable[[etree._Element], None]:
    def change(root: etree._Element) -> None:
        away = unit(root).find(f"{CMI5}{name}")
        assert away is not None
        unit(root).remove(away)

    return change


def with_attribute(name: str, value: str) -> Callable[[etree._Element], None]:
    return lambda root: unit(root).set(name, value)


WRONG: dict[str, Callable[[etree._Element], None]] = {
    "no unit": lambda root: root.remove(unit(root)),
    "no title": without("title"),
    "no description": without("description"),
    "no address": without("url"),
    "an id that is no IRI": with_attribute("id", "unit one"),
    "another word for moving on": with_attribute("moveOn", "Finished"),
    "a share over one": with_attribute("masteryScore", "80"),
    "another window": with_attribute("launchMethod", "SmallWindow"),
    "an attribute of our own": with_attribute("version", "1"),
    "the unit before the course": lambda root: root.insert(0, unit(root)),
    "an element in no namespace": lambda root: unit(root).append(etree.Element("url")),
    "empty words": lambda root: setattr(unit(root).find(f"{CMI5}title/{CMI5}langstring"), "text", " "),
}


STRICTER = {"an id that is no IRI", "empty words"}
"""What our schema refuses and the standard says in words only."""


@pytest.mark.parametrize("wrong", sorted(WRONG.keys() - STRICTER))
def test_what_our_schema_refuses_the_published_one_refuses(
    order: Order, published: etree.XMLSchema, wrong: str
) -> None:
    root = manifest(order)
    WRONG[wrong](root)
    assert not published.validate(root)


@pytest.mark.parametrize("wrong", WRONG)
def test_the_schema_refuses_what_the_standard_refuses(order: Order, wrong: str) -> None:
    root = manifest(order)
    WRONG[wrong](root)
    assert not SCHEMA.validate(root)


def test_every_id_is_there_once(order: Order) -> None:
    ids = [each.get("id") for each in manifest(order).iter() if each.get("id")]
    assert len(ids) == len(set(ids)) == 2
