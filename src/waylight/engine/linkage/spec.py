"""What is compared for each kind of mention, in levels a person can read.

Never compared: ethnicity, nationality, religion, language, or anything inferred from a name. What an account
does not say is neutral. Two observations of one account are never scored: there they were told apart.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from waylight.engine.linkage.accounts import Kind
from waylight.engine.linkage.levels import Distinct, Exact
from waylight.engine.linkage.names import Handles, Names
from waylight.engine.linkage.plain import ages, grouped
from waylight.engine.linkage.slots import Marks, Phones
from waylight.engine.linkage.venues import Places, Titles

VALUES_FILE = "values.yaml"


@dataclass(frozen=True)
class Values:
    """Words that mean the same or nearly: short forms of names, makes sold under two names, near colours."""

    short_forms: dict[str, str]
    makes: dict[str, str]
    colours: dict[str, str]
    bodies: dict[str, str]
    by_names: frozenset[str] = frozenset()

    @classmethod
    def load(cls, folder: Path) -> "Values":
        """From content/linkage. Raises OSError if the file is not there."""
        lists = yaml.safe_load((folder / VALUES_FILE).read_text(encoding="utf-8"))
        names = ("short_forms", "makes", "colours", "bodies")
        groups = {name: _group_of(lists[name]) for name in names}
        return cls(**groups, by_names=frozenset(lists["by_names"]))


def _group_of(groups: dict[str, list[str]]) -> dict[str, str]:
    return {str(member): group for group, members in groups.items() for member in members}


SPECS: dict[Kind, Callable[[Values], list[Distinct]]] = {
    "person": lambda v: [
        Names("name", v.short_forms, v.by_names),
        Phones("phone"),
        Handles("handle"),
        # Forty years of birthdays; one record in fifty has it wrong.
        Exact("born", "Same date of birth", "Different dates of birth", known=(0.98, 1 / 14_600)),
        Exact("vehicle", "Seen with the same vehicle mark", "Seen with another vehicle mark"),
        Exact("sex", "Same sex", "Different sex"),
        ages("age"),
        Exact("role", "Both told of as child, or both as adult", "One told of as child, one as adult"),
        Places("place"),
        Exact("build", "Same build", "Different build"),
        Exact("hair", "Same hair", "Different hair"),
    ],
    "vehicle": lambda v: [
        Marks("mark"),
        # A council licenses some thousand vehicles, which are also told of more than others.
        Exact("licence", "Same council plate number", "Different council plate numbers", known=(0.95, 0.001)),
        Exact("make", "Same make", "Different makes", rarity=True),
        Exact("model", "Same model", "Different models", rarity=True),
        grouped("colour", "Same colour", "Colours easily mistaken", "Different colours", v.colours),
        grouped("body", "Same body", "Bodies easily mistaken", "Different bodies", v.bodies),
        Places("place"),
    ],
    "place": lambda v: [
        # An entry is one place; extraction may still take one for another.
        Exact(
            "entry",
            "Same entry of the gazetteer",
            "Different entries of the gazetteer",
            known=(0.98, 1e-8),
        ),
        Titles("name", "place"),
    ],
    "phone": lambda v: [Phones("phone")],
    "handle": lambda v: [Handles("handle")],
    "organisation": lambda v: [Titles("name", "organisation")],
}


@cache
def values_of(folder: Path) -> Values:
    """The word lists of a content folder, read once."""
    return Values.load(folder)


def comparisons(kind: Kind, values: Values) -> list[Distinct]:
    """A fresh, empty set of comparisons for one kind, in the order in which they are shown."""
    return SPECS[kind](values)
