"""Looking only at what is new finds what looking at everything finds."""

from waylight.engine.linkage.exposure import Background
from waylight.engine.linkage.linking import Linkage
from waylight.engine.linkage.listed import Venue
from waylight.engine.linkage.observe import Observer
from waylight.engine.linkage.patterns import Alert, Watch
from waylight.engine.linkage.reach import reach, within
from waylight.engine.linkage.rules import read_rules
from waylight.engine.linkage.simulate import County
from waylight.engine.linkage.told import account_of, mention_of

from .county import CONTENT

RULES = read_rules(CONTENT)
REPORTS, FIRST_LOOKED_AT = 300, 180


def county() -> tuple[Linkage, list]:
    made = County(CONTENT, REPORTS, 11)
    venues = [Venue(v["id"], v["name"], v["type"], v["district"]) for v in made.venues]
    told = [account_of(one.report, map(mention_of, one.truth["truth"]["mentions"])) for one in made.reports()]
    return Linkage(CONTENT, Observer(CONTENT, venues)), told


def said(alerts: list[Alert], new: str) -> set[tuple[str, tuple[str, ...], int]]:
    return {(a.pattern, a.reports, a.sources) for a in alerts if new in a.reports}


def test_what_is_raised_with_each_arrival_is_what_a_run_over_everything_raises() -> None:
    held, told = county()
    held.arrive_all(told[:FIRST_LOOKED_AT])
    raised = set[str]()
    for account in told[FIRST_LOOKED_AT:]:
        held.arrive(account)
        whole = Watch(RULES, held)
        background = Background.of(held, whole.known)
        expected = said(whole.alerts(), account.id)
        reached = reach(held, {account.id}) | {id for id, known in whole.known.items() if known.booked}
        part = within(held, reached)
        known = {id: whole.known[id] for id in part.accounts}
        new = Watch(RULES, part, among={account.id}, background=background, known=known)
        assert said(new.alerts(), account.id) == expected, account.id
        raised |= {pattern for pattern, _reports, _sources in expected}
    assert len(raised) >= 3, f"the county has too little to show anything: {raised}"


def test_what_nobody_else_tells_of_reaches_only_itself() -> None:
    held, told = county()
    held.arrive_all(told)
    sizes = sorted(len(reach(held, {account.id})) for account in told)
    assert sizes[0] == 1
    assert sizes[len(sizes) // 2] < REPORTS / 4
