"""Three licensing offices through a year, each day through the actions that people and the worker use."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from uuid import UUID

from django.db.models import QuerySet

from waylight.accounts.roles import Actor
from waylight.guidance.models import Area

from .. import actions
from ..codes import ExemptBecause, Mode, Role
from ..models import Completion, Exemption, Learner, Operator, Reminder
from ..refresher import Demand, DemandKind
from ..roster_keys import roster_keys
from .diary import HEADINGS, Away, Demanded, Diary, Driver, Ruled, Trained
from .post_office import PostOffice

COURSE = "drivers"
FIRST_WORDS, LATER_WORDS = "2027-01-1-0a1b2c3d", "2027-06-1-4e5f6a7b"
START = date(2027, 1, 4)
DAYS = 365
LICENCE = timedelta(days=1095)
STOOD = range(103, 113)
FRIDAY = 4


class Year:
    """The first council shortens its rule for all while the worker stands; the second goes by licence
    renewals and shortens its rule for new training; the third changes its days of reminding and has a firm
    with its own rule. `officers` are the licensing officers of the areas, in their order."""

    def __init__(self, areas: Sequence[Area], officers: Sequence[Actor], drivers: int, seed: int = 1) -> None:
        self.areas = {area.slug: area for area in areas}
        self.by = dict(zip(self.areas, officers, strict=True))
        self.first, self.second, self.third = self.areas
        self.size, self.diary = drivers, Diary(stood={START + timedelta(days=n) for n in STOOD})
        self.chance = Random(seed)  # noqa: S311  # a year that can be had again, not a secret
        self.pks: dict[str, UUID] = {}
        self.agenda: dict[int, Callable[[date], None]] = {
            60: self._mail_breaks_off,
            63: self._unsure_mail_is_settled,
            100: self._first_shortens_for_all,
            120: self._new_words_must_be_done,
            150: self._a_firm_has_its_own_rule,
            180: self._post_office_shuts,
            183: self._post_office_opens,
            200: self._second_shortens_for_new,
            230: self._the_law_changes,
            250: self._third_reminds_on_other_days,
            320: self._mail_breaks_off,
        }

    def run(self, evening: Callable[[date], None] = lambda day: None) -> Diary:
        """The whole year and the morning after it; calls back each evening."""
        PostOffice.begin()
        self._begin()
        for n in range(1, DAYS):
            day = START + timedelta(days=n)
            self._morning(day)
            self._office(n, day)
            evening(day)
        self._morning(START + timedelta(days=DAYS))
        return self.diary

    def _morning(self, day: date) -> None:
        if day in self.diary.stood:
            return
        for slug in self.areas:
            actions.area_round(slug, on=day)
            self._send(slug, day)

    def _send(self, slug: str, day: date) -> None:
        """As the queue does, which tries again."""
        for _again in range(3):
            try:
                actions.send_reminders(slug, on=day)
            except ConnectionError:
                continue
            return

    def _office(self, n: int, day: date) -> None:
        if n in self.agenda:
            self.agenda[n](day)
        if day.day == 1:
            self._month(day)
        if n % 6 == 0:
            self._training(day)
        if n % 40 == 0:
            self._away(day)
            self._taken_back(day)
        if day.weekday() == FRIDAY:
            self._post(day)

    # Rosters

    def _begin(self) -> None:
        """Rules first, then the rosters with their earlier training."""
        self._rule(START, self.first, starts=START - timedelta(days=700), months=36, first_days=900)
        self._rule(
            START,
            self.second,
            starts=START - timedelta(days=400),
            months=48,
            first_days=600,
            lead_days=30,
            window_days=120,
            remind=(60, 14, 0, -7),
        )
        self._rule(START, self.third, starts=START - timedelta(days=900), months=36, first_days=365)
        for at, slug in enumerate(self.areas):
            own = range(at, self.size, len(self.areas))
            self._bring_in(slug, [self._driver(slug, number, START) for number in own], START)

    def _driver(self, slug: str, number: int, day: date) -> Driver:
        """Somebody new to the office: most have been trained before, some have no address that works."""
        roll, chance = self.chance.random(), self.chance
        kind = "refused" if roll < 0.03 else "returns" if roll < 0.06 else "driver"
        driver = Driver(
            badge=f"{slug[:1].upper()}{number:05}",
            area=slug,
            firm=f"Firm {number % 40}" if number % 5 else "",
            email=f"{kind}{number}@drivers.example" if roll < 0.85 else "",
            joined=day,
        )
        renewal = day + timedelta(days=chance.randrange(1, LICENCE.days)) if chance.random() < 0.9 else None
        driver.renewals.append((day, renewal))
        if chance.random() < 0.8:
            driver.trained.append(Trained(day, day - timedelta(days=chance.randrange(1, 1400))))
        self.diary.drivers[driver.badge] = driver
        return driver

    def _bring_in(self, slug: str, drivers: Sequence[Driver], day: date) -> None:
        text = "\n".join((HEADINGS, *(driver.line() for driver in drivers)))
        area, by = self.areas[slug], self.by[slug]
        kept, _plan = actions.preview_roster(area, text, by=by, course_id=COURSE, today=day)
        actions.apply_roster(kept, by=by, today=day)
        keys = roster_keys(slug)
        badges = {keys.badge(driver.badge): driver.badge for driver in drivers}
        rows = Learner.objects.filter(area=area).values_list("badge_key", "pk")
        self.pks |= {badges[key]: pk for key, pk in rows if key in badges}

    def _month(self, day: date) -> None:
        """Licences that have run out were renewed, a few drivers are new, a few have left."""
        for slug in self.areas:
            renewed = [each for each in self._here(slug) if each.renewal is not None and each.renewal <= day]
            for each in renewed:
                each.renewals.append((day, each.renewal + LICENCE if each.renewal else None))
            number = 90_000 + len(self.diary.drivers)
            new = [self._driver(slug, number + n, day) for n in range(max(1, self.size // 400))]
            self._bring_in(slug, [*renewed, *new], day)
            for each in self._some(slug, 1000):
                actions.end_record(self._learner(each), by=self.by[slug], today=day)
                each.left = day

    def _here(self, slug: str) -> list[Driver]:
        return [each for each in self.diary.drivers.values() if each.area == slug and each.left is None]

    def _some(self, slug: str, one_in: int) -> list[Driver]:
        """One in so many of all three councils' drivers, at least one, from this council."""
        return self.chance.sample(self._here(slug), max(1, self.size // one_in))

    def _learner(self, driver: Driver) -> Learner:
        return Learner.objects.get(pk=self.pks[driver.badge])

    # Training

    def _training(self, day: date) -> None:
        """A room in each council. A paper register comes in days later."""
        words = FIRST_WORDS if day < START + timedelta(days=130) else LATER_WORDS
        for slug in self.areas:
            on = day - timedelta(days=self.chance.choice((0, 0, 0, 2, 9)))
            drivers = self._some(slug, 250)
            finished = [actions.Finished(self.pks[each.badge], on) for each in drivers]
            by = self.by[slug]
            actions.write_completions(slug, COURSE, words, Mode.ROOM, finished, by=by, today=day)
            for each in drivers:
                each.trained.append(Trained(day, on, words))

    def _taken_back(self, day: date) -> None:
        for slug in self.areas:
            for driver in self._some(slug, 500):
                counting = [each for each in driver.trained if each.taken_back is None]
                if counting:
                    trained = self.chance.choice(counting)
                    self._withdraw(driver, trained, day)
                    trained.taken_back = day

    def _withdraw(self, driver: Driver, trained: Trained, day: date) -> None:
        rows = Completion.objects.filter(
            learner=self.pks[driver.badge], on=trained.on, withdrawal__isnull=True
        )
        found = rows.filter(version_id=trained.version)[0]
        actions.withdraw(found, reason="Another person sat the check", by=self.by[driver.area], today=day)

    def _away(self, day: date) -> None:
        """Some are exempt from today or a later day, and some are back before it ends."""
        for slug in self.areas:
            for driver in self._here(slug):
                if driver.away and driver.away[-1].back is None and self.chance.random() < 0.2:
                    self._come_back(driver, driver.away[-1], day)
            for driver in self._some(slug, 500):
                since = day + timedelta(days=self.chance.choice((0, 0, 15)))
                away = Away(day, since, since + timedelta(days=self.chance.randrange(20, 150)))
                if any(each.runs(away.since, away.until) for each in driver.away):
                    continue
                actions.exempt(
                    self._learner(driver),
                    COURSE,
                    because=ExemptBecause.AWAY,
                    reason="Away",
                    since=away.since,
                    until=away.until,
                    by=self.by[slug],
                    today=day,
                )
                driver.away.append(away)

    def _come_back(self, driver: Driver, away: Away, day: date) -> None:
        if away.until < day:
            return
        rows = Exemption.objects.filter(learner=self.pks[driver.badge], since=away.since, until=away.until)
        actions.end_exemption(rows.latest("at"), by=self.by[driver.area], today=day)
        away.back = day

    # Mail

    def _post(self, day: date) -> None:
        """On Fridays letters are posted, and what came back in the week is noted; some letters lie on."""
        for slug, area in self.areas.items():
            letters = Reminder.objects.filter(area=area, way=Reminder.Way.LETTER, state=Reminder.State.DUE)
            posted = [pk for pk in self._in_order(letters) if self.chance.random() < 0.95]
            actions.post_letters(area, posted, by=self.by[slug], today=day)
            back = [address for address in PostOffice.taken if address.startswith("returns")]
            actions.note_bounces(area, back, by=self.by[slug], today=day)

    def _in_order(self, letters: QuerySet[Reminder]) -> list[UUID]:
        """By badge, and not by ids that no seed makes again: the year must be one that can be had again."""
        badges = {pk: badge for badge, pk in self.pks.items()}
        rows = letters.only("learner_id", "due_on", "days_before")
        by_badge = sorted(rows, key=lambda each: (badges[each.learner_id], each.due_on, each.days_before))
        return [each.pk for each in by_badge]

    def _mail_breaks_off(self, day: date) -> None:
        PostOffice.breaks_after = 3

    def _unsure_mail_is_settled(self, day: date) -> None:
        for reminder in Reminder.objects.filter(state=Reminder.State.GOING):
            actions.settle_unsure(reminder, went=True, by=self.by[reminder.area_id], today=day)

    def _post_office_shuts(self, day: date) -> None:
        PostOffice.shut = True

    def _post_office_opens(self, day: date) -> None:
        PostOffice.shut = False

    # Rules

    def _rule(self, day: date, slug: str, *, to_all: bool = True, firm: str = "", **numbers: object) -> None:
        area, by = self.areas[slug], self.by[slug]
        operator = None
        if firm:
            operator = Operator.objects.get(area=area, name_key=roster_keys(slug).operator(firm))
        draft = actions.RuleDraft(COURSE, roles=(Role.DRIVER,), operator=operator, **numbers)  # type: ignore[arg-type]  # the numbers are the draft's own
        actions.make_rule(area, draft, to_all=to_all, by=by, today=day)
        self.diary.rules.append(Ruled(day, slug, firm, draft, to_all))

    def _demand(self, day: date, slug: str, demand: Demand) -> None:
        area, by = self.areas[slug], self.by[slug]
        actions.make_demand(area, COURSE, demand, why="Made up", by=by, today=day)
        self.diary.demands.append(Demanded(day, slug, demand))

    def _first_shortens_for_all(self, day: date) -> None:
        """Its first day falls among those on which the worker stands."""
        begins = day + timedelta(days=6)
        self._rule(day, self.first, starts=begins, months=24, first_days=900)

    def _second_shortens_for_new(self, day: date) -> None:
        self._rule(
            day,
            self.second,
            to_all=False,
            starts=day,
            months=12,
            first_days=600,
            lead_days=45,
            window_days=120,
            remind=(60, 14, 0, -7),
        )

    def _third_reminds_on_other_days(self, day: date) -> None:
        begins = day + timedelta(days=3)
        self._rule(day, self.third, starts=begins, months=36, first_days=365, remind=(45, 10))

    def _a_firm_has_its_own_rule(self, day: date) -> None:
        firm = next(each.firm for each in self._here(self.third) if each.firm)
        self._rule(day, self.third, firm=firm, starts=day, months=12, first_days=90)

    def _new_words_must_be_done(self, day: date) -> None:
        demand = Demand(
            DemandKind.VERSION, day + timedelta(days=10), day + timedelta(days=90), LATER_WORDS[:9]
        )
        self._demand(day, self.first, demand)

    def _the_law_changes(self, day: date) -> None:
        for slug in self.areas:
            demand = Demand(DemandKind.LAW, day + timedelta(days=5), day + timedelta(days=110))
            self._demand(day, slug, demand)
