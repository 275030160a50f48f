"""What was handed over by link: for those who work with the child; link and code for the sender alone."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.sealing import EnvelopeError
from waylight.handover.actions import typed_words
from waylight.handover.models import HandedEvent
from waylight.keys.keyring import KeyMissing

from ..extract import choosable, items_outside
from ..machine import HAND, OPEN_LINK
from ..models import LinkReferral, Referral

CODE = "handover.code"


@dataclass(frozen=True)
class Happened:
    """`words`: the name or the answer that the reader typed; `unread` where no key here opens it."""

    what: str
    kind: str
    at: datetime
    words: str = ""
    unread: bool = False


@dataclass(frozen=True)
class LinkPage:
    """`link` and `code` are "" for everybody but the sender, and once it was opened."""

    link: LinkReferral
    extract: dict[str, Any]
    why: dict[str, str]
    events: list[Happened]
    path: str
    code: str
    received: bool

    @property
    def is_open(self) -> bool:
        return self.link.state in OPEN_LINK

    @property
    def may_settle(self) -> bool:
        return self.link.state == "expired" and not self.received


def links_of(viewer: Actor, referral: Referral) -> list[LinkReferral]:
    """The caller has opened the child, which is the audit event."""
    require(viewer, "child.view", referral)
    return list(LinkReferral.objects.filter(referral=referral).select_related("sent_by"))


def offered(viewer: Actor, referral: Referral) -> tuple[dict[str, tuple[str, str]], list[tuple[str, str]]]:
    """What of a referral may be chosen: answers by question, and agencies' items by key."""
    require(viewer, HAND, referral)
    return choosable(referral), [(str(item.pk), item.fact) for item in items_outside(referral)]


def link_page(viewer: Actor, link: LinkReferral) -> LinkPage:
    """Audited; with link and code as a reading of its own."""
    require(viewer, "child.view", link)
    secret = bool(link.code) and can(viewer, CODE, link)
    thing = ("child", link.child_id)
    record(Verb.CONSULTATION, CODE if secret else HAND, by=viewer, thing=thing, detail={"link": str(link.pk)})
    events = [_happened(each) for each in link.handed.events.all()]
    return LinkPage(
        link=link,
        extract=json.loads(link.extract),
        why=json.loads(link.why),
        events=events,
        path=link.link if secret else "",
        code=link.code if secret else "",
        received=any(each.kind == HandedEvent.Kind.RECEIVED for each in events),
    )


def take_link(viewer: Actor, link: LinkReferral, kind: str) -> dict[str, Any]:
    """What was handed over, why, and what became of it, as data: audited as taken away. Neither link nor
    code is in it; `kind` is "pdf" or "json"."""
    require(viewer, "child.view", link)
    detail: dict = {"paper": "link", "link": str(link.pk), "kind": kind}
    record(Verb.EXPORT, "child.view", by=viewer, thing=("child", link.child_id), detail=detail)
    happened = [_happened(each) for each in link.handed.events.all()]
    return {
        **json.loads(link.extract),
        "ends_at": link.ends_at.isoformat(),
        "why": {"lawful_basis": link.basis, **json.loads(link.why)},
        "happened": [{"what": str(h.what), "at": h.at.isoformat(), "words": h.words} for h in happened],
    }


def _happened(event: HandedEvent) -> Happened:
    what = event.get_kind_display()
    try:
        return Happened(what, event.kind, event.at, typed_words(event))
    except (KeyMissing, EnvelopeError):
        return Happened(what, event.kind, event.at, unread=True)


def find_link(pk: UUID) -> LinkReferral:
    """For an action or query that asks the policy itself. Raises LinkReferral.DoesNotExist."""
    rows = LinkReferral.objects.select_related("child__worker", "child__manager", "referral", "handed")
    return rows.select_related("sent_by", "ended_by").get(pk=pk)
