"""A county of fictional reports with the truth beside them, for tests, demonstrations, benches and training.

Drama numbers, marks with the never-issued 00, invented venues; non-graphic. The same number of reports
and the same seed give the same county, byte for byte.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from waylight.engine.linkage.telling import Car, Person, Story, Writer

WORDS_FILE = "simulation.yaml"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAYS = 182
# Ofcom's numbers for drama: each has a thousand.
PHONE_RANGES = ("+447700900", "+441632960", "+442079460", *(f"+441{town}4960" for town in range(13, 19)))
MARK_LETTERS = "ABCDEFGHJKLMNOPRSTUVWXY"
# Of all stories, how many are of which kind; a quiet pattern is three to nine reports over two months.
KINDS = (("single", 78), ("pattern", 10), ("same-event", 6), ("taxi", 3), ("rumour", 3))

EXTRAS = (("phone", 0.25), ("handle", 0.15), ("firm", 0.1))


@dataclass
class Report:
    """A report as the practice files have it, with its truth apart."""

    report: dict[str, Any]
    truth: dict[str, Any]


class County:
    """Everything that is in it is made while its reports are drawn."""

    def __init__(self, content: Path, reports: int, seed: int) -> None:
        self.words = yaml.safe_load((content / WORDS_FILE).read_text(encoding="utf-8"))
        self.wanted, self._dice = reports, random.Random(seed)  # noqa: S311 - a simulation wants repeatable dice
        self._made = 0
        self._phones: list[str] = []
        self.stories: list[Story] = []

    @cached_property
    def venues(self) -> list[dict[str, str]]:
        """As many as a county of so many reports has, at least 24; gazetteer rows."""
        dice, made = self._dice, []
        for n in range(max(24, self.wanted // 12)):
            kind = dice.choice(list(self.words["venue_types"]))
            district = dice.choice(self.words["districts"])
            first = dice.choice(self.words["venue_names"])
            name = dice.choice(self.words["venue_types"][kind]).format(
                f"{first}{'' if n < 24 else ' ' + self._surname()}"
            )
            made.append({"id": f"plc-{n}", "name": name, "type": kind, "district": district})
        return list({venue["name"]: venue for venue in made}.values())

    @cached_property
    def firms(self) -> list[str]:
        """Names of organisations, each told of in several stories."""
        return [
            f"{self._surname()} {self._dice.choice(self.words['firms'])}"
            for _ in range(max(8, self.wanted // 40))
        ]

    def reports(self) -> list[Report]:
        """All of them, in order of receipt."""
        drawn: list[tuple[datetime, Story, Report]] = []
        while len(drawn) < self.wanted:
            story = self._story()
            self.stories.append(story)
            drawn += [
                (when, story, self._report(story, when, n)) for n, when in enumerate(self._dates(story))
            ]
        drawn = sorted(drawn[: self.wanted], key=lambda one: one[0])
        for n, (_, story, told) in enumerate(drawn):
            told.report["id"] = told.truth["id"] = f"SIM-{n:07d}"
            story.reports.append(told.report["id"])
        return [told for _, _, told in drawn]

    def gazetteer(self) -> str:
        """The venues as CSV, in the columns of the practice gazetteer."""
        rows = [f"{v['id']},{v['name']},,{v['type']},,{v['district']},ZZ99 1AA,," for v in self.venues]
        return "\n".join(["id,name,aliases,type,street,district,postcode,lat,lon", *rows, ""])

    def patterns(self) -> dict[str, Any]:
        """The true patterns, decoys and rumours, once the reports are drawn."""
        named = {"pattern": "patterns", "taxi": "decoys", "rumour": "circular"}
        found: dict[str, Any] = {"patterns": [], "decoys": [], "circular": []}
        for story in self.stories:
            if story.kind in named and len(story.reports) > 2:
                row = {
                    "id": story.id,
                    "report_ids": sorted(story.reports),
                    "key_entity_ids": [story.cars[0].id],
                }
                found[named[story.kind]].append(row)
        return found

    def _story(self) -> Story:
        dice, n = self._dice, len(self.stories)
        kind = dice.choices([k for k, _ in KINDS], [w for _, w in KINDS])[0]
        many = kind == "pattern"
        car = self._car(taxi=kind == "taxi")
        return Story(
            id=f"story-{n}",
            kind=kind,
            adults=[self._person("adult") for _ in range(dice.choice((1, 2)) if many else 1)],
            children=[self._person("child") for _ in range(dice.choice((2, 3)) if many else 1)],
            cars=[car],
            phone=self._phone(),
            handle=self._handle(),
            firm=dice.choice(self.firms),
            venues=dice.sample(self.venues, 4 if many else 1),
            begins=START + timedelta(days=dice.randrange(DAYS), hours=dice.randrange(24)),
        )

    def _dates(self, story: Story) -> Iterator[datetime]:
        dice = self._dice
        many = {"single": 1, "pattern": dice.randint(4, 9), "same-event": dice.randint(2, 3)}
        number = many.get(story.kind, dice.randint(3, 5))
        if story.kind == "single" and dice.random() < 0.25:
            number = 2
        spread = 0.3 if story.kind == "same-event" else 49
        return iter(sorted(story.begins + timedelta(days=dice.random() * spread) for _ in range(number)))

    def _surname(self) -> str:
        w, dice = self.words, self._dice
        return str(
            dice.choice(w["surname_starts"])
            + dice.choice(w["surname_middles"])
            + dice.choice(w["surname_ends"])
        )

    def _phone(self) -> str:
        """Each number kept for drama once, then all of them again: a large county has to share them."""
        if not self._phones:
            self._phones = [f"{start}{n:03d}" for start in PHONE_RANGES for n in range(1000)]
            self._dice.shuffle(self._phones)
        return self._phones.pop()

    def _handle(self) -> str:
        word = str(self._dice.choice(self.words["nicknames"])).lower().replace(" ", ".")
        return f"{word}_{self._surname().lower()}{self._dice.randrange(100)}"

    def _person(self, role: str) -> Person:
        w, dice = self.words, self._dice
        origin = dice.choices(list(w["given"]), [10, 1, 2, 2, 3, 2, 1])[0]
        given = dice.choice(w["given"][origin])
        self._made += 1
        nickname = dice.choice(w["nicknames"])
        if dice.random() < 0.6:
            nickname = self._surname()[: dice.randint(3, 5)].rstrip("aeiou") + dice.choice(
                ("y", "o", "z", "ie", "er")
            )
        return Person(
            id=f"per-{self._made}",
            role=role,
            sex=dice.choice(("male", "male", "female") if role == "adult" else ("male", "female", "female")),
            age=dice.randint(18, 55) if role == "adult" else dice.randint(11, 17),
            origin=origin,
            spellings=tuple(given) if isinstance(given, list) else (given,),
            surname=self._surname(),
            nickname=nickname,
            build=dice.choice(w["builds"]),
            hair=dice.choice(w["hairs"]),
        )

    def _car(self, *, taxi: bool) -> Car:
        dice = self._dice
        make, model, body = dice.choice(self.words["vehicles"])
        letters = "".join(dice.choice(MARK_LETTERS) for _ in range(5))
        self._made += 1
        return Car(
            id=f"veh-{self._made}",
            mark=f"{letters[:2]}00{letters[2:]}",
            make=make,
            model=model,
            body="taxi" if taxi else body,
            colour=dice.choice(self.words["colours"]),
            licence=f"MD{dice.randrange(1000, 9999)}" if taxi else "",
        )

    def _report(self, story: Story, when: datetime, n: int) -> Report:
        dice, sentences = self._dice, self.words["sentences"]
        kinds = ["seen"]
        if story.kind == "rumour":
            kinds = ["rumour"]
        elif story.kind == "taxi":
            kinds = ["taxi_reason" if n == 2 else "taxi"]
        else:
            kinds += [extra for extra, share in EXTRAS if dice.random() < share]
            kinds += ["nothing"] if dice.random() < 0.5 else []
        role, mode, channel = dice.choice(self.words["roles"])
        if kinds == ["taxi_reason"]:
            role, mode, channel = "council_officer", "named", "email"
        writer = Writer(story, dice, self.words)
        for kind in kinds:
            writer.write(dice.choice(sentences[kind]))
        report = {
            "id": "",
            "received_at": when.isoformat(),
            "channel": channel,
            "reporter_role": role,
            "reporter_mode": mode,
            "language": "en",
            "text": writer.text,
            "structured": {},
        }
        basis = "rumour" if story.kind == "rumour" else "first-hand"
        told = {"mentions": writer.mentions, "basis": basis, "story": story.id, "origins": writer.origins}
        return Report(report, {"id": "", "truth": told})
