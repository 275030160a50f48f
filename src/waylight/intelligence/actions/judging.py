"""What a person says of a mention: it is right, it should be another, it is none."""

import json
from dataclasses import replace

from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.extraction.mention import Mention as Found
from waylight.triage.actions.steps import person_id
from waylight.triage.machine import WrongMove

from .. import memory, reading
from ..errors import NotPossible, Why
from ..machine import JUDGE, MENTION
from ..models import Mention, MentionKey
from .absorbing import keep_key
from .linking import link_anew

BY_A_PERSON = "person:corrected"
_OF_THE_SENTENCE = ("negated", "hedged", "hearsay")


def confirm(mention: Mention, *, by: Actor) -> Mention:
    """It is what it was taken for. Nothing moves by it."""
    require(by, JUDGE, mention)
    with memory.writing():
        fresh = _locked(mention)
        if fresh.state != "confirmed":
            _move(fresh, "confirmed", by)
            fresh.save()
            _audit(fresh, by)
    return fresh


def refuse(mention: Mention, *, by: Actor) -> Mention:
    """It is nothing of the kind: it no longer counts, and what rested on it is reckoned anew."""
    require(by, JUDGE, mention)
    with memory.writing() as held:
        fresh = _locked(mention)
        if fresh.state != "refused":
            _move(fresh, "refused", by)
            fresh.observation = None
            fresh.save()
            MentionKey.objects.filter(mention=fresh).delete()
            _anew(held, fresh, by)
    return fresh


def correct(mention: Mention, *, kind: str, value: str, by: Actor) -> Mention:
    """It should be `value`, a `kind`. What the rules had said is kept beside it. Raises NotPossible."""
    require(by, JUDGE, mention)
    if not value.strip():
        raise NotPossible(Why.NO_VALUE)
    with memory.writing() as held:
        fresh = _locked(mention)
        one = _corrected(fresh, kind, value.strip())
        if reading.key_of(one) == reading.key_of(reading.found_of(fresh)) and fresh.state == "corrected":
            return fresh
        fresh.was = fresh.was or reading.held(fresh)
        _move(fresh, "corrected", by)
        reading.fill(fresh, one)
        fresh.save()
        keep_key(fresh, one)
        _anew(held, fresh, by)
    return fresh


def _corrected(row: Mention, kind: str, value: str) -> Found:
    """The value under the same rules where they know it, else as written; the sentence stays what it was."""
    told = json.loads(row.attributes or "{}")
    sentence = {name: told[name] for name in _OF_THE_SENTENCE if told.get(name)}
    found = reading.read_as(kind, value, received_at=row.account.received_at)
    plain = {"named": True} if kind == "person" else {"form": "description"} if kind == "vehicle" else {}
    attributes = {**(found.attributes if found else plain), **sentence}
    base = reading.found_of(row)
    normal = found.normalised if found else value
    return replace(
        base,
        kind=kind,  # type: ignore[arg-type]  # the form offers the engine's kinds only
        normalised=normal,
        attributes=attributes,
        rule=BY_A_PERSON,
        certainty=1.0,
    )


def _locked(mention: Mention) -> Mention:
    rows = Mention.objects.select_for_update(of=("self",)).select_related("account__contact")
    return rows.get(pk=mention.pk)


def _move(row: Mention, target: str, by: Actor) -> None:
    if not MENTION.allows(row.state, target, JUDGE):
        raise WrongMove(MENTION, row.state, JUDGE)
    row.state, row.judged_by_id, row.judged_at = target, person_id(by), timezone.now()


def _anew(held: memory.Memory, row: Mention, by: Actor) -> None:
    row.account.revision += 1
    row.account.save(update_fields=["revision"])
    link_anew(held, row.account)
    memory.log(held, account=row.account)
    _audit(row, by)


def _audit(row: Mention, by: Actor) -> None:
    detail: dict = {"mention": str(row.pk), "kind": row.kind, "state": row.state}
    record(Verb.ALTERATION, JUDGE, by=by, thing=("concern", row.account.contact_id), detail=detail)
