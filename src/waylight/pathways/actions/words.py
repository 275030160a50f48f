"""What a child is owed word of, and that they were told: how, by whom, safely; or why not."""

from datetime import datetime

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.casework.actions import dues
from waylight.casework.actions.steps import audit, changing, line, person_id
from waylight.casework.actions.steps import said as complete
from waylight.casework.codes import DueKind, LineKind
from waylight.casework.models import Child, Due
from waylight.casework.withheld import must_look
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..codes_court import News, ToldHow
from ..errors import Missing, NotPossible, Why
from ..machine import CLOSE_COURT, COURT, WORD
from ..models import Hearing, Proceedings, Word
from .cases import open_case

SOURCE = "Case before a court"


def owe(
    proceedings: Proceedings,
    child: Child,
    news: str,
    what: str,
    *,
    by: Actor,
    at: datetime | None = None,
    hearing: Hearing | None = None,
) -> Word:
    """The child is owed word of something; telling it falls due. In the caller's transaction.

    What they were to be told of the same `hearing` and were not is replaced by it: nobody is told a day that
    no longer holds. The clock of the first goes on.
    """
    happened_at = at or timezone.now()
    waiting = _replace(hearing, by) if hearing else None
    owed = Word.objects.create(
        child=child, proceedings=proceedings, hearing=hearing, news=news, what=what, happened_at=happened_at
    )
    dues.start(child, DueKind.COURT_WORD, about=owed.pk, at=waiting or happened_at)
    audit(child, COURT, by=by, detail={"word": str(owed.pk), "news": str(news)})
    announce("court.word", child=str(child.pk), word=str(owed.pk))
    return owed


def _replace(hearing: Hearing, by: Actor) -> datetime | None:
    """Since when the child waits for word of it, None where they wait for none."""
    since: list[datetime] = []
    for former in Word.objects.select_for_update(of=("self",)).filter(hearing=hearing, state="owed"):
        running = Due.objects.filter(kind=DueKind.COURT_WORD, about=former.pk, stopped_at__isnull=True)
        since += running.values_list("started_at", flat=True)
        former.state, former.settled_at, former.settled_by_id = "replaced", timezone.now(), person_id(by)
        former.save(update_fields=["state", "settled_at", "settled_by"])
        dues.stop(hearing.child, DueKind.COURT_WORD, about=former.pk, because=Due.Stopped.NO_LONGER)
        audit(hearing.child, COURT, by=by, detail={"word": str(former.pk), "state": former.state})
    return min(since, default=None)


def note_news(proceedings: Proceedings, *, news: str, what: str, happened_at: datetime, by: Actor) -> Word:
    """Something happened of which the child is to be told: a charge, bail, a release.

    Raises Missing, NotPossible for what has not happened yet or is owed already, WrongMove once the case is
    closed.
    """
    complete(what=what)
    if news not in News.values:
        raise Missing("news")
    if happened_at > timezone.now():
        raise NotPossible(Why.NOT_YET)
    with changing(proceedings.child, COURT, by=by) as child:
        case = open_case(proceedings)
        if any(each.what.strip() == what.strip() for each in case.words.filter(state="owed")):
            raise NotPossible(Why.SAME_WORD)
        return owe(case, child, news, what, by=by, at=happened_at)


def tell(word: Word, *, how: str, told_by: str, said: str, looked: bool, by: Actor) -> Word:
    """The child was told. `said`: what the child said to it. `looked`: somebody looked at what must not be
    disclosed and at safe contact, where the record has either. Raises Missing, NotPossible, WrongMove."""
    complete(told_by=told_by)
    if how not in ToldHow.values:
        raise Missing("how")
    return _settle(word, "told", COURT, by, {"how": how, "told_by": told_by, "said": said}, looked=looked)


def leave_untold(word: Word, *, reason: str, by: Actor) -> Word:
    """A manager decides that the child is not told, with a reason. Raises Missing, WrongMove."""
    complete(reason=reason)
    return _settle(word, "not-told", CLOSE_COURT, by, {"said": reason}, looked=True)


def _settle(
    word: Word, target: str, action: str, by: Actor, answers: dict[str, str], *, looked: bool
) -> Word:
    with changing(word.child, action, by=by) as child:
        fresh = Word.objects.select_for_update(of=("self",)).get(pk=word.pk)
        if not WORD.allows(fresh.state, target, action):
            raise WrongMove(WORD, fresh.state, action)
        if not looked and must_look(child):
            raise NotPossible(Why.LOOK)
        for name, value in answers.items():
            setattr(fresh, name, value)
        fresh.child, fresh.state = child, target
        fresh.settled_at, fresh.settled_by_id = timezone.now(), person_id(by)
        fresh.save()
        dues.stop(child, DueKind.COURT_WORD, about=fresh.pk)
        told = "The child was told" if target == "told" else "The child was not told"
        words = f"{told}: {fresh.what} {answers['said']}".strip()
        line(child, LineKind.CONTACT, words, SOURCE, by=person_id(by))
        audit(child, action, by=by, detail={"word": str(fresh.pk), "state": target})
        announce("court.word", child=str(child.pk), word=str(fresh.pk))
    return fresh
