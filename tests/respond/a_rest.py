"""What comes of edits that meet, of dissent, of an end, and of places and people: the other rows."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from tests.casework.a_team import MINA, fresh
from tests.disruption import test_hotel as hotel
from tests.disruption.a_licence import begun
from tests.disruption.a_room import TODAY, Room
from tests.disruption.test_licensing import in_state as licence_in
from tests.plan.test_endings import ended
from tests.referral.test_links import CHOSEN, draft

from waylight.casework import actions as casework
from waylight.casework.errors import StaleEdit
from waylight.casework.models import Child
from waylight.disruption import actions as disruption
from waylight.guidance.models import Area
from waylight.meetings import actions as meetings
from waylight.meetings.models import Item
from waylight.pathways import actions as pathways
from waylight.pathways.models import Episode
from waylight.referral import actions as referral

from .a_case import Everything


class Whole(Everything):
    """Something in each table of the seven rooms that has a sealed field."""

    @cached_property
    def room(self) -> Room:
        return Room(self.team.hub, self.team.make, self.team.actor_of)

    def all_of_it(self) -> None:
        child = self.another()
        referral.answer(child.checks.get(), nil=False, by=self.agencies.of("health"))
        self._met_edits(child)
        self._told_the_unit(child)
        self._disagreed(child)
        self._handed_on()
        ended(self.team)
        self._disrupted()

    def _met_edits(self, child: Child) -> None:
        try:
            casework.write_details(fresh(child), replace(MINA, school="Late"), base=0, by=self.team.worker)
        except StaleEdit:
            return
        raise AssertionError("an edit of another version was taken")

    def _told_the_unit(self, child: Child) -> None:
        (episode,) = Episode.objects.filter(child=child)
        pathways.write_out(episode, words="A grey car by the quay.", nothing="", by=self.team.worker)

    def _disagreed(self, child: Child) -> None:
        panel, (item,) = self.panel, Item.objects.filter(subjects__child=child)
        voluntary = panel.attendee(item.meeting, "voluntary")
        meetings.dissent(item, voluntary, "She is not ready.", by=panel.coordinator)
        meetings.agree_minutes(item.meeting, by=panel.chair)
        meetings.correct(item.meeting, "It was Tuesday.", item, by=panel.coordinator)
        meetings.declare_conflict(item, panel.person("voluntary"), "Her aunt.", by=panel.coordinator)

    def _handed_on(self) -> None:
        child, by = self.team.child(), self.team.worker
        referral.hand_over(draft(self.agencies, child), replace(CHOSEN, looked=True), by=by)
        self.agencies.enquiry_in(fresh(child), "conference")
        to = Area.objects.get(pk="brackenford")
        self.team.make("team-manager", area_slug="brackenford", name="Neighbour")
        referral.offer_record(fresh(child), to, "She has moved.", "Since May.", by=self.team.manager)

    def _disrupted(self) -> None:
        room = self.room
        use = hotel.served(room)
        disruption.vary(use, TODAY + timedelta(days=60), "Shorter.", by=room.coordinator)
        asked = disruption.ask_hotel(use, by=room.coordinator, **hotel.ASKED)
        disruption.note_return(asked, TODAY, "Four names.", by=room.coordinator)
        licence_in(room, "entered")
        licence_in(room, "sent")
        told = begun(room, "merrowdale", course="from-others", sender="brackenford")
        disruption.decide_licence(told, "nothing", "Talked to.", notified_on=TODAY, by=room.licensing)
        enquiry = disruption.ask(
            "of-us", "brackenford", "A driver.", TODAY, area="merrowdale", by=room.licensing
        )
        disruption.answer_enquiry(enquiry, date(2026, 11, 18), "None known.", by=room.licensing)
