"""How the people of a simulated story are told of in one report: what is given, left out, misread."""

import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from waylight.engine.linkage.misspell import misheard_mark, misspelt, partial_mark, partial_phone


@dataclass
class Person:
    """`spellings` are the given name in Latin and, where there is one, in its own script."""

    id: str
    role: str
    sex: str
    age: int
    origin: str
    spellings: tuple[str, ...]
    surname: str
    nickname: str
    build: str
    hair: str


@dataclass
class Car:
    """A vehicle as it is; `taxi` gives it a council plate."""

    id: str
    mark: str
    make: str
    model: str
    body: str
    colour: str
    licence: str = ""


@dataclass
class Story:
    """What ties some reports together. `said` counts how often each part has been told of."""

    id: str
    kind: str
    adults: list[Person]
    children: list[Person]
    cars: list[Car]
    phone: str
    handle: str
    firm: str
    venues: list[dict[str, str]]
    begins: datetime
    reports: list[str] = field(default_factory=list)


class Writer:
    """Fills the slots of sentences with what a reporter would give, noting where each mention stands."""

    def __init__(self, story: Story, dice: random.Random, words: dict[str, Any]) -> None:
        self._story, self._dice, self._words = story, dice, words
        self.text = ""
        self.mentions: list[dict[str, Any]] = []
        self._adult, self._child = dice.choice(story.adults), dice.choice(story.children)
        self._car, self._venue = story.cars[0], dice.choice(story.venues)
        self._adult_told = False
        # For measuring by group only; linkage is never told.
        self.origins = {who.id: who.origin for who in (self._adult, self._child)}

    def write(self, sentence: str) -> None:
        """One sentence, ended with a stop."""
        for place, piece in enumerate(sentence.replace("}", "{").split("{")):
            if place % 2:
                getattr(self, f"_{piece}_slot")()
            else:
                self.text += piece
        self.text += ". "

    def _put(self, kind: str, words: str, normalised: str, entity: str, **attributes: Any) -> None:
        start = len(self.text)
        self.text += words
        told = {key: value for key, value in attributes.items() if value not in (None, "")}
        mention = {
            "kind": kind,
            "text": words,
            "start": start,
            "end": len(self.text),
            "normalised": normalised,
        }
        self.mentions.append(mention | {"attributes": told, "entity_ids": [entity] if entity else []})

    def _adult_slot(self) -> None:
        if self._adult_told:
            self._called(self._adult, 1.0)
            return
        self._adult_told = True
        self._person(self._adult, named=0.6)

    def _child_slot(self) -> None:
        self._person(self._child, named=0.35)

    def _person(self, who: Person, named: float) -> None:
        if self._dice.random() < named:
            self._called(who, 0.7 if who.role == "adult" else 0.15)
        else:
            self._described(who)

    def _called(self, who: Person, nickname: float) -> None:
        dice = self._dice
        if dice.random() < nickname:
            name = who.nickname
        else:
            name = who.spellings[-1] if dice.random() < 0.2 else who.spellings[0]
            name += (
                f" {who.surname}"
                if dice.random() < 0.5
                else f" {who.surname[0]}"
                if dice.random() < 0.2
                else ""
            )
        if dice.random() < 0.12:
            name = misspelt(name, dice)
        self._put("person", name, name, who.id, role=who.role, named=True)

    def _described(self, who: Person) -> None:
        dice = self._dice
        told_age = who.age + dice.choice((-2, -1, 0, 0, 0, 1, 2))
        noun = {"malechild": "boy", "femalechild": "girl", "maleadult": "man", "femaleadult": "woman"}[
            who.sex + who.role
        ]
        low, high = dice.choice(((told_age, told_age), (told_age - 1, told_age + 1), (None, None)))
        build = self._seen(who.build, self._words["builds"])
        hair = self._seen(who.hair, self._words["hairs"])
        aged = "" if low is None else f" about {low}" if low == high else f" {low} to {high}"
        words = f"a {build} {noun}".replace("  ", " ") + aged + (f" with {hair} hair" if hair else "")
        aged_told = {"age_min": low, "age_max": high}
        seen = {"sex": who.sex, "build": build, "hair": hair}
        self._put("person", words[2:], words[2:], who.id, role=who.role, named=False, **aged_told, **seen)

    def _seen(self, value: str, others: list[str]) -> str:
        """Told of in one account of three, and then wrong once in six."""
        if self._dice.random() > 0.35:
            return ""
        return self._dice.choice(others) if self._dice.random() < 0.16 else value

    def _vehicle_slot(self) -> None:
        car, dice = self._car, self._dice
        described = dice.random() < 0.8
        if described:
            colour = car.colour if dice.random() < 0.8 else ""
            if dice.random() < 0.07:
                colour = {"grey": "silver", "silver": "grey", "black": "blue", "blue": "black"}.get(
                    car.colour, colour
                )
            seen = (
                dice.choice(self._words["vehicles"])
                if dice.random() < 0.06
                else (car.make, car.model, car.body)
            )
            make, model = seen[:2] if dice.random() < 0.6 else ("", "")
            if make and dice.random() < 0.25:
                model = ""
            noun = seen[2] if not make or car.body == "taxi" else ""
            words = " ".join(word for word in (colour, make, model, noun) if word)
            told = {"make": make, "model": model, "colour": colour, "body": noun}
            self._put("vehicle", words, words, car.id, form="description", **told)
        if not described or dice.random() < 0.6:
            self.text += " " if described else ""
            mark = misheard_mark(car.mark, dice)
            pattern = mark if dice.random() < 0.55 else partial_mark(mark, dice)
            self._put(
                "vehicle", pattern.replace("*", "..."), pattern, car.id, form="mark", partial=pattern != mark
            )
        if car.licence and dice.random() < 0.5:
            self.text += " plate "
            self._put("vehicle", car.licence, car.licence, car.id, form="licence-plate")

    def _place_slot(self) -> None:
        self._put(
            "place",
            self._venue["name"],
            self._venue["name"],
            self._venue["id"],
            gazetteer=True,
            type=self._venue["type"],
        )

    def _time_slot(self) -> None:
        self._put("time", "last night", "", "", precision="part-of-day")

    def _phone_slot(self) -> None:
        number, dice = self._story.phone, self._dice
        pattern = number if dice.random() < 0.65 else partial_phone(number, dice)
        self._put("phone", pattern, pattern, f"tel-{number}")

    def _handle_slot(self) -> None:
        handle = self._story.handle
        if self._dice.random() < 0.2:
            handle = misspelt(handle, self._dice)
        self._put("handle", "@" + handle, handle, f"hnd-{self._story.id}")

    def _firm_slot(self) -> None:
        firm = misspelt(self._story.firm, self._dice) if self._dice.random() < 0.1 else self._story.firm
        self._put("organisation", firm, firm, f"org-{self._story.firm}")
