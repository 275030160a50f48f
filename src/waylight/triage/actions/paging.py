"""Waking somebody for an emergency, or a red, while the hub is closed.

A page carries a reference and no content. It goes to the first on the area's rota who works on the contact's
desk, then to the next whenever nobody has answered in the area's time, round and round. A rota with nobody on
it alarms and is tried again each minute.
"""

import logging
from datetime import datetime, timedelta

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import ROLE_DESKS, Actor, system
from waylight.audit.models import Verb
from waylight.guidance import queries as guidance
from waylight.work.actions import announce

from ..machine import PAGE, WrongMove
from ..models import Contact, Page, RotaEntry
from .steps import audit, locked

log = logging.getLogger(__name__)

ROTA = system("rota")
ONE_NIGHT = timedelta(hours=12)
MAIL_SECONDS = 10
SENT, ESCALATED, ACKNOWLEDGED = "sent", "escalated", "acknowledged"


def page_rota(contact: Contact, *, anew: bool = False) -> Page | None:
    """Page the first on the rota if the hub is closed and nobody has been paged for this.

    Who answered during the same night is not woken again, unless something new was said (`anew`).
    """
    now = timezone.now()
    if guidance.open_now(contact.area, now) or _in_hand(contact, now, anew):
        return None
    return _page_next(contact, now)


def _in_hand(contact: Contact, now: datetime, anew: bool) -> bool:
    if contact.unpaged_since is not None or contact.pages.filter(state=SENT).exists():
        return True
    return not anew and contact.pages.filter(acknowledged_at__gt=now - ONE_NIGHT).exists()


def _page_next(contact: Contact, now: datetime) -> Page | None:
    entry = _next_entry(contact)
    if entry is None:
        _alarm(contact, now)
        return None
    answer_within = guidance.pack(contact.area).paging.answer_within
    page = Page.objects.create(contact=contact, entry=entry, sent_at=now, answer_by=now + answer_within)
    if contact.unpaged_since is not None:
        contact.unpaged_since = None
        contact.save(update_fields=["unpaged_since"])
    audit(
        contact, "page.escalate", by=ROTA, verb=Verb.SYSTEM, detail={"page": str(page.pk), "entry": entry.pk}
    )
    announce("page.sent", page=str(page.pk))
    return page


def _next_entry(contact: Contact) -> RotaEntry | None:
    """The first; or the one after the last who did not answer, round and round."""
    entries = rota(contact)
    unanswered = contact.pages.filter(state=ESCALATED).order_by("-sent_at", "-pk")
    last = unanswered.values_list("entry_id", flat=True).first()
    order = [entry.pk for entry in entries]
    following = order.index(last) + 1 if last in order else 0
    return entries[following % len(entries)] if entries else None


def rota(contact: Contact) -> list[RotaEntry]:
    """Who may be paged for this contact, in order: only people of its own desk hear of it."""
    now = timezone.now()
    roles = [role for role, desk in ROLE_DESKS.items() if desk == contact.desk]
    live = Q(person__grants__until__isnull=True) | Q(person__grants__until__gt=now)
    entries = RotaEntry.objects.filter(
        live,
        area_id=contact.area_id,
        active=True,
        person__is_active=True,
        person__grants__role__in=roles,
        person__grants__area_slug=contact.area_id,
        person__grants__since__lte=now,
    )
    return list(entries.filter(~Q(email="") | ~Q(sms_address="")).distinct().order_by("position", "pk"))


def _alarm(contact: Contact, now: datetime) -> None:
    """Nobody can be paged: said once, shown in the inbox until somebody can."""
    if contact.unpaged_since is not None:
        return
    contact.unpaged_since = now
    contact.save(update_fields=["unpaged_since"])
    log.error("nobody on the rota of %s can be paged", contact.area_id)
    audit(contact, "rota.empty", by=ROTA, verb=Verb.SYSTEM, detail={"area": contact.area_id})
    announce("rota.empty", contact=str(contact.pk), area=contact.area_id)


def send_page(page_id: str) -> None:
    """Send the page's e-mail, to the person's address and their SMS gateway. No name, no content.

    Raises what the mail server raises, so that the queue tries again.
    """
    page = Page.objects.select_related("entry").get(pk=page_id)
    to = [address for address in (page.entry.email, page.entry.sms_address) if address]
    words = f"Waylight: please sign in. Reference {page.reference}."
    connection = get_connection(timeout=MAIL_SECONDS)
    connection.send_messages([EmailMessage(words, words, to=[address]) for address in to])


def watch_pages() -> int:
    """Escalate what nobody answered in time, try again where nobody could be paged, and page for emergencies
    that nobody had opened when the hub closed. Returns how many pages went out. Run each minute."""
    require(ROTA, "page.escalate")
    now, sent = timezone.now(), 0
    undecided = Contact.objects.exclude(state__in=("decided", "closed"))
    overdue = Page.objects.filter(state=SENT, answer_by__lte=now, contact__in=undecided)
    for page in overdue.select_related("contact__area"):
        sent += _escalate(page, now)
    for contact in undecided.filter(unpaged_since__isnull=False):
        with transaction.atomic():
            fresh = locked(contact)
            sent += fresh.unpaged_since is not None and _page_next(fresh, now) is not None
    unopened = undecided.filter(emergency=True, state="received", gathered_under__isnull=True)
    for contact in unopened.filter(pages__isnull=True, unpaged_since__isnull=True).select_related("area"):
        with transaction.atomic():
            sent += page_rota(locked(contact)) is not None
    return sent


def _escalate(page: Page, now: datetime) -> bool:
    with transaction.atomic():
        contact = locked(page.contact)
        moved = Page.objects.filter(pk=page.pk, state=SENT).update(state=ESCALATED)
        return bool(moved) and _page_next(contact, now) is not None


def acknowledge(page: Page, *, by: Actor) -> Page:
    """Answer a page: nobody else is woken for it. A late answer to an escalated page counts as well.

    Raises WrongMove when it has been answered.
    """
    require(by, "page.acknowledge", page)
    with transaction.atomic():
        contact = locked(page.contact)
        page = Page.objects.select_for_update().get(pk=page.pk)
        if not PAGE.allows(page.state, ACKNOWLEDGED, "page.acknowledge"):
            raise WrongMove(PAGE, page.state, "page.acknowledge")
        waiting = contact.pages.filter(state__in=(SENT, ESCALATED))
        waiting.update(state=ACKNOWLEDGED, acknowledged_by=by.user_id, acknowledged_at=timezone.now())
        audit(contact, "page.acknowledge", by=by, detail={"page": str(page.pk)})
        announce("page.acknowledged", page=str(page.pk))
    page.refresh_from_db()
    return page
