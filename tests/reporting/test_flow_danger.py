"""Words that say it is happening now interrupt once, with 999, and never stop a report."""

import pytest
from django.urls import reverse
from tests.reporting.reporter import Page, Reporter

from waylight.reporting import models
from waylight.reporting.form import form

pytestmark = pytest.mark.django_db

NOW = "help, I am hiding with her in the toilets right now and he is kicking the door"
EARLIER = "last month I saw a man give a girl a phone outside the shop"


def leads_to_999(reporter: Reporter, answer: object) -> bool:
    return answer["Location"].startswith(reporter.address("danger"))  # type: ignore[index]


def test_words_of_danger_interrupt_once_and_are_kept(area: object) -> None:
    reporter = Reporter()
    answer = reporter.write("notice", words=NOW)
    assert leads_to_999(reporter, answer)
    page = Page(reporter.client.get(answer["Location"]).content.decode())
    assert "Call 999 now" in page.text
    assert "What you wrote is kept" in page.text
    assert "tel:999" in page.links
    assert reporter.address("when") in page.links

    assert reporter.read("notice").controls["words"] == [NOW]
    assert reporter.write("notice", words=NOW)["Location"] == reporter.address("when")
    assert reporter.write("how", how_words=NOW)["Location"] == reporter.address("you")
    reporter.send()
    assert reporter.opened()["words"] == NOW


def test_the_answer_that_it_is_happening_now_interrupts_too(area: object) -> None:
    reporter = Reporter()
    assert leads_to_999(reporter, reporter.write("notice", happening_now="yes"))
    assert not leads_to_999(reporter, reporter.write("notice", happening_now="yes"))


@pytest.mark.parametrize("answer", ["no", "unsure", ""])
def test_other_answers_and_calm_words_go_straight_on(area: object, answer: str) -> None:
    reporter = Reporter()
    assert reporter.write("notice", words=EARLIER, happening_now=answer)["Location"] == reporter.address(
        "when"
    )


@pytest.mark.parametrize(
    ("step", "field"), [("people", "words"), ("where", "landmark"), ("how", "how_words")]
)
def test_danger_is_heard_on_every_step(area: object, step: str, field: str) -> None:
    reporter = Reporter()
    assert leads_to_999(reporter, reporter.write(step, entry="e", **{field: NOW}))


@pytest.mark.parametrize("long", ["{now} {calm}", "{calm} {now}"])
def test_danger_is_heard_at_both_ends_of_a_long_text(area: object, long: str) -> None:
    reporter = Reporter()
    words = long.format(now=f"{NOW}.", calm=f"{EARLIER}. " * 400)
    assert leads_to_999(reporter, reporter.write("notice", words=words))


def test_what_is_picked_from_a_list_is_no_cry_for_help(area: object) -> None:
    reporter = Reporter()
    answer = reporter.write("notice", signs=list(form().signs))
    assert not leads_to_999(reporter, answer)


def test_going_on_leads_where_the_button_would_have_led(area: object) -> None:
    reporter = Reporter()
    answer = reporter.write("notice", words=NOW, go="end")
    page = Page(reporter.client.get(answer["Location"]).content.decode())
    assert reporter.address("check") in page.links


def test_no_stranger_can_send_a_reader_elsewhere(area: object) -> None:
    page = Reporter().read("danger", "?then=https://elsewhere.example/")
    assert not [link for link in page.links if "elsewhere" in link]


@pytest.mark.parametrize(
    ("answer", "to"), [("yes", "danger"), ("unsure", "danger"), ("no", "notice"), ("", "notice")]
)
def test_the_gate_never_blocks(area: object, answer: str, to: str) -> None:
    reporter = Reporter()
    location = reporter.client.post(reverse("report"), {"danger": answer})["Location"]
    assert location.startswith(reporter.address(to))
    assert models.Draft.objects.count() == 1


def test_999_stands_on_every_page_of_the_form(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="A worry.")
    for step in [step.id for step in form().steps] + ["check", "forget", "danger"]:
        assert "tel:999" in reporter.read(step).links, step


@pytest.mark.parametrize("language", ["cy", "pl", "ro", "ur", "pa", "ar"])
def test_in_another_language_the_english_stands_beside_what_safety_depends_on(
    area: object, language: str
) -> None:
    reporter = Reporter()
    for address in (reverse("report"), reporter.address("danger")):
        html = reporter.client.get(f"{address}?language={language}").content.decode()
        lines = (
            (form().danger["question"], form().danger["meaning"])
            if address == reverse("report")
            else (
                form().danger["call"],
                form().danger["hours"],
            )
        )
        for line in lines:
            assert f'lang="en" dir="ltr">{line}</span>' in html
