"""A hotel information notice: written, served, asked under, answered."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.casework.actions import dues
from waylight.casework.codes import DueKind
from waylight.triage.machine import WrongMove

from ..codes import LineKind, Rank, Recipient
from ..errors import Missing, NotPossible, Why
from ..hotel import statement
from ..machine import REQUEST, USE, WORK
from ..models import HotelNotice, InformationRequest, Use
from .steps import audit, line, person_id, said, using
from .working import Service, fitting, put_in_force, to_be_served

HOTEL = "HOTEL"


@dataclass(frozen=True)
class NoticeText:
    """What a notice says. Codes of `codes.Recipient` and `codes.Rank`."""

    hotel: str
    address: str
    recipient_kind: str
    recipient: str
    grounds: str
    authorised_by: str
    rank: str


def write_notice(use: Use, text: NoticeText, first_day: date, last_day: date, *, by: Actor) -> HotelNotice:
    """Write the notice of an approved measure, at most six months from its first day to its last.

    Raises Missing (also for a rank below inspector), NotPossible (NOT_A_HOTEL, TOO_LONG, DATES), WrongMove.
    """
    said(hotel=text.hotel, address=text.address, grounds=text.grounds, authorised_by=text.authorised_by)
    if text.rank not in Rank.values:
        raise Missing("rank")
    if text.recipient_kind not in Recipient.values:
        raise Missing("recipient_kind")
    with using(use, WORK, by=by) as fresh:
        _of_a_hotel(fresh)
        to_be_served(fresh)
        fitting(fresh, first_day, last_day)
        says = statement()
        notice = HotelNotice.objects.create(
            unit=fresh.unit,
            use=fresh,
            first_day=first_day,
            last_day=last_day,
            by_id=person_id(by),
            at=timezone.now(),
            statement="\n".join(says.paragraphs),
            unverified=says.unverified,
            statement_version=says.version,
            **vars(text),
        )
        line(fresh.unit, LineKind.MEASURE, "Hotel information notice written.", by=person_id(by))
        audit(fresh.unit, WORK, by=by, detail={"notice": str(notice.pk)})
    return notice


def serve_notice(use: Use, *, served_on: date, served_how: str, earlier: bool = False, by: Actor) -> Use:
    """The last notice written was served; its days are in force. Raises NotPossible without one, or for one
    that would have taken effect before it was served, Missing, WrongMove."""
    said(served_how=served_how)
    with using(use, WORK, by=by) as fresh:
        _of_a_hotel(fresh)
        notice = fresh.notices.first()
        if notice is None:
            raise NotPossible(Why.NO_NOTICE)
        if notice.first_day < served_on:
            raise NotPossible(Why.SERVED_LATE)
        service = Service(served_on, served_how, earlier)
        put_in_force(fresh, service, notice.first_day, notice.last_day, by)
    return fresh


def ask_hotel(
    use: Use, *, asked_on: date, asked_by: str, what: str, stays_from: date, stays_to: date, answer_by: date,
    by: Actor,
) -> InformationRequest:  # fmt: skip
    """A constable's written request while the notice is in force. Raises NotPossible (OUTSIDE for stays that
    are not within its days), Missing, WrongMove."""
    said(asked_by=asked_by, what=what)
    with using(use, WORK, by=by) as fresh:
        _of_a_hotel(fresh)
        first, last = fresh.first_day, fresh.last_day
        if fresh.state not in ("live", "breached") or first is None or last is None:
            raise WrongMove(USE, fresh.state, WORK)
        if not first <= stays_from <= stays_to <= last or answer_by < asked_on:
            raise NotPossible(Why.OUTSIDE)
        if not first <= asked_on <= timezone.localdate():
            raise NotPossible(Why.NOT_THAT_DAY)
        asked = InformationRequest.objects.create(
            unit=fresh.unit,
            use=fresh,
            asked_on=asked_on,
            asked_by=asked_by,
            what=what,
            stays_from=stays_from,
            stays_to=stays_to,
            answer_by=answer_by,
            by_id=person_id(by),
        )
        until = timezone.make_aware(datetime.combine(answer_by, time(17)))
        owed = dues.Owed(owner=fresh.unit.owner, area=fresh.unit.area_id, until=until)
        dues.start(None, DueKind.HOTEL_ANSWER, about=asked.pk, owed=owed)
        line(fresh.unit, LineKind.MEASURE, f"Information asked of the hotel. {what}", by=person_id(by))
        audit(fresh.unit, WORK, by=by, detail={"request": str(asked.pk)})
    return asked


def note_return(
    asked: InformationRequest, returned_on: date, returned: str, *, by: Actor
) -> InformationRequest:
    """What came back, or that nothing did. Raises Missing, NotPossible, WrongMove."""
    said(returned=returned)
    with using(asked.use, WORK, by=by) as use:
        fresh = InformationRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk)
        if not REQUEST.allows(fresh.state, "returned", WORK):
            raise WrongMove(REQUEST, fresh.state, WORK)
        if not fresh.asked_on <= returned_on <= timezone.localdate():
            raise NotPossible(Why.NOT_THAT_DAY)
        fresh.state, fresh.returned_on, fresh.returned = "returned", returned_on, returned
        fresh.save(update_fields=["state", "returned_on", "returned"])
        dues.stop(None, DueKind.HOTEL_ANSWER, about=fresh.pk)
        line(use.unit, LineKind.MEASURE, f"The hotel answered. {returned}", by=person_id(by))
        audit(use.unit, WORK, by=by, detail={"request": str(fresh.pk), "state": fresh.state})
    return fresh


def _of_a_hotel(use: Use) -> None:
    if use.measure != HOTEL:
        raise NotPossible(Why.NOT_A_HOTEL)
