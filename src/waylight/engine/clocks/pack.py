"""Reading working hours as an area pack writes them, with sentences that say what to correct."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict

from waylight.engine.clocks.opening import Opening

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KEYS = ("week", "nation", "timezone", "bank_holidays", "extra_closed", "extra_open")


class Fields(TypedDict):
    """The fields of `WorkingHours`, read but not yet checked against each other."""

    week: tuple[tuple[Opening, ...], ...]
    nation: str
    timezone: str
    keeps_bank_holidays: bool
    extra_closed: frozenset[date]
    extra_open: tuple[tuple[date, tuple[Opening, ...]], ...]


def read_fields(entry: Mapping[str, Any]) -> Fields:
    """Every field of a working hours entry; ValueError names the key that cannot be read."""
    entry = _mapping(entry, "working hours")
    _refuse_unknown(entry, _KEYS, "working hours")
    if missing := [key for key in ("week", "nation") if key not in entry]:
        raise ValueError(f"Working hours need the entry {missing[0]!r}.")
    bank_holidays = entry.get("bank_holidays", "closed")
    if bank_holidays not in ("closed", "open"):
        raise ValueError(f"'bank_holidays' is 'closed' or 'open', not {bank_holidays!r}.")
    week = _mapping(entry["week"], "week")
    _refuse_unknown(week, WEEKDAYS, "week")
    closed = _listed(entry.get("extra_closed", []), "extra_closed")
    opened = _mapping(entry.get("extra_open", {}), "extra_open")
    return Fields(
        week=tuple(_openings(week.get(name, []), name) for name in WEEKDAYS),
        nation=_text(entry["nation"], "nation"),
        timezone=_text(entry.get("timezone", "Europe/London"), "timezone"),
        keeps_bank_holidays=bank_holidays == "closed",
        extra_closed=frozenset(_date(day, "extra_closed") for day in closed),
        extra_open=tuple(
            (_date(day, "extra_open"), _openings(texts, f"extra_open {day}")) for day, texts in opened.items()
        ),
    )


def _openings(texts: Any, where: str) -> tuple[Opening, ...]:
    openings = []
    for text in _listed(texts, where):
        try:
            openings.append(Opening.parse(_text(text, where)))
        except ValueError as error:
            raise ValueError(f"Under {where}: {error}") from error
    return tuple(openings)


def _date(day: Any, where: str) -> date:
    if isinstance(day, date) and not isinstance(day, datetime):
        return day
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError) as error:
        raise ValueError(f"Cannot read the date {day!r} under {where}. Write it as 2026-12-24.") from error


def _refuse_unknown(found: Mapping[Any, Any], known: tuple[str, ...], where: str) -> None:
    if unknown := [key for key in found if key not in known]:
        raise ValueError(f"{unknown[0]!r} is not an entry of {where}. The entries are: {', '.join(known)}.")


def _mapping(found: Any, where: str) -> Mapping[Any, Any]:
    if not isinstance(found, Mapping):
        raise ValueError(f"Under {where} there should be named entries, not {found!r}.")
    return found


def _listed(found: Any, where: str) -> list[Any]:
    if not isinstance(found, list | tuple):
        raise ValueError(f"Under {where} there should be a list, not {found!r}.")
    return list(found)


def _text(found: Any, where: str) -> str:
    if not isinstance(found, str):
        raise ValueError(f"Under {where} there should be text in quotes, not {found!r}.")
    return found
