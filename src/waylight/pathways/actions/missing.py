"""A missing episode, from the report to its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.casework.actions import dues
from waylight.casework.actions.steps import audit, changing, line, person_id, said
from waylight.casework.codes import DueKind, LineKind
from waylight.casework.details import Details
from waylight.casework.models import Child
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..answers import Account
from ..codes import EpisodeKind, NotOffered, PoliceGrade
from ..errors import Missing, NotPossible, Why
from ..machine import DECIDE, EPISODE, KEEP
from ..models import Episode, Extract
from ..rules import often
from .extracts import unit_owes

SOURCE = "Missing episode"

INTERVIEW = "Return home interview"


@contextmanager
def moving(episode: Episode, target: str, action: str, *, by: Actor) -> Iterator[tuple[Child, Episode]]:
    """One transaction around a step: locked, asked for, allowed by the table. Raises WrongMove."""
    with changing(episode.child, action, by=by) as child:
        fresh = Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
        if not EPISODE.allows(fresh.state, target, action):
            raise WrongMove(EPISODE, fresh.state, action)
        fresh.child, fresh.state = child, target
        yield child, fresh
        fresh.save()
        audit(child, action, by=by, detail={"episode": str(fresh.pk), "state": target})
        announce("missing.moved", child=str(child.pk), episode=str(fresh.pk), state=target)


def report(child: Child, *, kind: str, since: datetime, grade: str, circumstances: str, by: Actor) -> Episode:
    """A child is missing, or away: what is known is due each day. Several times within some days, and a
    strategy discussion falls due.

    Raises Missing, NotPossible while the child is recorded as missing already, or was then.
    """
    said(circumstances=circumstances)
    _known(kind=(kind, EpisodeKind), grade=(grade, PoliceGrade))
    if since > timezone.now():
        raise NotPossible(Why.NOT_YET)
    with changing(child, KEEP, by=by) as fresh:
        if fresh.episodes.filter(state="reported").exists():
            raise NotPossible(Why.MISSING_NOW)
        _apart(fresh, since, since)
        born = Details.read(fresh.details).birthday
        if born and timezone.localdate(since) < born:
            raise NotPossible(Why.BEFORE_BIRTH)
        begun = Episode.objects.create(
            child=fresh,
            kind=kind,
            since=since,
            grade=grade,
            circumstances=circumstances,
            reported_by_id=person_id(by),
            reported_at=timezone.now(),
        )
        words = f"{begun.get_kind_display()}. {circumstances}"
        line(fresh, LineKind.CONCERN, words, SOURCE, by=person_id(by), on=timezone.localdate(since))
        dues.start(fresh, DueKind.STILL_MISSING, about=begun.pk)
        if _is_often(fresh):
            dues.start(fresh, DueKind.OFTEN)
        audit(fresh, KEEP, by=by, detail={"episode": str(begun.pk), "kind": kind})
        announce("missing.moved", child=str(fresh.pk), episode=str(begun.pk), state=begun.state)
    return begun


def still_missing(episode: Episode, *, grade: str, words: str, by: Actor) -> Episode:
    """The child is not back: what is known since, what is done, how the police grade it now. It is due again.

    Raises Missing, WrongMove.
    """
    said(words=words)
    _known(grade=(grade, PoliceGrade))
    with moving(episode, "reported", KEEP, by=by) as (child, fresh):
        fresh.grade = grade
        dues.stop(child, DueKind.STILL_MISSING, about=fresh.pk)
        dues.start(child, DueKind.STILL_MISSING, about=fresh.pk)
        told = f"Still missing. Graded by the police: {PoliceGrade(grade).label}. {words}"
        line(child, LineKind.CONCERN, told, SOURCE, by=person_id(by))
    return fresh


def _known(**answers: tuple[str, Any]) -> None:
    wrong = [name for name, (code, choices) in answers.items() if code not in choices.values]
    if wrong:
        raise Missing(*wrong)


def _is_often(child: Child) -> bool:
    rule = often()
    window = timezone.now() - timedelta(days=rule.days)
    return child.episodes.filter(kind__in=rule.kinds, since__gte=window).count() >= rule.episodes


def settle_often(child: Child, words: str, *, by: Actor) -> Child:
    """What the strategy discussion about being missing so often decided. Raises Missing, NotPossible."""
    said(words=words)
    with changing(child, DECIDE, by=by) as fresh:
        if not dues.stop(fresh, DueKind.OFTEN):
            raise NotPossible(Why.NOT_DUE)
        line(fresh, LineKind.MEETING, f"{DueKind.OFTEN.label}. {words}", SOURCE, by=person_id(by))
        audit(fresh, DECIDE, by=by, detail={"due": DueKind.OFTEN.value})
        announce("due.done", child=str(fresh.pk), kind=DueKind.OFTEN.value)
    return fresh


def locate(episode: Episode, *, returned_at: datetime, found: str, by: Actor) -> Episode:
    """The child is back, or found and well. 72 hours by the wall begin at that moment, not when it is written
    down; and the assessment is looked at sooner. Raises Missing, NotPossible, WrongMove."""
    said(found=found)
    with moving(episode, "located", KEEP, by=by) as (child, fresh):
        _between(fresh.since, returned_at)
        _apart(child, fresh.since, returned_at, but=fresh.pk)
        fresh.returned_at, fresh.found = returned_at, found
        dues.stop(child, DueKind.STILL_MISSING, about=fresh.pk)
        dues.start(child, DueKind.RETURN, about=fresh.pk, at=returned_at)
        dues.bring_forward(child, "missing")
        on = timezone.localdate(returned_at)
        line(child, LineKind.CONTACT, f"Back. {found}", SOURCE, by=person_id(by), on=on)
    return fresh


def _apart(child: Child, since: datetime, until: datetime, but: UUID | None = None) -> None:
    """A child is away once at a time. Raises NotPossible where another episode lies between."""
    others = child.episodes.exclude(pk__in=[but] if but else [])
    if others.filter(Q(since__lt=until, returned_at__gt=since) | Q(since=since)).exists():
        raise NotPossible(Why.OVERLAPS)


def _between(earliest: datetime | None, at: datetime) -> None:
    if at > timezone.now():
        raise NotPossible(Why.NOT_YET)
    if earliest is None or at < earliest:
        raise NotPossible(Why.BEFORE)


def check(episode: Episode, *, checked_at: datetime, words: str, by: Actor) -> Episode:
    """The police have seen that the child is safe and well. It is not the interview.

    Raises Missing, NotPossible, WrongMove.
    """
    said(words=words)
    with moving(episode, "checked", KEEP, by=by) as (child, fresh):
        checked(child, fresh, checked_at, words, by)
    return fresh


def checked(child: Child, episode: Episode, at: datetime, words: str, by: Actor) -> None:
    """In the caller's transaction, who saves the episode. Raises NotPossible."""
    _between(episode.returned_at, at)
    episode.checked_at, episode.check_words = at, words
    told = f"The police's prevention check. {words}"
    line(child, LineKind.CONTACT, told, SOURCE, by=person_id(by), on=timezone.localdate(at))


def offer(
    episode: Episode, *, interviewer: str, independent: bool, not_independent: str, by: Actor
) -> Episode:
    """An interview is offered to the child, by somebody. Offered again, the same 72 hours run on.

    Raises Missing, NotPossible unless independent or with a reason, WrongMove.
    """
    said(interviewer=interviewer)
    if not independent and not not_independent.strip():
        raise NotPossible(Why.NOT_INDEPENDENT)
    with moving(episode, "offered", KEEP, by=by) as (child, fresh):
        fresh.offered_at, fresh.interviewer = fresh.offered_at or timezone.now(), interviewer
        fresh.independent, fresh.not_independent = independent, "" if independent else not_independent
        dues.stop(child, DueKind.EXTRACT, about=fresh.pk, because="no-longer")
        dues.start(child, DueKind.RETURN, about=fresh.pk, at=fresh.returned_at)
    return fresh


def hold(episode: Episode, *, held_at: datetime, account: Account, by: Actor) -> Episode:
    """The interview was held. What the child says in their own words comes to the top of every page of the
    record; the rest stays here. Raises Missing, NotPossible, WrongMove."""
    said(words=account.words)
    with moving(episode, "held", KEEP, by=by) as (child, fresh):
        _between(fresh.returned_at, held_at)
        fresh.held_at, fresh.account = held_at, account.written()
        on = timezone.localdate(held_at)
        line(child, LineKind.CHILD, account.words, INTERVIEW, by=person_id(by), on=on)
        _interview_is_over(child, fresh)
    return fresh


def decline(episode: Episode, *, words: str, by: Actor) -> Episode:
    """The child does not want it. Raises Missing, WrongMove."""
    said(words=words)
    with moving(episode, "declined", KEEP, by=by) as (child, fresh):
        fresh.declined_at, fresh.declined_words = timezone.now(), words
        line(child, LineKind.CONTACT, f"{INTERVIEW} declined. {words}", SOURCE, by=person_id(by))
        _interview_is_over(child, fresh)
    return fresh


def leave_out(episode: Episode, *, reason: str, words: str, by: Actor) -> Episode:
    """A manager decides that no interview is offered, with a reason. Raises Missing, WrongMove."""
    said(words=words)
    _known(reason=(reason, NotOffered))
    with moving(episode, "not-offered", DECIDE, by=by) as (child, fresh):
        fresh.not_offered, fresh.not_offered_words = reason, words
        told = f"{INTERVIEW} not offered: {NotOffered(reason).label}. {words}"
        line(child, LineKind.DECISION, told, SOURCE, by=person_id(by))
        _interview_is_over(child, fresh)
    return fresh


def _interview_is_over(child: Child, episode: Episode) -> None:
    dues.stop(child, DueKind.RETURN, about=episode.pk)
    dues.start(child, DueKind.EXTRACT, about=episode.pk)


def write_out(episode: Episode, *, words: str, nothing: str, by: Actor) -> Episode:
    """What intelligence needs to know, written apart from the child's account; or why there is nothing.

    Raises NotPossible, WrongMove.
    """
    if bool(words.strip()) == bool(nothing.strip()):
        raise NotPossible(Why.ONE_OF_TWO)
    with moving(episode, "extracted", KEEP, by=by) as (child, fresh):
        if fresh.held_at is None and fresh.carers_asked is None:
            raise NotPossible(Why.CARERS)
        fresh.nothing_for_intelligence = nothing
        if words.strip():
            extract = Extract.objects.create(
                episode=fresh, words=words, written_by_id=person_id(by), written_at=timezone.now()
            )
            unit_owes(extract)
            announce("extract.waiting", extract=str(extract.pk))
        dues.stop(child, DueKind.EXTRACT, about=fresh.pk)
        dues.start(child, DueKind.EPISODE_READ, about=fresh.pk)
    return fresh


def close(episode: Episode, *, by: Actor) -> Episode:
    """A manager has read all of it. Raises WrongMove."""
    with moving(episode, "closed", DECIDE, by=by) as (child, fresh):
        fresh.closed_at = timezone.now()
        dues.stop(child, DueKind.EPISODE_READ, about=fresh.pk)
    return fresh
