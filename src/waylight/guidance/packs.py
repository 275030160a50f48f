"""An area pack with its types: what a deployer decides for an area, as reviewable text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Self

from django.utils.translation import get_language

from waylight.engine.clocks import Limit, WorkingHours

from .pack_file import Entry, PackError

RATINGS = ("red", "amber", "green", "blue")
LONGEST_CODE = 60


@dataclass(frozen=True)
class Coded:
    """A code that is stored, and the words people read for it."""

    code: str
    words: str


@dataclass(frozen=True)
class Thresholds:
    """The area's published threshold document, so that a decision can say which line of it was met."""

    document: str
    version: str
    published_on: date
    levels: tuple[Coded, ...]


@dataclass(frozen=True)
class Limits:
    """How long each thing may take here. All local practice but the decision (Working Together)."""

    ratings: dict[str, Limit]
    decision: Limit
    seen: Limit
    translation: Limit


@dataclass(frozen=True)
class Paging:
    """When somebody on the rota must have answered, and in words what happens if nobody does."""

    answer_within: timedelta
    escalate: str


@dataclass(frozen=True)
class Said:
    """Words that the area wrote, in the languages it wrote them in."""

    by_language: dict[str, str]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """In the language of the moment; English where the area has not written it."""
        code = (get_language() or "en").split("-")[0]
        return self.by_language.get(code, self.by_language["en"])

    @property
    def english(self) -> str:
        return self.by_language["en"]

    @property
    def same(self) -> bool:
        return self.words == self.english


@dataclass(frozen=True)
class Promise:
    """What the public is told about when people read concerns. None of it may promise more than is so."""

    hours: Said
    out_of_hours: Said
    receipt_open: Said
    receipt_closed: Said


@dataclass(frozen=True)
class Security:
    """For security.txt (RFC 9116): where a weakness is reported, good until a year after it was checked."""

    contact: str
    checked_on: date

    @property
    def expires_on(self) -> date:
        return self.checked_on + timedelta(days=365)


@dataclass(frozen=True)
class Pack:
    """The whole pack. `campaign` is the word to quote when calling the police, empty where there is none."""

    slug: str
    name: str
    hub_name: str
    controller: str
    fictional: bool
    public: bool
    campaign: str
    opening: WorkingHours
    limits: Limits
    paging: Paging
    thresholds: Thresholds
    signposts: tuple[Coded, ...]
    languages: tuple[str, ...]
    promise: Promise
    security: Security
    version: str = ""

    @cached_property
    def threshold_codes(self) -> frozenset[str]:
        return frozenset(level.code for level in self.thresholds.levels)

    @classmethod
    def read(cls, entry: Entry, version: str = "") -> Self:
        """Raises PackError naming the file and the entry."""
        pack = cls(
            slug=entry.text("slug"),
            name=entry.text("name"),
            hub_name=entry.text("hub_name"),
            controller=entry.text("controller"),
            fictional=entry.flag("fictional", False),
            public=entry.flag("public", True),
            campaign=entry.text("campaign", ""),
            opening=_opening(entry),
            limits=_limits(entry.inside("limits")),
            paging=_paging(entry.inside("paging")),
            thresholds=_thresholds(entry.inside("thresholds")),
            signposts=_coded(entry, "signposts"),
            languages=entry.texts("languages"),
            promise=_promise(entry.inside("promise")),
            security=_security(entry.inside("security")),
            version=version,
        )
        entry.finish()
        return pack

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any], version: str) -> Self:
        """The pack as the database keeps it: JSON, in which dates are ISO text."""
        return cls.read(Entry(_with_dates(stored), "area pack"), version)


def stored(found: Any) -> Any:
    """A pack as read from YAML, in what JSON can hold."""
    if isinstance(found, Mapping):
        return {str(key): stored(value) for key, value in found.items()}
    if isinstance(found, list):
        return [stored(each) for each in found]
    return found.isoformat() if isinstance(found, date) else found


def _with_dates(found: Mapping[str, Any]) -> dict[str, Any]:
    """`stored` undone for the entries that are dates; opening hours read ISO text themselves."""
    entry = dict(found)
    for place, key in (("thresholds", "published_on"), ("security", "checked_on")):
        entry[place] = {**entry[place], key: date.fromisoformat(entry[place][key])}
    return entry


def _opening(entry: Entry) -> WorkingHours:
    try:
        return WorkingHours.from_pack(entry.inside("opening").found)
    except PackError:
        raise
    except ValueError as problem:
        raise entry.error("opening", str(problem)) from problem


def _limits(entry: Entry) -> Limits:
    ratings = {rating: entry.limit(rating) for rating in RATINGS}
    if ratings["red"].kind != "wall":
        raise entry.error(
            "red", "runs out of hours too, so write it in hours round the clock, such as '2 h'."
        )
    limits = Limits(ratings, entry.limit("decision"), entry.limit("seen"), entry.limit("translation"))
    entry.finish()
    return limits


def _paging(entry: Entry) -> Paging:
    answer_within = entry.limit("answer_within")
    if answer_within.kind != "wall":
        raise entry.error("answer_within", "is counted round the clock: write it as '15 min'.")
    paging = Paging(answer_within.amount, entry.text("escalate"))
    entry.finish()
    return paging


def _thresholds(entry: Entry) -> Thresholds:
    thresholds = Thresholds(
        entry.text("document"), entry.text("version"), entry.day("published_on"), _coded(entry, "levels")
    )
    entry.finish()
    return thresholds


def _coded(entry: Entry, key: str) -> tuple[Coded, ...]:
    found: dict[str, Coded] = {}
    for one in entry.each(key):
        coded = Coded(one.text("code"), one.text("words"))
        one.finish()
        if coded.code in found:
            raise one.error("code", f"{coded.code!r} is there twice.")
        if len(coded.code) > LONGEST_CODE:
            raise one.error("code", f"is longer than {LONGEST_CODE} characters.")
        found[coded.code] = coded
    return tuple(found.values())


def _promise(entry: Entry) -> Promise:
    keys = ("hours", "out_of_hours", "receipt_open", "receipt_closed")
    promise = Promise(*(Said(entry.said(key)) for key in keys))
    entry.finish()
    return promise


def _security(entry: Entry) -> Security:
    security = Security(entry.text("contact"), entry.day("checked_on"))
    entry.finish()
    if not security.contact.startswith(("mailto:", "https://", "tel:")):
        raise entry.error("contact", "begins with mailto:, https:// or tel:.")
    return security
