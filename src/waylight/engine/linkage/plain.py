"""Comparisons with few distinct values: ages, colours, bodies."""

from collections.abc import Mapping
from typing import Any

from waylight.engine.linkage.levels import ELSE, Graded, Level

YEARS_NEAR = 3


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
