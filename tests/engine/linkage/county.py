"""A small simulated county and hand-made accounts, for the tests of linkage."""

from datetime import datetime
from functools import cache
from pathlib import Path

from waylight.engine.extraction.mention import Mention
from waylight.engine.linkage.accounts import Account, Kind, Observation, Source
from waylight.engine.linkage.linking import Linkage
from waylight.engine.linkage.listed import Venue
from waylight.engine.linkage.observe import Observer
from waylight.engine.linkage.simulate import County
from waylight.engine.linkage.told import account_of, mention_of

CONTENT = Path(__file__).resolve().parents[3] / "content/linkage"
VENUES = [
    Venue(f"plc-{n}", name, kind, "harbour")
    for n, (name, kind) in enumerate(
        [
            ("Anchor Lodge", "hotel"),
            ("Ember Grill", "takeaway"),
            ("Fuller Park", "park"),
            ("Hopper Mill", "derelict-building"),
        ]
        + [("Needle Street", "street"), ("Umber School", "school")]
    )
]


@cache
def accounts(reports: int, seed: int) -> tuple[Account, ...]:
    county = County(CONTENT, reports, seed)
    told = county.reports()
    return tuple(account_of(one.report, map(mention_of, one.truth["truth"]["mentions"])) for one in told)


@cache
def observations(reports: int, seed: int) -> dict[Kind, list[Observation]]:
    observer = Observer(CONTENT, ())
    found: dict[Kind, list[Observation]] = {}
    for account in accounts(reports, seed):
        for one in observer.observe(account):
            found.setdefault(one.kind, []).append(one)
    return found


def linkage(venues: list[Venue] | None = None) -> Linkage:
    return Linkage(CONTENT, Observer(CONTENT, VENUES if venues is None else venues))


def account(
    id: str,
    text: str,
    *mentions: tuple,
    day: str = "2026-03-01",
    role: str = "hotel_staff",
    mode: str = "named",
    keys: tuple[str, ...] = (),
    refers_to: tuple[str, ...] = (),
) -> Account:
    """Mentions are (kind, words in the text, attributes) or (kind, words, attributes, normal form)."""
    made = []
    for kind, words, attributes, *normal in mentions:
        start = text.index(words)
        normalised = normal[0] if normal else words
        made.append(Mention(kind, start, start + len(words), words, normalised, attributes, "given", 1.0))
    made.sort(key=lambda m: m.start)
    received = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    return Account(id, received, text, tuple(made), Source(role, mode, "web", keys), refers_to)
