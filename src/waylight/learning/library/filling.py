"""What a placeholder becomes: a number under the show rule, a fact under its own, a term, the hub's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import override

from waylight.engine.wording.isolates import group_phone
from waylight.guidance import facts, queries
from waylight.guidance.kinds import ALWAYS, Kind, stand_ins
from waylight.guidance.models import Area
from waylight.guidance.rule import ShownRoute

from .house import ENGLISH_WORDS, House
from .placeholders import CONTACTS, Placeholder, PlaceholderKind
from .reading import Library
from .runs import Draft, Line, Run, Slot
from .shapes import NoSuchContent
from .translated import ENGLISH, Translations

_SENTENCE_ENDS = re.compile(r"[.!?][\"”’')]*\s+$")


class CannotFill(LookupError):
    """Nothing may stand there today, so its line is not shown."""


@dataclass
class Filler:
    """Fills the lines of one passage, for one area, day and language; collects what must be said too."""

    library: Library
    area: Area | None
    on: date
    language: str = ENGLISH
    translated: Translations | None = None
    notes: list[House] = field(default_factory=list)

    def lines(self, found: tuple[Draft, ...]) -> tuple[Line, ...]:
        with override(self.language):
            return tuple(line for draft in found if (line := self._line(draft)))

    def _line(self, draft: Draft) -> Line:
        """Empty where a fact or a number that it needs may not be shown."""
        runs: list[Run] = []
        for part in draft:
            if isinstance(part, Run):
                runs.append(part)
                continue
            try:
                runs += _begun(self._fill(part), runs)
            except CannotFill:
                self._say(House.BEING_CHECKED)
                return ()
        return tuple(_joined(runs))

    def _say(self, note: House) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def _fill(self, slot: Slot) -> list[Run]:
        wanted, like = slot.placeholder, slot.like
        if wanted.kind in CONTACTS:
            return list(self._contact(wanted, like))
        if wanted.kind == PlaceholderKind.FACT:
            return [self._fact(wanted.id, like)]
        if wanted.kind == PlaceholderKind.TERM:
            return [self._term(wanted.id, like)]
        if wanted.kind == PlaceholderKind.HUB:
            return [self._hub(like)]
        if wanted.kind == PlaceholderKind.AREA:
            return [replace(like, text=self.area.name) if self.area else self._house(House.ANY_AREA, like)]
        raise CannotFill(wanted.written)

    def _hub(self, like: Run) -> Run:
        if self.area:
            return replace(like, text=queries.pack(self.area).hub_name)
        return self._house(House.ANY_HUB, like)

    def _house(self, key: House, like: Run) -> Run:
        return self._in_language(key, ENGLISH_WORDS[key], like)

    def _fact(self, id: str, like: Run) -> Run:
        try:
            fact = facts.fact(id, self.library.folder)
        except facts.NoSuchFact as problem:
            raise CannotFill(id) from problem
        words = fact.shown(self.on)
        if not words:
            raise CannotFill(id)
        key = f"fact:{id}" if words == fact.words else f"fact:{id}.without"
        return self._in_language(key, words, like)

    def _term(self, id: str, like: Run) -> Run:
        try:
            return self._in_language(f"term:{id}", self.library.term(id).term, like)
        except NoSuchContent as problem:
            raise CannotFill(id) from problem

    def _in_language(self, key: str, english: str, like: Run) -> Run:
        if self.translated is None:
            return replace(like, text=english)
        words = self.translated.words(key, english)
        return replace(like, text=words) if words else replace(like, text=english, language=ENGLISH)

    def _contact(self, wanted: Placeholder, like: Run) -> Iterator[Run]:
        route = route_for(wanted.id, self.area, self.on)
        if route is None:
            raise CannotFill(wanted.id)
        if route.ask_council:
            self._say(House.ASK_COUNCIL)
        number, short = _number(route, like), route.phone == route.code
        if wanted.kind == PlaceholderKind.CONTACT_NAME:
            yield self._label(route, like)
        elif wanted.kind == PlaceholderKind.CONTACT_NUMBER or short:
            yield number
        else:
            yield self._label(route, like)
            yield from (replace(like, text=" ("), number, replace(like, text=")"))

    def _label(self, route: ShownRoute, like: Run) -> Run:
        foreign = route.label.same and self.language != ENGLISH
        return replace(like, text=route.label.words, language=ENGLISH if foreign else "")


def route_for(code: str, area: Area | None, on: date) -> ShownRoute | None:
    """A number under guidance's show rule. Without an area, an area's own code is answered by the nation's
    line for that kind, and the reader is sent to the council for the local one."""
    found = queries.route(code, area, on)
    if found is not None or area is not None or code not in Kind.values:
        return found
    codes = (*stand_ins(code), ALWAYS) if stand_ins(code) else ()
    routes = (queries.route(each, None, on) for each in codes)
    stand_in = next((route for route in routes if route is not None), None)
    return replace(stand_in, stands_for=code, ask_council=True) if stand_in else None


def _number(route: ShownRoute, like: Run) -> Run:
    if route.phone:
        href = f"tel:{route.phone.replace(' ', '')}" if route.dials else ""
        return replace(like, text=group_phone(route.phone), number=True, href=href)
    if route.text_number:
        number = group_phone(route.text_number)
        return replace(like, text=number, number=True, href=f"sms:{route.text_number.replace(' ', '')}")
    if route.email:
        return replace(like, text=route.email, number=True, href=f"mailto:{route.email}")
    address = route.url.removeprefix("https://").rstrip("/")
    return replace(like, text=address, number=True, href=route.url)


def _begun(filled: list[Run], before: list[Run]) -> list[Run]:
    """A capital where it begins a sentence."""
    said = "".join(run.text for run in before)
    if said.strip() and not _SENTENCE_ENDS.search(said):
        return filled
    first = filled[0]
    return [
        first if first.number else replace(first, text=first.text[:1].upper() + first.text[1:]),
        *filled[1:],
    ]


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Neighbours that look alike as one run."""
    kept: Run | None = None
    for run in runs:
        if kept is not None and not (kept.number or run.number) and replace(run, text=kept.text) == kept:
            kept = replace(kept, text=kept.text + run.text)
            continue
        if kept is not None:
            yield kept
        kept = run
    if kept is not None:
        yield kept
