"""Anything can be typed into anything: no page breaks, and what was typed stands on the check page."""

import html
import time
from typing import Any
from urllib.parse import quote_plus

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.reporting.reporter import Page, Reporter

from waylight.reporting.form import Field, Step, form
from waylight.reporting.forms import visible

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
SMILE = "\U0001f642"

in_the_database = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
any_text = st.text(st.characters(exclude_categories=()), max_size=60)
any_fields = st.dictionaries(any_text, st.lists(any_text, max_size=4), max_size=5)
steps = st.sampled_from(form().steps)


def as_sent(fields: dict[str, Any]) -> bytes:
    """A form body as a hand-made client may write it: lone surrogates go out as the bytes they would be."""
    pairs = [(name, value) for name, values in fields.items() for value in values]
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs).encode()


def as_received(text: str) -> str:
    """What such bytes mean to a reader of UTF-8, shown as the form shows it."""
    return visible(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))


def _quoted(text: str) -> str:
    return quote_plus(text.encode("utf-8", "surrogatepass"))


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    "typed",
    [
        "a\x00b",
        "bell\x07 and escape\x1b[31m",
        "\x85next line, \x9c string end",
        "not a character \ufffe \uffff",
        "عربی اور English, right to left \u202eand back\u202c",
        f"{SMILE} family \U0001f468\u200d\U0001f469\u200d\U0001f467 flag \U0001f1ec\U0001f1e7",
        "'; DROP TABLE reporting_draft; -- {{ 7*7 }} %s %(x)s ${x} <script>alert(1)</script>",
        "\ttabs\tand   spaces  ",
        "\\u0000 typed as six characters",
    ],
)
def test_odd_characters_are_kept_where_they_can_be_seen(area: object, typed: str) -> None:
    reporter = Reporter()
    reporter.write("notice", words=typed)
    shown = visible(typed)
    assert shown.isprintable() or "\t" in shown or "\u202e" in shown or "\u200d" in shown
    assert reporter.read("notice").controls["words"] == [shown]
    assert shown.strip() in reporter.read("check").text
    reporter.send()
    assert reporter.opened()["words"] == shown.strip()


def test_every_kind_of_line_end_is_one(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="one\r\ntwo\rthree\nfour")
    assert reporter.read("notice").controls["words"] == ["one\ntwo\nthree\nfour"]


def test_visible_leaves_no_character_that_json_or_a_database_refuses() -> None:
    every = "".join(map(chr, range(0x110000)))
    shown = visible(every)
    shown.encode("utf-8")
    assert "\x00" not in shown
    assert "\\u0000" in shown
    assert "\\ud800" in shown
    assert visible(shown) == shown


def test_a_hundred_thousand_characters_are_kept_whole(area: object) -> None:
    reporter = Reporter()
    long = "She waits at the bus stop. " * 4000
    reporter.write("notice", words=long)
    reporter.write("vehicles", mark="A" * 100_000, entry="e")
    assert reporter.read("notice").controls["words"] == [long]
    reporter.send()
    answers = reporter.opened()
    assert answers["words"] == long.strip()
    assert answers["vehicles"][0]["mark"] == "A" * 100_000


def test_a_date_that_is_none_is_kept_as_typed(area: object) -> None:
    reporter = Reporter()
    reporter.write("when", date_day="31", date_month="Feb", date_year="last year")
    assert "31 Feb last year" in reporter.read("check").text
    reporter.write("notice", words="A worry.")
    reporter.send()
    assert reporter.opened()["when"] == {"date": "31 Feb last year"}


def test_a_date_typed_beside_a_picked_day_is_kept_too(area: object) -> None:
    reporter = Reporter()
    reporter.write(
        "when", day="2026-11-20", date_day="1", date_month="11", date_year="26", words="or earlier"
    )
    reporter.send()
    assert reporter.opened()["when"] == {"date": "2026-11-20", "words": "2026-11-01\n\nor earlier"}


def test_a_choice_nobody_offered_is_kept_and_shown(area: object) -> None:
    reporter = Reporter()
    reporter.write("people", entry="e", kind="both", hair="like straw")
    reporter.write("you", role="astronaut", about="everybody", mode="x" * 500)
    reporter.write("notice", signs=["no-such-sign", "vehicle-waiting"], happening_now="perhaps")
    page = reporter.read("check")
    for odd in ("both", "like straw", "astronaut", "everybody", "no-such-sign", "perhaps"):
        assert odd in page.text
    assert reporter.read("notice").controls["signs"] == ["vehicle-waiting", "no-such-sign"]
    concern = reporter.send()
    assert concern.desk == "hub"
    assert reporter.opened()["signs"] == ["no-such-sign", "vehicle-waiting"]


def test_one_control_sent_many_times_keeps_every_value(area: object) -> None:
    reporter = Reporter()
    body = as_sent({"words": ["first", "second"], "signs": [f"s{n}" for n in range(3000)], "go": ["next"]})
    assert reporter.client.post(reporter.address("notice"), body, content_type=FORM).status_code == 303
    reporter.send()
    assert reporter.opened()["words"] == "first\nsecond"
    assert len(reporter.opened()["signs"]) == 3000


def test_a_device_location_can_be_taken_out_without_scripts(area: object) -> None:
    reporter = Reporter()
    reporter.write("where", name="The quay", lat="54.5", lon="2.0", accuracy="12")
    assert "54.5" in reporter.read("check").text
    reporter.write("where", name="The quay", lat="54.5", lon="2.0", accuracy="12", forget_location="yes")
    reporter.send()
    assert reporter.opened()["where"] == {"name": "The quay"}


@pytest.mark.parametrize(
    ("pin", "found"),
    [
        ("54.50, 2.00", ("54.50", "2.00")),
        ("https://map.example/@54.5012,-2.0034,17z", ("54.5012", "-2.0034")),
        ("https://map.example/?mlat=54.501&mlon=2.003#map=18", ("54.501", "2.003")),
        ("https://map.example/#map=18/54.501/2.003", ("54.501", "2.003")),
        ("https://map.example/place/data=!3d54.501!4d-2.003", ("54.501", "-2.003")),
        ("behind the old baths", None),
        ("999.5, 2.00", None),
    ],
)
def test_a_map_link_gives_its_coordinates_and_stays(
    area: object, pin: str, found: tuple[str, str] | None
) -> None:
    reporter = Reporter()
    reporter.write("where", pin=pin)
    reporter.send()
    where = reporter.opened()["where"]
    assert where["pin"] == pin
    assert (where.get("lat"), where.get("lon")) == (found or (None, None))


@in_the_database
@given(step=steps, fields=any_fields, data=st.data())
@example(step=form().by_id["me"], fields={}, data=None)
def test_nothing_sent_to_a_page_breaks_it_or_is_lost(
    area: object, step: Step, fields: Any, data: Any
) -> None:
    reporter = Reporter()
    typed = {name: [data.draw(any_text)] for name in _free_names(step)} if data else {"words": ["\udc80"]}
    own = {"go": ["next"], "entry": ["e"]}
    body = as_sent({**fields, **typed, **own})
    answer = reporter.client.post(reporter.address(step.id), body, content_type=FORM)
    assert answer.status_code in (302, 303)
    if not any(as_received(value).strip() for values in typed.values() for value in values):
        return
    page = reporter.client.get(reporter.address("check"))
    assert page.status_code == 200
    shown = html.unescape(page.content.decode())
    for values in typed.values():
        for line in lines_of(as_received(values[0])):
            assert line in shown
    assert reporter.client.post(reporter.address("check")).status_code == 303


def _free_names(step: Step) -> list[str]:
    return [name for field in step.fields if field.is_free for name in field.names]


@in_the_database
@given(fields=any_fields, query=any_text, address=st.sampled_from(["check", "done", "forget", "danger"]))
def test_nothing_sent_to_the_other_pages_breaks_them(
    area: object, fields: Any, query: str, address: str
) -> None:
    reporter = Reporter()
    reporter.write("notice", words="A worry.")
    asked = reporter.client.get(f"{reporter.address(address)}?then={_quoted(query)}&area={_quoted(query)}")
    assert asked.status_code in (200, 302, 303)
    sent = reporter.client.post(reporter.address(address), as_sent(fields), content_type=FORM)
    assert sent.status_code < 500


@in_the_database
@given(field=st.sampled_from([f for s in form().steps for f in s.fields if not f.is_free]), value=any_text)
def test_a_picked_value_can_be_anything(area: object, field: Field, value: str) -> None:
    """Radios, lists and dates sent with what they never offered are shown again and sent on."""
    reporter = Reporter()
    step = next(step for step in form().steps if field in step.fields)
    body = as_sent({**{name: [value] for name in field.names}, "entry": ["e"], "go": ["next"]})
    assert reporter.client.post(reporter.address(step.id), body, content_type=FORM).status_code == 303
    query = "?entry=e" if step.repeats else ""
    assert reporter.client.get(reporter.address(step.id) + query).status_code == 200
    assert reporter.client.get(reporter.address("check")).status_code == 200


def test_a_body_that_is_no_form_is_an_empty_page(area: object) -> None:
    reporter = Reporter()
    for content_type in ("application/json", "text/plain", "multipart/form-data; boundary=x", ""):
        answer = reporter.client.post(
            reporter.address("notice"), b'\xff\xfe{"words": "x"}', content_type=content_type
        )
        assert answer.status_code < 500, content_type


def test_no_file_is_taken(area: object) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    reporter = Reporter()
    picture = SimpleUploadedFile("picture.jpg", b"\xff\xd8\xff marker", "image/jpeg")
    answer = reporter.client.post(reporter.address("notice"), {"words": "with a file", "picture": picture})
    assert answer.status_code == 303
    assert Page(reporter.client.get(reporter.address("notice")).content.decode()).controls["words"] == [
        "with a file"
    ]


def test_a_pin_full_of_blanks_takes_time_by_its_length(area: object) -> None:
    """What costs its square would stop the server for everybody: one page of blanks was enough."""
    reporter = Reporter()
    begun = time.process_time()
    reporter.write("where", pin="1.1" + " " * 200_000 + "x")
    assert reporter.client.get(reporter.address("check")).status_code == 200
    assert time.process_time() - begun < 20
