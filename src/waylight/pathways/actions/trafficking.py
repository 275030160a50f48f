"""The National Referral Mechanism: considered, referred or why not, answered; the duty to notify."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.actions.steps import audit, change, changing, line, person_id, said, still_open
from waylight.casework.codes import DueKind, LineKind
from waylight.casework.details import Details, is_child
from waylight.casework.models import Child
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..answers import ReferralForm
from ..codes import BirthBasis, Consent, ExploitationType, Route
from ..errors import Missing, NotPossible, Why
from ..machine import REFER, TRAFFICKING, WITHHOLD
from ..models import TraffickingReferral
from ..naming import names_somebody
from ..route import earliest_conclusive, route_of
from ..rules import trafficking
from ..told import told_of

NRM = "National Referral Mechanism"
REASONABLE, CONCLUSIVE = "rg", "cg"
BEGAN = date(2009, 4, 1)
"""The first day of the National Referral Mechanism; no answer is older."""
WAITING = ("referred", "rg-positive", "reconsideration")
"""An answer is waited for."""
ANSWERED = (*WAITING, "rg-negative", "cg-positive", "cg-negative")
"""It was sent under a name."""
STAGES = {REASONABLE: "Reasonable grounds", CONCLUSIVE: "Conclusive grounds"}


@contextmanager
def moving(
    referral: TraffickingReferral, target: str, action: str, *, by: Actor, verb: Verb = Verb.ALTERATION
) -> Iterator[tuple[Child, TraffickingReferral]]:
    """One transaction around a step: locked, asked for, allowed by the table. Raises WrongMove."""
    with changing(referral.child, action, by=by) as child:
        fresh = TraffickingReferral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
        if not TRAFFICKING.allows(fresh.state, target, action):
            raise WrongMove(TRAFFICKING, fresh.state, action)
        before, fresh.child, fresh.state = fresh.state, child, target
        yield child, fresh
        fresh.save()
        detail = {"referral": str(fresh.pk), "from": before, "state": target}
        audit(child, action, by=by, verb=verb, detail=detail)
        announce("trafficking.moved", child=str(child.pk), referral=str(fresh.pk), state=target)


@contextmanager
def _beside(
    referral: TraffickingReferral,
    states: tuple[str, ...],
    what: str,
    *,
    verb: Verb = Verb.ALTERATION,
    by: Actor,
) -> Iterator[tuple[Child, TraffickingReferral]]:
    """One transaction around what moves nothing: locked, asked for. Raises WrongMove in any other state."""
    with changing(referral.child, REFER, by=by) as child:
        fresh = TraffickingReferral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
        if fresh.state not in states:
            raise WrongMove(TRAFFICKING, fresh.state, REFER)
        fresh.child = child
        yield child, fresh
        fresh.save()
        audit(child, REFER, by=by, verb=verb, detail={"referral": str(fresh.pk), "written": what})
        announce(f"trafficking.{what}", child=str(child.pk), referral=str(fresh.pk))


def consider(child: Child, *, signs: str, by: Actor) -> TraffickingReferral:
    """Somebody may have been moved or used for another's gain; it need not be far. Deciding it falls due.

    Raises Missing, NotPossible while one is being considered.
    """
    said(signs=signs)
    with changing(child, REFER, by=by) as fresh:
        still_open(fresh)
        if fresh.trafficking.filter(state="considered").exists():
            raise NotPossible(Why.BEGUN)
        begun = TraffickingReferral.objects.create(
            child=fresh,
            considered_at=timezone.now(),
            considered_by_id=person_id(by),
            form=ReferralForm(signs=signs).written(),
        )
        dues.start(fresh, DueKind.NRM, about=begun.pk)
        line(fresh, LineKind.CONCERN, f"{NRM} considered. {signs}", NRM, by=person_id(by))
        audit(fresh, REFER, by=by, detail={"referral": str(begun.pk), "state": begun.state})
        announce("trafficking.moved", child=str(fresh.pk), referral=str(begun.pk), state=begun.state)
    return begun


def write_form(
    referral: TraffickingReferral,
    form: ReferralForm,
    types: list[str],
    *,
    may_have_defence: bool,
    base: int,
    by: Actor,
) -> TraffickingReferral:
    """Raises Missing, WrongMove, StaleEdit."""
    said(signs=form.signs)
    wrong = [name for name, bad in _unknown(form, types) if bad]
    if wrong:
        raise Missing(*wrong)
    edit = {**asdict(form), "types": types, "may_have_defence": may_have_defence}
    with change(
        referral.child,
        REFER,
        base=base,
        current=lambda _c: TraffickingReferral.objects.get(pk=referral.pk).version,
        what=f"trafficking:{referral.pk}",
        edit=edit,
        by=by,
    ) as child:
        fresh = TraffickingReferral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
        if not TRAFFICKING.allows(fresh.state, "considered", REFER) or fresh.state != "considered":
            raise WrongMove(TRAFFICKING, fresh.state, REFER)
        fresh.child, fresh.form, fresh.types = child, form.written(), types
        fresh.may_have_defence, fresh.version = may_have_defence, fresh.version + 1
        fresh.save(update_fields=["form", "types", "may_have_defence", "version"])
        audit(child, REFER, by=by, detail={"referral": str(fresh.pk), "form": fresh.version})
        announce("trafficking.form", child=str(child.pk), referral=str(fresh.pk))
    return fresh


def _unknown(form: ReferralForm, types: list[str]) -> list[tuple[str, bool]]:
    return [
        ("types", not set(types) <= set(ExploitationType.values)),
        ("birth_basis", form.birth_basis not in ("", *BirthBasis.values)),
    ]


def refer(
    referral: TraffickingReferral,
    *,
    consent: str,
    their_reference: str,
    sent_at: datetime | None = None,
    by: Actor,
) -> TraffickingReferral:
    """It was sent, at `sent_at` or just now. A child's consent is not asked for; an adult has agreed. The
    answer falls due, within the time of the route, from then. Raises NotPossible, Missing, WrongMove."""
    with moving(referral, "referred", REFER, by=by, verb=Verb.DISCLOSURE) as (child, fresh):
        details, sent = Details.read(child.details), sent_at or timezone.now()
        if sent > timezone.now():
            raise NotPossible(Why.NOT_YET)
        on = timezone.localdate(sent)
        _between(on, details.birthday or BEGAN)
        _ready(fresh)
        if is_child(details, on):
            fresh.consent = Consent.NOT_NEEDED
        elif consent == Consent.GIVEN:
            fresh.consent = Consent.GIVEN
        else:
            raise NotPossible(Why.ASK_FIRST)
        rules = trafficking()
        fresh.route = route_of(details.birthday, on, child.area_id, rules.pilots, rules.pilot_days)
        fresh.submitted_at, fresh.their_reference = sent, their_reference
        fresh.form_version = rules.form_version
        dues.stop(child, DueKind.NRM, about=fresh.pk)
        dues.start(child, DueKind.NRM_ANSWER, about=fresh.pk, at=sent, limit=rules.answer[fresh.route])
        fresh.sent = told_of(fresh).as_data()
        words = f"{NRM}: referred to {Route(fresh.route).label}. {their_reference}"
        line(child, LineKind.DECISION, words, NRM, by=person_id(by), on=on)
    return fresh


def note_reference(referral: TraffickingReferral, *, their_reference: str, by: Actor) -> TraffickingReferral:
    """Their reference came back later, or was written wrong. Raises Missing, WrongMove before it was sent."""
    said(their_reference=their_reference)
    with _beside(referral, ANSWERED, "reference", by=by) as (child, fresh):
        fresh.their_reference = their_reference
        line(child, LineKind.HANDLING, f"{NRM}: their reference is {their_reference}", NRM, by=person_id(by))
    return fresh


def _ready(referral: TraffickingReferral) -> None:
    form = ReferralForm.read(referral.form)
    if not referral.types:
        raise NotPossible(Why.TYPES)
    if not form.first_responder.strip():
        raise NotPossible(Why.RESPONDER)


def notify(referral: TraffickingReferral, *, looked: bool = False, by: Actor) -> TraffickingReferral:
    """An adult declines: what is known is notified and nobody is named. `looked`: a person read that nothing
    in it tells who they are. Raises NotPossible, WrongMove."""
    with moving(referral, "notified", REFER, by=by, verb=Verb.DISCLOSURE) as (child, fresh):
        details = Details.read(child.details)
        if is_child(details, timezone.localdate()):
            raise NotPossible(Why.CHILD)
        _ready(fresh)
        if names_somebody(child, asdict(ReferralForm.read(fresh.form)).values()):
            raise NotPossible(Why.NAMED)
        if not looked:
            raise NotPossible(Why.LOOK_FOR_NAMES)
        fresh.consent, fresh.submitted_at = Consent.DECLINED, timezone.now()
        fresh.form_version = trafficking().form_version
        dues.stop(child, DueKind.NRM, about=fresh.pk)
        fresh.sent = told_of(fresh).as_data()
        line(child, LineKind.DECISION, "Duty to notify: notified without a name.", NRM, by=person_id(by))
    return fresh


def not_refer(referral: TraffickingReferral, *, reason: str, by: Actor) -> TraffickingReferral:
    """A manager decides that it is not referred, with a reason. Raises Missing, WrongMove."""
    said(reason=reason)
    with moving(referral, "not-referred", WITHHOLD, by=by) as (child, fresh):
        fresh.not_referred = reason
        dues.stop(child, DueKind.NRM, about=fresh.pk)
        line(child, LineKind.DECISION, f"{NRM}: not referred. {reason}", NRM, by=person_id(by))
    return fresh


def consider_again(referral: TraffickingReferral, *, words: str, by: Actor) -> TraffickingReferral:
    """Something new is known. Raises Missing, NotPossible while another is considered, WrongMove."""
    said(words=words)
    with moving(referral, "considered", REFER, by=by) as (child, fresh):
        still_open(child)
        if child.trafficking.filter(state="considered").exists():
            raise NotPossible(Why.BEGUN)
        dues.start(child, DueKind.NRM, about=fresh.pk)
        line(child, LineKind.CONCERN, f"{NRM} considered again. {words}", NRM, by=person_id(by))
    return fresh


def _between(on: date, first: date) -> None:
    """Raises NotPossible for a day before `first` and for one to come."""
    if on > timezone.localdate():
        raise NotPossible(Why.NOT_YET)
    if on < first:
        raise NotPossible(Why.TOO_EARLY)


def answer(
    referral: TraffickingReferral, *, target: str, on: date, words: str, early: bool = False, by: Actor
) -> TraffickingReferral:
    """What the competent authority decided: `target` is "rg-positive" and so on. After positive reasonable
    grounds no time is set for the next answer; `early`: their letter gives a day on which, on the usual
    route, none is looked for. Raises Missing, NotPossible, WrongMove."""
    said(words=words)
    _between(on, BEGAN)
    stage = target[:2]
    with moving(referral, target, REFER, by=by) as (child, fresh):
        if (asked := _asked_on(fresh, stage)) and on < asked:
            raise NotPossible(Why.BEFORE_ASKED)
        if fresh.again and fresh.again != stage:
            raise WrongMove(TRAFFICKING, "reconsideration", REFER)
        if stage == REASONABLE:
            fresh.reasonable_on, fresh.reasonable_words = on, words
        else:
            _between(on, fresh.reasonable_on or BEGAN)
            rest = trafficking().rest
            if not early and on < (earliest_conclusive(fresh.reasonable_on, fresh.route, rest) or BEGAN):
                raise NotPossible(Why.REST)
            fresh.conclusive_on, fresh.conclusive_words = on, words
        fresh.again = ""
        _waited_for(fresh)
        told = f"{NRM}. {STAGES[stage]}: {target[3:]}. {words}"
        line(child, LineKind.DECISION, told, NRM, by=person_id(by), on=on)
    return fresh


def _asked_on(referral: TraffickingReferral, stage: str) -> date | None:
    """Nobody answers before they are asked; of conclusive grounds the answer before sets the first day."""
    if referral.again:
        return referral.again_on
    sent = referral.submitted_at if stage == REASONABLE else None
    return timezone.localdate(sent) if sent else None


def _waited_for(referral: TraffickingReferral) -> None:
    """An answer came, or somebody asked: as long as one is waited for, asking how it stands is due."""
    for kind in (DueKind.NRM_ANSWER, DueKind.NRM_ASK):
        dues.stop(referral.child, kind, about=referral.pk)
    if referral.state in WAITING:
        dues.start(referral.child, DueKind.NRM_ASK, about=referral.pk)


def ask_how(referral: TraffickingReferral, *, words: str, by: Actor) -> TraffickingReferral:
    """The competent authority was asked how it stands, and has not answered yet; it is due to be asked again.

    Raises Missing, WrongMove.
    """
    said(words=words)
    with _beside(referral, WAITING, "asked", by=by) as (child, fresh):
        _waited_for(fresh)
        line(child, LineKind.CONTACT, f"{NRM}: asked how it stands. {words}", NRM, by=person_id(by))
    return fresh


def ask_again(referral: TraffickingReferral, *, on: date, words: str, by: Actor) -> TraffickingReferral:
    """Ask that a negative decision is looked at again. Raises Missing, NotPossible, WrongMove."""
    said(words=words)
    with moving(referral, "reconsideration", REFER, by=by) as (child, fresh):
        still_open(child)
        _between(on, fresh.conclusive_on or fresh.reasonable_on or BEGAN)
        fresh.again = CONCLUSIVE if fresh.conclusive_on else REASONABLE
        fresh.again_on, fresh.again_words = on, words
        _waited_for(fresh)
        line(child, LineKind.DECISION, f"{NRM}: reconsideration asked for. {words}", NRM, by=person_id(by))
    return fresh


def refer_to_guardian(
    referral: TraffickingReferral, *, on: date, words: str, by: Actor
) -> TraffickingReferral:
    """The child was referred to an independent guardian. Raises Missing, NotPossible."""
    said(words=words)
    _between(on, BEGAN)
    told = Verb.DISCLOSURE
    with _beside(referral, TRAFFICKING.states, "guardian", verb=told, by=by) as (child, fresh):
        fresh.guardian_on, fresh.guardian_words = on, words
        line(child, LineKind.CONTACT, f"Referred to a guardian. {words}", NRM, by=person_id(by), on=on)
    return fresh
