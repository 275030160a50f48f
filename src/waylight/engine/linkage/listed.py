"""The venues that a gazetteer lists, and which of them a mention names.

Two may have one official name: branches of a chain, a street and its bus stop. They are two places, so among
linkage's values such a one has its kind, district and id beside its name.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from waylight.engine.extraction.mention import Mention
from waylight.engine.linkage.folding import latin


@dataclass(frozen=True)
class Venue:
    """A gazetteer entry, as far as linkage needs it."""

    id: str
    name: str
    type: str
    district: str = ""


class Listed:
    """All venues of a gazetteer. `by_title` has each under the folded title by which linkage knows it."""

    def __init__(self, venues: Iterable[Venue]) -> None:
        self.all = tuple(venues)
        times = Counter(latin(venue.name) for venue in self.all)
        self._by_name = {venue.name: venue for venue in self.all if times[latin(venue.name)] == 1}
        self._by_id = {venue.id: venue for venue in self.all if times[latin(venue.name)] > 1}
        self.by_title = {self.title(venue): venue for venue in self.all}

    def of(self, mention: Mention) -> Venue | None:
        """The entry a mention names; of several with its name, the one that extraction chose."""
        by_name = self._by_name.get(mention.normalised)
        return by_name or self._by_id.get(str(mention.attributes.get("id", "")))

    def title(self, venue: Venue) -> str:
        if venue.id in self._by_id:
            return latin(f"{venue.name} {venue.type} {venue.district} {venue.id}")
        return latin(venue.name)
