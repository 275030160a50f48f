"""From a concern that triage has taken up to mentions, observations and links."""

import json
import uuid
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import system
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.extraction.mention import Mention as Found
from waylight.keys.data_keys import match
from waylight.keys.keyring import KeyMissing
from waylight.reporting import queries as reporting
from waylight.reporting.models import Concern, Message, ReporterIdentity
from waylight.reporting.reporter_marks import reporter_marks
from waylight.triage.answers import Answers, text
from waylight.triage.models import Contact
from waylight.work.actions import announce

from .. import memory, reading
from ..models import Account, Mention, MentionKey, Mode
from ..texts import LONGEST, parts_of, roles_of
from .linking import Linked, link_anew

WORKER = system("intelligence")
MOST_AT_ONCE = 100
FROM_ANOTHER_SYSTEM = ("organisation", "external_id")
"""What a concern's source says only when a file was taken in or a partner's system sent it."""


def absorb(contact_id: uuid.UUID | str) -> Account | None:
    """Find what a concern speaks of and link it with all that is known; once, however often it is called.

    None for one that cannot be opened yet: its opening announces it again. Raises Contact.DoesNotExist.
    """
    require(WORKER, "system.absorb")
    contact = Contact.objects.select_related("concern", "area").get(pk=contact_id)
    known = Account.objects.filter(contact=contact).first()
    if known is not None:
        return known
    try:
        answers = reporting.open_for_desk(contact.concern)
    except (reporting.Unreadable, KeyMissing):
        return None
    parts = parts_of(answers)
    found = reading.find(
        parts,
        received_at=contact.reported_at or contact.received_at,
        language=contact.language,
        roles=roles_of(answers),
    )
    reporters = _reporters(contact.concern)
    with memory.writing() as held:
        known = Account.objects.filter(contact=contact).first()
        if known is not None:
            return known
        account = _account(contact, answers, parts, reporters)
        _keep(account, parts, found)
        _link(held, account)
    return account


def absorb_missed() -> int:
    """Absorb what was taken up before this room was here, or whose event was lost, and compare reporters who
    were not compared yet; oldest first and so many at a time. Returns how many."""
    missed = Contact.objects.filter(account__isnull=True, unreadable=False).order_by("received_at")
    found = list(missed.values_list("pk", flat=True)[:MOST_AT_ONCE])
    left = Exists(ReporterIdentity.objects.filter(concern=OuterRef("contact__concern")))
    unread = Account.objects.filter(left, reporters="").order_by("received_at")
    again = list(unread.values_list("contact", flat=True)[:MOST_AT_ONCE])
    return sum(absorb(pk) is not None for pk in found) + sum(absorb_later(pk) is not None for pk in again)


def absorb_later(concern_id: uuid.UUID | str) -> Account | None:
    """Take in what the reporter has written, sent or left again since; what is in already stays as it is.

    None while the concern itself is not absorbed or nothing is new.
    """
    require(WORKER, "system.absorb")
    account = Account.objects.select_related("contact__concern").filter(contact_id=concern_id).first()
    if account is None:
        return None
    new, reporters = _later_parts(account.contact.concern), _reporters(account.contact.concern)
    with memory.writing() as held:
        account = Account.objects.select_for_update(of=("self",)).select_related("contact").get(pk=account.pk)
        told: dict[str, str] = json.loads(account.told)
        for part, (said, at) in new.items():
            if part in told or not said:
                continue
            told[part] = said[:LONGEST]
            found = reading.find(
                {part: told[part]}, received_at=at, language=account.contact.language, roles={}
            )
            _keep(account, {part: told[part]}, found)
            account.revision += 1
        if told == json.loads(account.told) and reporters == account.reporters:
            return None
        account.told, account.reporters = json.dumps(told, ensure_ascii=False), reporters
        account.mode = _mode(account.mode, reporters, vouched=account.mode != Mode.ANONYMOUS)
        account.save(update_fields=["told", "revision", "reporters", "mode"])
        _link(held, account)
    return account


def _later_parts(concern: Concern) -> dict[str, tuple[str, datetime]]:
    """The reporter's messages and later versions that can be opened, by the name of their part."""
    found: dict[str, tuple[str, datetime]] = {}
    for message in Message.objects.filter(concern=concern).select_related("concern").order_by("at"):
        if not message.from_hub:
            try:
                found[f"message.{message.pk}"] = (reporting.open_message_for_desk(message), message.at)
            except (reporting.Unreadable, KeyMissing):
                continue
    try:
        versions = reporting.open_versions_for_desk(concern)
    except (reporting.Unreadable, KeyMissing):
        versions = []
    for number, version in enumerate(versions, start=1):
        found[f"version.{number}"] = (text(version.answers, "words"), version.received_at)
    return found


def _reporters(concern: Concern) -> str:
    """Empty when nobody left anything by which two reporters could be told apart."""
    marks = sorted(reporter_marks(concern))
    return json.dumps(marks) if marks else ""


def _mode(said: str, reporters: str, *, vouched: bool = False) -> str:
    """What somebody chose counts only if they left something, or another system stands for them: else who
    ticks a box fifty times would be fifty."""
    if said in Mode.values and (reporters or vouched):
        return said
    return Mode.CONFIDENTIAL if reporters else Mode.ANONYMOUS


def _account(contact: Contact, answers: Answers, parts: dict[str, str], reporters: str) -> Account:
    vouched = any(text(answers, "source", key) for key in FROM_ANOTHER_SYSTEM)
    return Account.objects.create(
        contact=contact,
        told=json.dumps(parts, ensure_ascii=False),
        received_at=contact.received_at,
        absorbed_at=timezone.now(),
        mode=_mode(text(answers, "mode"), reporters, vouched=vouched),
        role=text(answers, "role"),
        reporters=reporters,
        channel=contact.channel,
    )


def _keep(account: Account, parts: dict[str, str], found: list[Found]) -> None:
    rows, keys = [], []
    for one in found:
        part = reading.part_of(one)
        row = Mention(account=account, part=part, start=one.start, end=one.end)
        row.said = parts[part][one.start : one.end]
        reading.fill(row, one)
        rows.append(row)
        keys += _keys(row, one)
    Mention.objects.bulk_create(rows)
    MentionKey.objects.bulk_create(keys)


def keep_key(row: Mention, one: Found) -> None:
    """The digest by which the database alone finds this exact value again, in place of the one of before."""
    MentionKey.objects.filter(mention=row).delete()
    MentionKey.objects.bulk_create(_keys(row, one))


def _keys(row: Mention, one: Found) -> list[MentionKey]:
    value = reading.key_of(one)
    return [MentionKey(mention=row, kind=one.kind, digest=match(one.kind, value))] if value else []


def _link(held: memory.Memory, account: Account) -> Linked:
    """Link what is stored of an account, and write of it."""
    made = link_anew(held, account)
    memory.log(held, account=account)
    record(
        Verb.COMBINATION,
        "system.absorb",
        by=WORKER,
        thing=("concern", account.contact_id),
        detail={
            "mentions": made.mentions,
            "observations": made.observations,
            "links": made.links,
            "joined": made.joined,
            "reporter": "compared" if account.reporters else "none",
            "revision": account.revision,
        },
    )
    announce("intelligence.absorbed", account=str(account.pk))
    return made
