"""Rules fire on what independent sources tell, not on rumour, copies, taxis or one mouth."""

from datetime import datetime

import pytest

from waylight.engine.linkage.accounts import Account
from waylight.engine.linkage.exposure import tells_of_young
from waylight.engine.linkage.patterns import Alert, Outcome, Watch
from waylight.engine.linkage.rules import read_rules

from .county import CONTENT, account, linkage

RULES = read_rules(CONTENT)
CAR = {"form": "description", "make": "ford", "model": "focus", "colour": "red"}
MARK = {"form": "mark", "partial": False}
GIRLS = {"role": "child", "named": False, "sex": "female", "count": 2, "age_min": 14, "age_max": 14}
PLACES = ("Anchor Lodge", "Ember Grill", "Fuller Park", "Hopper Mill")


def alerts(*told: Account, outcomes: tuple[Outcome, ...] = ()) -> list[Alert]:
    held = linkage()
    held.arrive_all(told)
    return Watch(RULES, held, outcomes).alerts()


def at_venue(n: int, day: str, words: str = "saw", **given: object) -> Account:
    place, body = PLACES[n % 4], str(given.pop("body", ""))
    text = f"{words} two girls by {place}, car {'was a ' + body if body else 'red'} AB00CDE number {n}."
    about = {**CAR, "body": body} if body else CAR
    said = body or "red"
    return account(
        f"R{n}",
        text,
        ("person", "two girls", GIRLS),
        ("place", place, {"gazetteer": True}),
        ("vehicle", said, about),
        ("vehicle", "AB00CDE", MARK),
        day=day,
        **given,  # type: ignore[arg-type]
    )


DAYS = ("2026-03-02", "2026-03-12", "2026-03-25", "2026-04-05")
WORDS = ("I noticed", "Our night porter wrote down", "While walking home there were", "Called about")


def three() -> list[Account]:
    return [at_venue(n, DAYS[n], WORDS[n]) for n in range(3)]


def names(found: list[Alert]) -> set[str]:
    return {alert.pattern for alert in found}


def test_one_car_at_three_venues_with_two_young_people() -> None:
    (alert,) = alerts(*three())
    assert alert.pattern == "vehicle-at-venues"
    assert alert.reports == ("R0", "R1", "R2") and alert.sources == 3
    assert alert.false_if and alert.ask and alert.expires > alert.last_report
    assert alert.strength is not None and alert.strength >= 7


def test_a_fourth_month_is_no_window() -> None:
    late = [at_venue(n, f"2026-0{1 + 3 * n}-02", WORDS[n]) for n in range(3)]
    assert not alerts(*late)


def test_a_taxi_at_three_venues_is_at_work() -> None:
    taxis = [at_venue(n, DAYS[n], WORDS[n], body="taxi") for n in range(3)]
    assert "vehicle-at-venues" not in names(alerts(*taxis))


def test_an_account_that_explains_ends_what_was_told_before() -> None:
    reason = account(
        "R9",
        "AB00CDE is on our home to school contract and there is no cause for concern.",
        ("vehicle", "AB00CDE", MARK),
        day="2026-04-09",
        role="council_officer",
    )
    assert "vehicle-at-venues" not in names(alerts(*three(), reason))


def test_a_visit_that_found_nothing_weakens() -> None:
    held = linkage()
    held.arrive_all(three())
    (alert,) = Watch(RULES, held).alerts()
    outcome = Outcome(alert.key[0], datetime.fromisoformat("2026-03-30T00:00:00+00:00"))
    assert not Watch(RULES, held, (outcome,)).alerts()


def test_an_alert_lapses() -> None:
    held = linkage()
    held.arrive_all(three())
    watch = Watch(RULES, held)
    (alert,) = watch.alerts()
    assert watch.alerts(at=alert.last_report) == [alert]
    assert watch.alerts(at=alert.expires) == []


@pytest.mark.parametrize("how", ["one reporter", "a rumour", "copied"])
def test_one_origin_is_one_source_however_often_it_is_told(how: str) -> None:
    given = {"one reporter": {"keys": ("the same",)}}.get(how, {})
    words = {
        "a rumour": ["Saw a post that said", "Apparently", "Everyone says"],
        "copied": ["please share this with all parents you know, it was seen again with"] * 3,
    }
    said = words.get(how, WORDS)
    assert not alerts(*[at_venue(n, DAYS[n], said[n], **given) for n in range(3)])


def test_one_liar_with_fifty_reports_corroborates_nothing() -> None:
    lies = []
    for n in range(50):
        day = f"2026-03-{1 + n % 28:02d}"
        keys = ("liar", f"number {n}") if n % 2 else ("liar",)
        lies.append(at_venue(n, day, f"wording number {n} of many about", keys=keys))
    unnamed = [
        at_venue(n, f"2026-03-{1 + n % 28:02d}", f"{n} times {n} now", mode="anonymous") for n in range(50)
    ]
    assert not alerts(*lies)
    assert not alerts(*unnamed)
    now_and_then = [
        at_venue(50 + n, f"2026-03-{1 + n % 28:02d}", f"{n} more {n} then", mode="anonymous")
        for n in range(50)
    ]
    assert "venue-three-sources" not in names(alerts(*lies, *now_and_then))


CALLS = (
    "My son is texted by {} from 07700 900222, the boy cries after it.",
    "At school a phone rang in class. {} was on the screen with 07700 900222 and our boy went white.",
)


def phone(n: int, name: str, words: str, **given: object) -> Account:
    text = words.format(name)
    told = {"role": "adult", "named": True}
    return account(
        f"P{n}",
        text,
        ("person", name, told),
        ("phone", "07700 900222", {}, "+447700900222"),
        ("person", "boy", {"role": "child", "named": False, "sex": "male"}),
        **given,  # type: ignore[arg-type]
    )


def test_a_phone_of_two_names() -> None:
    found = alerts(phone(1, "Bizzle", CALLS[0]), phone(2, "Moose", CALLS[1]))
    assert names(found) == {"phone-of-two"}
    assert set(found[0].facts) == {"bizzle", "moose"}


def test_a_phone_of_one_name_spelt_twice_is_none() -> None:
    assert not alerts(phone(1, "Bizzle", CALLS[0]), phone(2, "Bizzel", CALLS[1]))


def test_the_reporters_own_number_makes_no_pattern() -> None:
    held = []
    for n, name in enumerate(("Bizzle", "Moose")):
        one = phone(n, name, CALLS[n])
        mine = tuple(
            m if m.kind != "phone" else type(m)(**{**m.__dict__, "attributes": {"owner": "reporter"}})
            for m in one.mentions
        )
        held.append(Account(one.id, one.received_at, one.text, mine, one.source))
    assert not alerts(*held)


def test_the_same_nickname_with_the_same_mark() -> None:
    told = []
    for n, text in enumerate(
        ("Bizzle waits in AB00CDE for them.", "She gets into AB00CDE. Her friends call him Bizzle.")
    ):
        person = ("person", "Bizzle", {"role": "adult", "named": True})
        told.append(account(f"N{n}", text, person, ("vehicle", "AB00CDE", MARK), day=DAYS[n]))
    assert names(alerts(*told)) == {"nickname-and-mark"}


def test_a_missing_child_seen_within_a_day() -> None:
    child = ("person", "Keira Holden", {"role": "child", "named": True, "age_min": 14, "age_max": 14})
    missing = account("M1", "Keira Holden, 14, was reported missing last evening.", child, day="2026-03-02")
    seen = account(
        "M2", "I served Keira Holden chips just now.", child, day="2026-03-03", role="takeaway_staff"
    )
    later = account("M3", "Keira Holden came to class as usual.", child, day="2026-03-20", role="teacher")
    assert {a.reports for a in alerts(missing, seen, later) if a.pattern == "missing-and-seen"} == {
        ("M1", "M2")
    }
    assert not alerts(missing, later)


def test_one_person_books_rooms_where_young_people_are() -> None:
    told = []
    for n, words in enumerate(("The room was booked by", "Checked in as")):
        text = f"{words} Ray Dunford at Anchor Lodge with a girl."
        told.append(
            account(
                f"B{n}",
                text,
                ("person", "Ray Dunford", {"role": "adult", "named": True}),
                ("place", "Anchor Lodge", {"gazetteer": True}),
                ("person", "girl", {"role": "child", "named": False, "sex": "female"}),
                day=DAYS[n],
            )
        )
    assert "room-booker" in names(alerts(*told))


def mill(n: int, day: str, words: str, **given: object) -> Account:
    text = f"{words} a boy at Hopper Mill {'again ' * n}{n} o'clock."
    boy = ("person", "boy", {"role": "child", "named": False, "sex": "male"})
    return account(f"V{n}", text, boy, ("place", "Hopper Mill", {"gazetteer": True}), day=day, **given)  # type: ignore[arg-type]


def test_a_venue_with_three_independent_sources_in_four_weeks() -> None:
    told = [mill(n, f"2026-03-{3 + 6 * n:02d}", WORDS[n]) for n in range(3)]
    assert names(alerts(*told)) == {"venue-three-sources"}


def test_three_unnamed_accounts_of_a_venue_are_not_three_sources() -> None:
    told = [mill(n, f"2026-03-{3 + 6 * n:02d}", WORDS[n], mode="anonymous") for n in range(3)]
    assert not alerts(*told)


def test_three_accounts_of_one_evening_are_one_incident() -> None:
    assert not alerts(*[mill(n, "2026-03-03", WORDS[n]) for n in range(3)])


def test_no_rule_file_speaks_of_people_as_risks() -> None:
    for rule in RULES.rules:
        assert rule.false_if and rule.ask and rule.expires_weeks > 0
        assert not any(word in rule.title.lower() for word in ("risk", "score", "offender", "suspect"))


def test_what_children_left_behind_is_told_of_young_people_too() -> None:
    held = linkage()
    held.arrive_all(
        [
            account("R1", "A child's shoe and vape wrappers in Hopper Mill.", ("place", "Hopper Mill", {})),
            account("R2", "Wires and pipes were taken from Hopper Mill.", ("place", "Hopper Mill", {})),
        ]
    )
    watch = Watch(RULES, held)
    assert [id for id, known in watch.known.items() if tells_of_young(held, known)] == ["R1"]
