"""What is asked of agencies, what they answer, a strategy discussion, a referral filled from the record."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .acts import answer, done, follow, opened_about, press, room
from .days import in_days, now
from .hand import hand

Look = Callable[[Page], None]
SEATS = {"Farah Lindqvist": "Health", "Gwen Hollis": "Police"}
ANSWER = "Seen twice this summer in a car with two men."


def seats(page: Page) -> None:
    """Who answers for which agency: an administrator says so, once."""
    room(page, "Agencies")
    for person, desk in SEATS.items():
        if page.get_by_role("button", name=f"No longer: {person} for {desk}").count():
            continue
        form = page.locator("main form").last
        answer(form, person=person, desk=desk)
        press(form, "They answer for it")
        expect(page.get_by_role("button", name=f"No longer: {person} for {desk}")).to_be_visible()


def asked(page: Page, look: Look) -> None:
    """Two agencies, in one question."""
    look(page)
    why = "A child is being harmed; what they know changes what is done tonight."
    question = "What do you know of her since the summer?"
    done(
        page,
        "ask",
        "Ask them",
        to="police health",
        rating="red",
        question=question,
        basis="public-task",
        proportionate=why,
    )
    look(page)


def answered(page: Page, child: str, look: Look, *, nothing: bool = False) -> None:
    """By whoever answers for the agency: it reads its question and nothing else of the record."""
    room(page, "Asked")
    look(page)
    opened_about(page, page.locator(".wl-table__open"), child)
    if not nothing:
        item = page.locator("section[aria-labelledby=add] form")
        answer(item, fact=ANSWER, source_system="Crime recording", confidence="confirmed", shareable="health")
        press(item, "Add it to our answer")
    form = page.locator("section[aria-labelledby=send] form")
    answer(form, nil="yes" if nothing else "no")
    press(form, "Send our answer")
    expect(page.locator(".govuk-error-summary")).to_have_count(0)
    look(page)


def strategy(page: Page, look: Look) -> None:
    """Called, held by social care, police and health, decided; what would be lost is named."""
    look(page)
    done(page, "call", "Call it", on=in_days(0), at=now(), reason="A sign of actual harm stands.")
    follow(page.locator("section[aria-labelledby=discussions] a").first)
    there = {"seat-social-care": "there", "seat-police": "there", "seat-health": "there"}
    who = {"who-social-care": "Wanda Frome", "who-police": "Gwen Hollis", "who-health": "Farah Lindqvist"}
    said = {
        "shared": "What each knows.",
        "speaks": "Elsie, tomorrow at school.",
        "safety": "She stays at her aunt's.",
    }
    done(page, "hold", "It was held", on=in_days(0), at=now(), **there, **who, **said)
    look(page)
    done(
        page,
        "evidence",
        "Add it",
        what="Film of the rear door",
        where="The hotel",
        on=in_days(9),
        at="12:00",
        owner="Elsie Marlow",
    )
    done(page, "decide", "Decided", decided="s47-joint", reasons="She is being harmed.", review_on=in_days(5))
    expect(page.get_by_role("heading", name="Section 47 enquiry: The enquiry goes on")).to_be_visible()
    look(page)


def referred(page: Page, service: str, words: str, look: Look) -> None:
    """What the record knows stands in the form already: only what it does not know is typed."""
    answer(page.locator("section[aria-labelledby=begin] form"), desk=service)
    press(page.locator("section[aria-labelledby=begin] form"), "Begin a referral")
    expect(page.locator("[name=words-voice]")).to_have_value(re.compile(words))
    look(page)
    form = page.locator("main form").filter(has=page.locator("[name=decision]"))
    for name in form.locator("select[name^='is-']").evaluate_all(
        "all => all.filter((one) => !one.value).map((one) => one.name)"
    ):
        answer(form, **{name: "not-asked"})
    said = {"relevance": "She does not sleep.", "detriment": "None that anybody sees.", "decision": "share"}
    why = {"decision_reasons": "She asked for somebody.", "basis": "public-task", "agreement": "agreed"}
    told = {"agreement_words": "She did, to me.", "parents": "told", "parents_words": "Her mother, by me."}
    answer(form, **said, **why, **told)
    hand(page).press(form.get_by_role("button", name=re.compile("^Send it to")))
    expect(page.get_by_text("Sent. The service owes you an answer.")).to_be_visible()
    look(page)


def received(page: Page, words: str, look: Look) -> None:
    """By the service, that says who does what first."""
    room(page, "Asked")
    opened_about(page, page.locator("section[aria-labelledby=referred] a"), words)
    hand(page).press(page.get_by_role("button", name="I have it, and answer for it"))
    form = page.locator("section[aria-labelledby=answer] form")
    answer(form, accept="yes", words="A nurse she knows sees her on Friday.")
    press(form, "Answer")
    expect(page.get_by_text("A nurse she knows sees her on Friday.")).to_be_visible()
    look(page)
