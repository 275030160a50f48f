"""Records that may be of the same child, by exact keys alone. They are proposals: a person decides."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from waylight.triage.matching import sharing
from waylight.triage.models import Contact, MatchKey

from .codes import IdentifierKind
from .details import Details
from .keeping import PERSON, person_digest
from .models import Arrival, Child, IndexKey


@dataclass(frozen=True)
class Proposal:
    """A record, who answers for it, and why it is proposed: never what stands in it."""

    child: UUID
    reference: str
    worker: str
    manager: str
    state: str
    reasons: list[str]


SAME_REFERRAL, SAME_CALL, SAME_PERSON = (
    "It was opened for the same referral",
    "Its concern shares an exact mark, number or person with this one",
    "A name with its date of birth is the same",
)


SHOWN = 5
"""Records that a page names beside another's; there is hardly one."""


def proposals(arrival: Arrival, details: Details | None = None) -> list[Proposal]:
    """Records of the arrival's area that share an exact value with its concern or with what was typed."""
    here = Child.objects.filter(area_id=arrival.area_id)
    return _sharing(arrival.stream.contact, here, here.filter(arrivals__stream=arrival.stream), details)


def of_concern(contact: Contact) -> list[Proposal]:
    """Records of the concern's area that were opened for it, or share an exact value with it."""
    here = Child.objects.filter(area_id=contact.area_id)
    return _sharing(contact, here, here.filter(arrivals__stream__contact=contact), None)


def same_child(child: Child) -> QuerySet[Child]:
    """Other open records of the area that say how this child is, by an exact key of their own: the same
    referral, a number, a name with its date of birth. Whatever somebody said when the second was opened."""
    by_key = _by_key(child)
    says = Child.objects.filter(area_id=child.area_id, state="open").exclude(level="", harm_now=False)
    by_referral = Arrival.objects.filter(stream__in=child.arrivals.values("stream")).values("child")
    return says.exclude(pk=child.pk).filter(Q(pk__in=by_key) | Q(pk__in=by_referral)).defer("details")


def also_held(child: Child) -> list[Proposal]:
    """Other records of the area, open or closed, that hold a number of this one, or its name with its date of
    birth: one of the two is wrong, or they are one child. A person finds out which. At most `SHOWN` of them,
    as they were opened."""
    kinds = (PERSON, *IdentifierKind.values)
    own = child.index_keys.filter(kind__in=kinds).values("digest")
    held = IndexKey.objects.filter(kind__in=kinds, digest__in=own).exclude(child=child)
    return as_proposals(Q(area_id=child.area_id, pk__in=held.values("child")), {}, SHOWN)


def known_in(area: str, child: Child) -> list[Child]:
    """Records of another area, open or closed, that may be of this child: by number, or name and birthday."""
    rows = Child.objects.filter(area_id=area, pk__in=_by_key(child)).exclude(pk=child.pk)
    return list(rows.select_related("manager").defer("details").order_by("opened_at"))


def _by_key(child: Child) -> QuerySet:
    kinds = (PERSON, *IdentifierKind.values)
    own = list(child.index_keys.filter(kind__in=kinds).values_list("digest", flat=True))
    return IndexKey.objects.filter(digest__in=own, kind__in=kinds).values("child")


def _sharing(
    contact: Contact, here: QuerySet[Child], same_referral: QuerySet[Child], details: Details | None
) -> list[Proposal]:
    digests = set(MatchKey.objects.filter(contact=contact, kind=PERSON).values_list("digest", flat=True))
    if details is not None:
        typed = (person_digest(name, details.birthday) for name in details.names)
        digests |= {digest for digest in typed if digest}
    found = {
        SAME_REFERRAL: same_referral,
        SAME_CALL: here.filter(arrivals__stream__contact__in=sharing(contact)),
        SAME_PERSON: here.filter(index_keys__kind=PERSON, index_keys__digest__in=digests),
    }
    reasons: dict[UUID, list[str]] = {}
    for reason, children in found.items():
        for pk in children.values_list("pk", flat=True).distinct():
            reasons.setdefault(pk, []).append(reason)
    return as_proposals(Q(pk__in=reasons), reasons)


def as_proposals(which: Q, reasons: dict[UUID, list[str]], most: int | None = None) -> list[Proposal]:
    rows = Child.objects.filter(which).select_related("worker", "manager").defer("details")
    return [
        Proposal(
            child=row.pk,
            reference=row.reference,
            worker=row.worker.name if row.worker else "",
            manager=row.manager.name,
            state=row.state,
            reasons=reasons.get(row.pk, []),
        )
        for row in rows.order_by("opened_at")[:most]
    ]
