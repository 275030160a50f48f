"""Patterns over linked accounts: dated rules, what they rest on, and what would make them false.

A pattern never says anything about a person's guilt or risk. It names a vehicle, number, place or nickname,
the accounts that tell of it, how many sources that really is, and when it lapses.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from waylight.engine.linkage.accounts import Observation
from waylight.engine.linkage.alerts import Alert, Outcome, Sighting
from waylight.engine.linkage.exposure import Background, in_account, place_type, tells_of_young, young_in
from waylight.engine.linkage.linking import Linkage
from waylight.engine.linkage.observe import WIDE_PLACES
from waylight.engine.linkage.origins import Known, independent, know
from waylight.engine.linkage.reach import tied_with
from waylight.engine.linkage.rules import Rule, Rules
from waylight.engine.linkage.young import known_different

NOT_VENUES = WIDE_PLACES | {"street", "footpath"}
SAME_NAME = (1, 2, 3)
DIFFERENT_NAME = 7
LODGINGS = frozenset({"hotel", "guest-house", "hostel", "holiday-let"})


@dataclass
class Watch:
    """All rules over all that is linked now.

    `among`: look only at patterns that an account of these is part of; None looks at all. `linkage` may then
    hold no more than what `reach` names, and `background` is what was counted over all. `known`: the accounts
    as they were read before, else they are read here.
    """

    rules: Rules
    linkage: Linkage
    outcomes: Sequence[Outcome] = ()
    among: AbstractSet[str] | None = None
    background: Background | None = None
    known: Mapping[str, Known] = field(default_factory=dict)
    _checks: dict[str, Callable[["Watch", Rule], Iterator[Alert]]] = field(init=False)

    def __post_init__(self) -> None:
        cues, told = self.linkage.observer.cues, self.linkage.of_account
        self.known = self.known or {id: know(a, told[id], cues) for id, a in self.linkage.accounts.items()}
        self._checks = {
            "vehicle-at-venues": Watch._vehicle_at_venues,
            "nickname-and-mark": Watch._nickname_and_mark,
            "room-booker": Watch._room_booker,
            "phone-of-two": Watch._phone_of_two,
            "missing-and-seen": Watch._missing_and_seen,
            "venue-three-sources": Watch._venue,
            "venue-over-months": Watch._venue,
        }

    def alerts(self, at: datetime | None = None) -> list[Alert]:
        """Every pattern to be shown, at a moment (lapsed ones left out) or over all history."""
        found = [alert for rule in self.rules.rules for alert in self._checks[rule.id](self, rule)]
        return [alert for alert in found if at is None or alert.expires > at]

    @cached_property
    def sightings(self) -> dict[str, list[Sighting]]:
        """By entity, in order of receipt, each account once; only entities that `among` touches."""
        looked_at = {self.linkage.entity(one.id) for id in self._new for one in self.linkage.of_account[id]}
        found: dict[str, dict[str, Sighting]] = {}
        for one in sorted(self.linkage.observations.values(), key=lambda o: (o.received_at, o.id)):
            entity = self.linkage.entity(one.id)
            if entity in looked_at and not one.attributes.get("negated"):
                seen = Sighting(self.known[one.account], one)
                found.setdefault(entity, {}).setdefault(one.account, seen)
        return {entity: list(by_account.values()) for entity, by_account in found.items()}

    @property
    def _new(self) -> Iterable[str]:
        """The accounts that are looked at."""
        held = self.linkage.of_account
        return held if self.among is None else [id for id in self.among if id in held]

    def _of_kind(self, kind: str) -> Iterator[tuple[str, list[Sighting], tuple[str, ...]]]:
        """Each entity with the sightings that still count, and the accounts that explained the others."""
        for entity, all_seen in self.sightings.items():
            if all_seen[0].observation.kind != kind:
                continue
            explained = [s for s in all_seen if s.known.explains] if kind != "place" else []
            ends = [s.at for s in explained] + [o.at for o in self.outcomes if o.entity == entity]
            since = max(ends, default=None)
            live = [s for s in all_seen if since is None or s.at > since]
            if len(live) > 1:
                yield entity, live, tuple(s.known.account.id for s in explained)

    def _windows(self, seen: Sequence[Sighting], rule: Rule) -> Iterator[list[Sighting]]:
        """From each sighting on, what was received within the rule's days; `seen` is in order of receipt."""
        received = [s.at for s in seen]
        for n, first in enumerate(received):
            yield [*seen[n : bisect_right(received, first + timedelta(days=rule.days))]]

    def _vehicle_at_venues(self, rule: Rule) -> Iterator[Alert]:
        least = rule.at_least
        for entity, seen, explained in self._of_kind("vehicle"):
            expected = self.rules.expected_venues[self._exposure(seen)]
            for window in self._windows(seen, rule):
                venues = {venue for s in window for venue in self._venues(s.known)}
                sources = independent(s.known for s in window)
                if len(venues) < least["venues"] or len(sources) < least["sources"]:
                    continue
                young = known_different(self.linkage, [o for s in window for o in self._young(s.known)])
                if young >= least["young_people"] and self.rules.is_excess(
                    len(venues), expected, self.rules.chance_of_vehicle
                ):
                    facts = (f"{len(venues)} venues", f"at least {young} different young people")
                    yield self._alert(rule, (entity,), seen, len(sources), facts, explained)
                    break

    def _nickname_and_mark(self, rule: Rule) -> Iterator[Alert]:
        for entity, seen, explained in self._of_kind("vehicle"):
            if self._exposure(seen) != "private":
                continue
            named = [(s, person) for s in seen for person in self._named_adults(s.known)]
            for n, (first, person) in enumerate(named):
                same = [first] + [s for s, other in named[n + 1 :] if self._same_name(person, other)]
                window = [s for s in same if s.at - first.at <= timedelta(days=rule.days)]
                sources = independent(s.known for s in window)
                if len({s.known.account.id for s in window}) > 1 and len(sources) >= rule.at_least["sources"]:
                    facts = (f"the name {person.values['name']!r} with this vehicle",)
                    yield self._alert(rule, (entity, person.id), window, len(sources), facts, explained)
                    break

    def _room_booker(self, rule: Rule) -> Iterator[Alert]:
        booked = [
            (Sighting(known, person), person)
            for known in self.known.values()
            if known.booked and self._has_lodging(known) and self._young(known)
            for person in self._named_adults(known)
        ]
        booked.sort(key=lambda pair: pair[0].at)
        new, shown = set(self._new), set[str]()
        asked = [person for seen, person in booked if seen.known.account.id in new]
        alike = (
            booked
            if self.among is None
            else [pair for pair in booked if any(self._same_name(person, pair[1]) for person in asked)]
        )
        for n, (first, person) in enumerate(alike):
            same = [first] + [s for s, other in alike[n + 1 :] if self._same_name(person, other)]
            window = [s for s in same if s.at - first.at <= timedelta(days=rule.days)]
            nights = {s.known.incident for s in window}
            if len(nights) >= rule.at_least["nights"] and person.id not in shown:
                shown |= {s.observation.id for s in window}
                sources = len(independent(s.known for s in window))
                facts = (f"{len(nights)} nights", f"the name {person.values['name']!r}")
                yield self._alert(rule, (person.id,), window, sources, facts, ())

    def _phone_of_two(self, rule: Rule) -> Iterator[Alert]:
        for entity, seen, explained in self._of_kind("phone"):
            if any(s.observation.attributes.get("owner") == "reporter" for s in seen):
                continue
            for window in self._windows(seen, rule):
                names = self._different_names([p for s in window for p in self._users(s)])
                sources = independent(s.known for s in window)
                if len(names) >= rule.at_least["names"] and len(sources) >= rule.at_least["sources"]:
                    yield self._alert(rule, (entity,), seen, len(sources), tuple(names), explained)
                    break

    def _missing_and_seen(self, rule: Rule) -> Iterator[Alert]:
        for missing in self._missing():
            for child in self._young(missing):
                seen = [
                    Sighting(self.known[other.account], other)
                    for other in self._linked_children(child)
                    if abs(other.received_at - child.received_at) <= timedelta(days=rule.days)
                ]
                if seen:
                    window = [Sighting(missing, child), *seen]
                    sources = len(independent(s.known for s in window))
                    yield self._alert(
                        rule, (child.id,), window, sources, (f"named {child.values['name']!r}",), ()
                    )

    def _missing(self) -> list[Known]:
        """The accounts of a missing child that are looked at, or that may tell of a child of one that is."""
        new = dict.fromkeys(self._new)
        if self.among is not None:
            children = [child for id in [*new] for child in self._young(self.known[id])]
            new |= dict.fromkeys(o.account for child in children for o in self._linked_children(child))
        return [self.known[id] for id in new if self.known[id].missing]

    def _venue(self, rule: Rule) -> Iterator[Alert]:
        background = self.background or self._background
        for entity, all_seen, explained in self._of_kind("place"):
            kind = place_type(self.linkage, all_seen[0].observation)
            if kind in NOT_VENUES:
                continue
            seen = self._with_young(all_seen)
            own, venues = len(self._with_young(self.sightings[entity])), self._venues_of_type[kind]
            expected = background.expected(kind, own, venues, self.rules, rule)
            for window in self._windows(seen, rule):
                incidents = len({s.known.incident for s in window})
                if not self._is_much(incidents, incidents, expected, rule):
                    continue
                sources = len(independent(s.known for s in window))
                if self._is_much(sources, incidents, expected, rule):
                    facts = (f"{sources} independent sources", f"{incidents} different days")
                    yield self._alert(rule, (entity,), seen, sources, facts, explained)
                    break

    def _is_much(self, sources: int, incidents: int, expected: float, rule: Rule) -> bool:
        return (
            sources >= rule.at_least["sources"]
            and incidents >= rule.at_least["incidents"]
            and self.rules.is_excess(min(sources, incidents), expected, self.rules.chance_of_place)
        )

    @cached_property
    def _background(self) -> Background:
        return Background.of(self.linkage, self.known)

    @cached_property
    def _venues_of_type(self) -> Counter[str]:
        return Counter(venue.type for venue in self.linkage.observer.venues.all)

    def _with_young(self, seen: Sequence[Sighting]) -> list[Sighting]:
        return [s for s in seen if tells_of_young(self.linkage, s.known)]

    def _alert(
        self,
        rule: Rule,
        key: tuple[str, ...],
        seen: Sequence[Sighting],
        sources: int,
        facts: tuple[str, ...],
        explained: tuple[str, ...],
    ) -> Alert:
        last = max(s.at for s in seen)
        return Alert(
            pattern=rule.id,
            title=rule.title,
            key=key,
            reports=tuple(dict.fromkeys(s.known.account.id for s in sorted(seen, key=lambda s: s.at))),
            sources=sources,
            facts=facts,
            strength=self._weakest([s.observation for s in seen]),
            false_if=rule.false_if,
            ask=rule.ask,
            last_report=last,
            expires=last + timedelta(weeks=rule.expires_weeks),
            explained_by=explained,
        )

    def _weakest(self, observed: Sequence[Observation]) -> float | None:
        clusters = self.linkage.kinds[observed[0].kind].clusters
        ids = {one.id for one in observed}
        held = [clusters.weight(p) for p in clusters.joined if p[0] in ids and p[1] in ids]
        return min(held, default=None)

    def _young(self, known: Known) -> list[Observation]:
        return young_in(self.linkage, known.account.id)

    def _named_adults(self, known: Known) -> list[Observation]:
        people = in_account(self.linkage, known.account.id, "person")
        return [o for o in people if o.values.get("name") and o.attributes.get("role") != "child"]

    def _users(self, seen: Sighting) -> list[Observation]:
        number = seen.observation.values["phone"]
        return [o for o in self._named_adults(seen.known) if o.values.get("phone") == number]

    def _venues(self, known: Known) -> set[str]:
        return {self.linkage.entity(o.id) for kind, o in self._places(known) if kind not in NOT_VENUES}

    def _has_lodging(self, known: Known) -> bool:
        return any(kind in LODGINGS for kind, _place in self._places(known))

    def _places(self, known: Known) -> list[tuple[str, Observation]]:
        places = in_account(self.linkage, known.account.id, "place")
        return [(place_type(self.linkage, place), place) for place in places]

    def _exposure(self, seen: Sequence[Sighting]) -> str:
        """The kind of work that brings a vehicle everywhere, "private" if none is told of."""
        for s in seen:
            if s.observation.values.get("licence"):
                return "taxi"
            body = self.rules.exposed_bodies.get(s.observation.values.get("body", ""))
            if body:
                return body
        return "private"

    def _name_level(self, one: Observation, other: Observation) -> int:
        scorer = self.linkage.kinds["person"].scorer
        return scorer.levels({"name": one.values["name"]}, {"name": other.values["name"]}).get("name", 0)

    def _same_name(self, one: Observation, other: Observation) -> bool:
        return self._name_level(one, other) in SAME_NAME

    def _different_names(self, people: Sequence[Observation]) -> list[str]:
        kept: list[Observation] = []
        for person in people:
            if all(self._name_level(person, other) == DIFFERENT_NAME for other in kept):
                kept.append(person)
        return [person.values["name"] for person in kept]

    def _linked_children(self, child: Observation) -> list[Observation]:
        """Children of other accounts with the same name and nothing that speaks against it."""
        if not child.values.get("name"):
            return []
        others = tied_with(self.linkage, child)
        return [o for o in others if o.values.get("name") and self._same_name(child, o)]
