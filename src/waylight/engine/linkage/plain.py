"""Comparisons with few distinct values: ages, places, colours, bodies, titles of firms and venues."""

from collections.abc import Mapping
from typing import Any

from rapidfuzz.distance import JaroWinkler

from waylight.engine.linkage.folding import consonants
from waylight.engine.linkage.levels import ELSE, Graded, Level

YEARS_NEAR = 3
TITLES_ALIKE = 0.93
PARTED = "|"


def ages(column: str) -> Graded:
    """Values are "13-15", "14-14"; an open side is "13-" or "-30"."""
    least, most = f'"{column}_min', f'"{column}_max'
    gap = f'(greatest({least}_l", {least}_r") - least({most}_l", {most}_r"))'
    levels = (
        Level("Same age as told", f'{least}_l" = {least}_r" AND {most}_l" = {most}_r"'),
        Level("One age lies within or overlaps the other", f"{gap} <= 0"),
        Level(f"Up to {YEARS_NEAR} years apart", f"{gap} <= {YEARS_NEAR}"),
        Level("Further apart in age", ELSE),
    )

    def judge(one: str, other: str) -> int:
        (a, b), (c, d) = age_range(one), age_range(other)
        between = max(a, c) - min(b, d)
        if (a, b) == (c, d):
            return 1
        return 2 if between <= 0 else 3 if between <= YEARS_NEAR else 4

    def split(value: str) -> dict[str, Any]:
        low, high = age_range(value) if value else (None, None)
        return {column: value or None, f"{column}_min": low, f"{column}_max": high}

    return Graded(column, levels, judge, split)


def age_range(value: str) -> tuple[int, int]:
    """Both ends in years; an open side is 0 or 120."""
    low, _, high = value.partition("-")
    return int(low or 0), int(high or 120)


def places(column: str) -> Graded:
    """Where it was seen: "name|district", folded; either part may be empty."""
    name, district = f'"{column}_name', f'"{column}_district'
    levels = (
        Level("Seen at the same place", f'{name}_l" = {name}_r"', f"{column}_name"),
        Level("Seen in the same district", f'{district}_l" = {district}_r"'),
        Level("Seen elsewhere", ELSE),
    )

    def judge(one: str, other: str) -> int:
        (a, da), (b, db) = one.split(PARTED), other.split(PARTED)
        if a and a == b:
            return 1
        return 2 if da and da == db else 3

    def split(value: str) -> dict[str, Any]:
        at, _, area = value.partition(PARTED)
        return {column: value or None, f"{column}_name": at or None, f"{column}_district": area or None}

    return Graded(column, levels, judge, split)


def grouped(column: str, same: str, near: str, other: str, group_of: Mapping[str, str]) -> Graded:
    """The same, of one group (grey and silver), or different. A value outside all groups is its own."""
    group = f'"{column}_group'
    levels = (
        Level(same, f'"{column}_l" = "{column}_r"'),
        Level(near, f'{group}_l" = {group}_r"'),
        Level(other, ELSE),
    )

    def judge(one: str, another: str) -> int:
        if one == another:
            return 1
        return 2 if group_of.get(one, one) == group_of.get(another, another) else 3

    def split(value: str) -> dict[str, Any]:
        return {column: value or None, f"{column}_group": group_of.get(value, value) or None}

    return Graded(column, levels, judge, split)


def titles(column: str, what: str) -> Graded:
    """Names of firms or venues: the same, alike, or the words of one within the other's."""
    left, right = f'"{column}_l"', f'"{column}_r"'
    alike = f"jaro_winkler_similarity({left}, {right}) >= {TITLES_ALIKE}"
    within = " OR ".join(
        f"contains(' ' || {one} || ' ', ' ' || {part} || ' ')" for one, part in ((left, right), (right, left))
    )
    levels = (
        Level(f"Same {what}", f"{left} = {right}", column),
        Level(
            f"Names of the {what} that look alike",
            f'"{column}_bare_l" = "{column}_bare_r" OR {alike}',
        ),
        Level(f"One name of the {what} is part of the other", within),
        Level(f"Different {what}", ELSE),
    )

    def judge(one: str, other: str) -> int:
        if one == other:
            return 1
        same_letters = consonants(one) == consonants(other) != ""
        if same_letters or JaroWinkler.similarity(one, other) >= TITLES_ALIKE:
            return 2
        return 3 if f" {one} " in f" {other} " or f" {other} " in f" {one} " else 4

    def split(value: str) -> dict[str, Any]:
        return {column: value or None, f"{column}_bare": consonants(value) or None}

    return Graded(column, levels, judge, split)
