"""What a record keeps back: looked at by a person before words leave."""

from .details import Details
from .models import Child


def must_look(child: Child) -> bool:
    """Whether the record names what must not be disclosed, or somebody who must not learn of it."""
    return bool(told(child))


def kept_from(child: Child) -> list[str]:
    """Names of those who must not learn of the record: who has left the family may still learn of it."""
    return [each.name for each in child.related.filter(not_to_know=True)]


def told(child: Child) -> list[str]:
    """The same in words, each with its label: what nobody may overlook who takes words away."""
    details = Details.read(child.details)
    said = (
        ("Must not be disclosed", details.do_not_disclose),
        ("Must not learn of this", ", ".join(kept_from(child))),
        ("Safe contact", details.safe_contact),
    )
    return [f"{label}: {words}" for label, words in said if words]
