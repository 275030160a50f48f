"""Mentions of one account that speak of one thing."""

from dataclasses import dataclass, field
from typing import Any

from waylight.engine.extraction.mention import Mention
from waylight.engine.linkage.accounts import Kind


@dataclass
class Group:
    """Mentions of one account that speak of one thing."""

    kind: Kind
    positions: list[int]
    mentions: list[Mention] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.mentions[0].start

    @property
    def forms(self) -> set[str]:
        """Of a vehicle: how it was told of."""
        return {m.attributes.get("form", "description") for m in self.mentions}

    def add(self, position: int, mention: Mention) -> None:
        self.positions.append(position)
        self.mentions.append(mention)

    def merged(self) -> dict[str, Any]:
        """What any mention says; the first to say a thing is kept."""
        found: dict[str, Any] = {}
        for mention in self.mentions:
            for key, value in mention.attributes.items():
                if value not in (None, "", "unknown") and key not in found:
                    found[key] = value
        return found

    def fullest(self, form: str) -> str:
        """Of the marks or council plates given, the one with the most characters."""
        given = [m.normalised for m in self.mentions if m.attributes.get("form") == form]
        return max(given, key=lambda one: sum(char.isalnum() for char in one), default="")
