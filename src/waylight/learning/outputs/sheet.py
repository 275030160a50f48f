"""What every sheet carries: its language and letters, its version, its numbers and until when they hold."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_noop, override

from waylight.engine.wording.isolates import group_phone
from waylight.guidance import queries
from waylight.guidance.rule import ShownRoute
from waylight.learning import library as books
from waylight.learning.library import Block, Course, Line, Passage, Run, languages

from .dated_facts import require_facts
from .edition import Edition
from .fonts import FontMissing, families, is_right_to_left, is_tall
from .labels import ENGLISH, Said, labels, noted, said
from .numbers import codes_in, printed_numbers
from .qr import ScanCode
from .typst import line_data, passage_data, passages_data

CHECKED = gettext_noop(
    "Numbers checked on %(checked)s. After %(until)s, scan or visit %(address)s for the right ones."
)
VERSION = gettext_noop("Version %(version)s. %(controller)s.")
NOT_CHECKED = gettext_noop("Written by Waylight’s authors. Not yet checked by a safeguarding lead.")
MADE_UP = gettext_noop("%(area)s is a made-up place. Its own numbers lead to nobody.")
OTHER_FORMATS = gettext_noop(
    "You can have this in other languages, in large print, as easy read or read aloud. Ask %(hub)s."
)


@dataclass(frozen=True)
class Part:
    """Passages under a title; `title` None: under none. `mild`: it needs a content note before it."""

    title: Passage | None
    passages: tuple[Passage, ...]
    mild: bool = False


@dataclass(frozen=True)
class Contents:
    """What one sheet says. `blocks` are all blocks it prints, and `contacts` the codes of the numbers it
    lists besides; from both follows until when it may be believed. `kind` is a msgid, said over the title."""

    title: Passage
    lead: Passage | None
    parts: tuple[Part, ...]
    blocks: tuple[Block, ...]
    courses: tuple[Course, ...]
    contacts: tuple[str, ...] = ()
    code: ScanCode | None = None
    kind: str = ""

    def of_kind(self, kind: str) -> "Contents":
        return replace(self, kind=kind)

    def version(self, language: str) -> str:
        return " + ".join(
            f"{course.id} {books.version_in(course.version_id, language)}" for course in self.courses
        )

    @property
    def checked(self) -> bool:
        """Whether somebody has read every lesson that it is made of; where it picks no block of a lesson, of
        its courses."""
        ids = {block.lesson_id for block in self.blocks if block.lesson_id}
        picked = [books.library().lesson(id) for id in ids]
        taught = (lesson for course in self.courses for lesson in course.lessons)
        return all(lesson.checked for lesson in picked or taught)

    @property
    def spoken(self) -> tuple[Passage, ...]:
        """Every passage, titles too."""
        titles = [part.title for part in self.parts if part.title]
        lead = [self.lead] if self.lead else []
        return (self.title, *lead, *titles, *(p for part in self.parts for p in part.passages))


def is_in_language(contents: Contents, language: str) -> bool:
    """Whether any of it is: a sheet that would be English throughout is not offered in another language."""
    return any(each.language == language for each in contents.spoken)


def sheet_data(contents: Contents, edition: Edition) -> dict[str, Any]:
    """Plain data for any of the sheets. Raises NumberLapses, FactNotShown and FontMissing."""
    code = contents.code or edition.code()
    formats = _other_formats(edition)
    spoken = {edition.language, ENGLISH, *(str(each["language"]) for each in formats)}
    notes = books.notes(contents.spoken)
    return {
        "language": edition.language,
        "rtl": is_right_to_left(edition.language),
        "scripts": {each: _script(each) for each in sorted(spoken)},
        "labels": labels(edition.language),
        "title": _document_title(contents, edition),
        "author": edition.pack.controller,
        "about": contents.lead.text if contents.lead else contents.title.text,
        "version": contents.version(edition.language),
        "kicker": {"words": edition.area.hub_name, "language": ENGLISH},
        "kind": said(contents.kind, edition.language) if contents.kind else None,
        "heading": passage_data(contents.title, edition.address),
        "lead": passage_data(contents.lead, edition.address) if contents.lead else None,
        "notes": [words for note in notes for words in noted(note, edition.language)],
        "sections": [part_data(part, edition) for part in contents.parts],
        "contacts": [_contact_data(each) for each in contact_lines(contents.contacts, edition)],
        "code": {"svg": code.svg(), "alt": code.alt, "address": code.address, "shown": code.shown},
        "place": edition.place,
        "formats": formats,
        "imprint": imprint_lines(contents, edition),
    }


def _document_title(contents: Contents, edition: Edition) -> str:
    kind = str(said(contents.kind, edition.language)["words"]) if contents.kind else ""
    return ". ".join(filter(None, (contents.title.text.rstrip("."), kind, edition.area.hub_name)))


def part_data(part: Part, edition: Edition) -> dict[str, Any]:
    return {
        "title": passage_data(part.title, edition.address) if part.title else None,
        "passages": passages_data(part.passages, edition.address, top=3 if part.title else 2),
    }


def _script(language: str) -> dict[str, Any]:
    return {"fonts": families(language), "rtl": is_right_to_left(language), "tall": is_tall(language)}


@dataclass(frozen=True)
class ContactLine:
    """Whom a number reaches, in `language`; `english` where that stands beside. `hours` may be in English.
    `phone`: it is called or texted; if not, it is an address."""

    label: str
    language: str
    english: str
    hours: str
    hours_language: str
    number: Line
    phone: bool


def contact_lines(codes: Sequence[str], edition: Edition) -> list[ContactLine]:
    """Under the show rule of the day, each number once."""
    with override(edition.language):
        found = [queries.route(code, edition.area, edition.on) for code in codes]
        shown = {route.code: route for route in found if route is not None}
        return [_contact_line(route, edition.language) for route in shown.values()]


def _contact_line(route: ShownRoute, language: str) -> ContactLine:
    return ContactLine(
        label=route.label.words,
        language=ENGLISH if route.label.same else language,
        english="" if route.label.same else route.label.english,
        hours=route.hours.words,
        hours_language=ENGLISH if route.hours.same else language,
        number=_number(route),
        phone=bool(route.phone or route.text_number),
    )


def _number(route: ShownRoute) -> Line:
    """What is called, texted or visited, whole and left to right."""
    if route.phone or route.text_number:
        return (Run(group_phone(route.phone or route.text_number), number=True),)
    return (Run(route.email or ScanCode(route.url).shown, number=True),)


def _contact_data(contact: ContactLine) -> dict[str, Any]:
    hours = {"words": contact.hours, "language": contact.hours_language} if contact.hours else None
    return {
        "label": {"words": contact.label, "language": contact.language},
        "english": contact.english or None,
        "hours": hours,
        "number": line_data(contact.number, ENGLISH),
        "phone": contact.phone,
    }


def imprint_lines(contents: Contents, edition: Edition) -> list[Said]:
    """The numbers' dates, the version, whose it is, whether it was checked. Raises NumberLapses and
    FactNotShown."""
    require_facts(contents.blocks, edition.on)
    codes = dict.fromkeys((*codes_in(contents.blocks), *contents.contacts))
    numbers = printed_numbers(codes, edition.area, edition.on, edition.although)
    lines: list[Said] = []
    if numbers:
        dates = {"checked": edition.day(numbers.checked_on), "until": edition.day(numbers.last_day)}
        lines.append(said(CHECKED, edition.language, **dates, address=edition.code().shown))
    controller = edition.pack.controller
    lines.append(
        said(VERSION, edition.language, version=contents.version(edition.language), controller=controller)
    )
    if not contents.checked:
        lines.append(said(NOT_CHECKED, edition.language))
    if edition.pack.fictional:
        lines.append(said(MADE_UP, edition.language, area=edition.area.name))
    return lines


def _other_formats(edition: Edition) -> list[Said]:
    """That one may ask for another form: in the reader's language, then in all that we can say and print."""
    found = [said(OTHER_FORMATS, edition.language, hub=edition.area.hub_name)]
    for language in languages():
        words = said(OTHER_FORMATS, language, hub=edition.area.hub_name)
        if words["language"] == language != edition.language and _can_print(language):
            found.append(words)
    return found


def _can_print(language: str) -> bool:
    try:
        families(language)
    except FontMissing:
        return False
    return True
