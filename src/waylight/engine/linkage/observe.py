"""From the mentions of one account to observations: what is one thing within this one account.

Only what the account itself ties together is tied: a mark beside its description, a name beside "a man
called", the same number twice. Everything else in one account was told apart by the reporter and never links.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from waylight.engine.extraction.mention import Mention
from waylight.engine.linkage.accounts import KINDS, Account, Observation
from waylight.engine.linkage.cues import Cues
from waylight.engine.linkage.folding import is_whole, latin, mark_slots
from waylight.engine.linkage.groups import Group
from waylight.engine.linkage.listed import Listed, Venue
from waylight.engine.linkage.slots import whole_mark
from waylight.engine.linkage.spec import Values, values_of
from waylight.engine.linkage.venues import PARTED

BESIDE = 60
# A number or mark belongs to the person it is told of with, not to everybody in the account.
NEAR_PERSON = 140
APPOSED = 34
# Wider than a venue: being seen in the same town says next to nothing.
WIDE_PLACES = frozenset({"county", "city", "town", "coastal-town", "village", "district", "bus-route"})
_TITLES = re.compile(r"^(?:mr|mrs|miss|ms|dr|sir|coach|auntie|uncle|pan|pani|dl|dna)\s+")


class Observer:
    """`venues`: all that the gazetteer lists."""

    def __init__(self, content: Path, venues: Iterable[Venue]) -> None:
        self.values: Values = values_of(content)
        self.cues = Cues.load(content)
        self.venues = Listed(venues)

    def venue(self, place: Observation) -> Venue | None:
        """The gazetteer's entry of a place observation, if it is listed."""
        return self.venues.by_title.get(place.values.get("entry", ""))

    def observe(self, account: Account) -> list[Observation]:
        """The observations of an account, in the order of their first mentions."""
        groups: list[Group] = []
        for position, mention in enumerate(account.mentions):
            if mention.kind in KINDS:
                self._place(account, groups, position, mention)
        _pair_vehicles(groups)
        return [self._observation(account, n, group, groups) for n, group in enumerate(groups)]

    def _place(self, account: Account, groups: list[Group], position: int, mention: Mention) -> None:
        alike = [g for g in groups if g.kind == mention.kind]
        together = _TOGETHER.get(mention.kind, _same_words)
        for group in reversed(alike):
            if together(self, account, group, mention):
                group.add(position, mention)
                return
        groups.append(Group(mention.kind, [position], [mention]))  # type: ignore[arg-type]  # in KINDS

    def _observation(self, account: Account, n: int, group: Group, groups: list[Group]) -> Observation:
        merged = group.merged()
        values = {
            name: value for name, value in self._values(account, group, groups, merged).items() if value
        }
        return Observation(
            id=f"{account.id}#{n}",
            kind=group.kind,
            account=account.id,
            received_at=account.received_at,
            values=values,
            mentions=tuple(group.positions),
            said=" / ".join(dict.fromkeys(m.text for m in group.mentions)),
            attributes=merged,
            hearsay=all(bool(m.attributes.get("hearsay")) for m in group.mentions),
        )

    def _values(
        self, account: Account, group: Group, groups: list[Group], merged: dict[str, Any]
    ) -> dict[str, str]:
        first = group.mentions[0]
        match group.kind:
            case "phone":
                return {"phone": first.normalised}
            case "handle":
                return {"handle": latin(first.normalised).replace(" ", "_")}
            case "organisation":
                return {"name": latin(first.normalised)}
            case "place":
                listed = first.attributes.get("gazetteer") is True or self.venues.of(first)
                title = self._title(first)
                return {"entry": title if listed else "", "name": title}
            case "vehicle":
                return self._vehicle(group, merged) | {"place": self._where(group, groups)}
            case _:
                return self._person(group, groups, merged) | {"place": self._where(group, groups)}

    def _vehicle(self, group: Group, merged: dict[str, Any]) -> dict[str, str]:
        make, body = latin(str(merged.get("make") or "")), latin(str(merged.get("body") or ""))
        return {
            "mark": group.fullest("mark"),
            "licence": latin(group.fullest("licence-plate")).replace(" ", ""),
            "make": self.values.makes.get(make, make),
            "model": latin(str(merged.get("model") or "")),
            "colour": latin(str(merged.get("colour") or "")),
            "body": "" if body == "car" else body,
        }

    def _person(self, group: Group, groups: list[Group], merged: dict[str, Any]) -> dict[str, str]:
        if str(merged.get("count", 1)) != "1":
            return {}
        names = [person_name(m) for m in group.mentions if m.attributes.get("named")]
        low, high = merged.get("age_min"), merged.get("age_max")
        told = {key: latin(str(merged.get(key) or "")) for key in ("sex", "role", "build", "hair", "born")}
        held = {
            kind: next((o for o in groups if o.kind == kind and _belongs_to(o, group, groups)), None)
            for kind in ("phone", "handle", "vehicle")
        }
        phone, handle, vehicle = held["phone"], held["handle"], held["vehicle"]
        return told | {
            "name": max(names, key=len, default=""),
            "role": "" if told["role"] == "unknown" else told["role"],
            "age": f"{low or ''}-{high or ''}" if low or high else "",
            "phone": phone.mentions[0].normalised if phone else "",
            "handle": latin(handle.mentions[0].normalised).replace(" ", "_") if handle else "",
            "vehicle": whole_mark(vehicle.fullest("mark")) if vehicle else "",
        }

    def _where(self, group: Group, groups: list[Group]) -> str:
        """The venue told of nearest to the first words about this person or vehicle."""
        places = [(abs(o.start - group.start), o) for o in groups if o.kind == "place" and self._is_venue(o)]
        if not places:
            return ""
        nearest = min(places, key=lambda p: p[0])[1].mentions[0]
        venue = self.venues.of(nearest)
        return self._title(nearest) + PARTED + latin(venue.district if venue else "")

    def _title(self, place: Mention) -> str:
        venue = self.venues.of(place)
        return self.venues.title(venue) if venue else latin(place.normalised)

    def _is_venue(self, place: Group) -> bool:
        venue = self.venues.of(place.mentions[0])
        kind = venue.type if venue else str(place.mentions[0].attributes.get("type", ""))
        return kind not in WIDE_PLACES

    def vehicles_together(self, account: Account, group: Group, mention: Mention) -> bool:
        """One mark with its one description beside it, or the same words again."""
        form = mention.attributes.get("form", "description")
        if form in group.forms:
            return _same_vehicle(self, group, mention, form)
        last = group.mentions[-1]
        gap = mention.start - last.end
        another_told = bool(
            re.search(r"\b(?:another|other|second|different)\b", account.text[last.end : mention.start])
        )
        return _one_text(last, mention) and 0 <= gap <= BESIDE and not another_told

    def persons_together(self, account: Account, group: Group, mention: Mention) -> bool:
        """The same name again, or a name right beside a description that fits it."""
        named = bool(mention.attributes.get("named"))
        names = {person_name(m) for m in group.mentions if m.attributes.get("named")}
        if named and names:
            name = person_name(mention)
            return any(name == n or name in n.split() or n in name.split() for n in names)
        last = group.mentions[-1]
        if not _one_text(last, mention) or str(group.merged().get("count", 1)) != "1":
            return False
        between = account.text[last.end : mention.start]
        if (
            named == bool(names)
            or not 0 <= len(between) <= APPOSED
            or not _fit(group.merged(), mention.attributes)
        ):
            return False
        return re.fullmatch(r"[\s,(:\"'“‘–-]*", between) is not None or self.cues.is_only("called", between)


def person_name(mention: Mention) -> str:
    """A name in Latin without its title."""
    return _TITLES.sub("", latin(mention.normalised))


def _same_words(_: Observer, __: Account, group: Group, mention: Mention) -> bool:
    return any(latin(m.normalised) == latin(mention.normalised) for m in group.mentions)


def _same_vehicle(observer: Observer, group: Group, mention: Mention, form: str) -> bool:
    if form == "mark":
        one, other = mark_slots(group.fullest("mark")), mark_slots(mention.normalised)
        known = [(a, b) for a, b in zip(one, other, strict=False) if "_" not in (a, b)]
        return len(known) >= 2 and all(a == b for a, b in known)
    if form == "licence-plate":
        return latin(group.fullest(form)) == latin(mention.normalised)
    merged = group.merged()
    told = [
        key for key in ("make", "model") if merged.get(key) and merged.get(key) == mention.attributes.get(key)
    ]
    return bool(told) and _fit(merged, mention.attributes)


def _pair_vehicles(groups: list[Group]) -> None:
    """A plate told of apart from a description: one of each is one vehicle, else the one told before it."""
    described = [g for g in groups if g.kind == "vehicle" and g.forms == {"description"}]
    plates = [g for g in groups if g.kind == "vehicle" and "description" not in g.forms]
    for plate in list(plates):
        before = [g for g in described if 0 <= plate.start - g.mentions[-1].end <= NEAR_PERSON]
        only = len(described) == len(plates) == 1 and _one_text(described[0].mentions[0], plate.mentions[0])
        chosen = described[0] if only else before[-1] if before else None
        if chosen is not None:
            chosen.positions += plate.positions
            chosen.mentions += plate.mentions
            described.remove(chosen)
            plates.remove(plate)
            groups[:] = [g for g in groups if g is not plate]


def _fit(merged: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    keys = ("sex", "role", "make", "model", "colour", "body")
    return all(
        merged[key] == other[key]
        for key in keys
        if merged.get(key) not in (None, "", "unknown") and other.get(key) not in (None, "", "unknown")
    )


def _one_text(one: Mention, other: Mention) -> bool:
    return one.source == other.source


def _belongs_to(thing: Group, person: Group, groups: list[Group]) -> bool:
    """The nearest adult, or named person who is no child, within reach of a whole number or mark."""
    values = [m.normalised for m in thing.mentions if m.attributes.get("form", "mark") == "mark"]
    if not any(is_whole(v.replace("_", "")) or thing.kind == "handle" for v in values):
        return False
    if any(m.attributes.get("owner") == "reporter" for m in thing.mentions):
        return False
    able = [g for g in groups if g.kind == "person" and g.merged().get("role") != "child"]
    near = [(_apart(thing, g), n, g) for n, g in enumerate(able)]
    distance, _, nearest = min(near, default=(NEAR_PERSON + 1, 0, thing))
    return nearest is person and distance <= NEAR_PERSON


def _apart(one: Group, other: Group) -> int:
    return min(max(a.start - b.end, b.start - a.end, 0) for a in one.mentions for b in other.mentions)


_TOGETHER = {"vehicle": Observer.vehicles_together, "person": Observer.persons_together}
