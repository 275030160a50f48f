"""What a record keeps back: looked at by a person before words leave."""

from .details import Details
from .models import Child


def must_look(child: Child) -> bool:
    """Whether the record names what must not be disclosed, or somebody who must not learn of it."""
    details = Details.read(child.details)
    return bool(details.do_not_disclose or details.safe_contact or kept_from(child))


def kept_from(child: Child) -> list[str]:
    """Names of those who must not learn of the record: who has left the family may still learn of it."""
    return [each.name for each in child.related.filter(not_to_know=True)]
