"""Bringing in who has done our course in another learning system: badge and day, line by line."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.guidance.models import Area

from ..codes import Mode
from ..courses import version_now
from ..models import Completion, Learner, Registration, RoomSession
from ..roster import Left, Row, Wrong, read
from ..roster_keys import roster_keys
from .completing import Finished, write_completions
from .problems import NotPossible, Why


@dataclass(frozen=True)
class BroughtIn:
    """`known`: how many lines said what was written down before. `left`: those that could not be used."""

    written: list[Completion]
    known: int
    left: list[Left]


@transaction.atomic
def bring_in_results(
    area: Area,
    course_id: str,
    version_id: str,
    text: str,
    *,
    evidence: str,
    by: Actor,
    today: date | None = None,
) -> BroughtIn:
    """Completions, with certificates, for the lines of a list that another learning system gave. Its columns
    are named as a roster's: a badge, and the day of completion. Brought in again it adds nothing.

    Raises NotPossible without the evidence or for a version that the course never had here, and
    roster.NotARoster.
    """
    require(by, "training.equivalent", area)
    if not evidence.strip():
        raise NotPossible(Why.NO_EVIDENCE)
    version_id = version_id.strip()
    if not _was_taught(course_id, version_id):
        raise NotPossible(Why.NO_VERSION)
    today = today or timezone.localdate()
    sheet, keys = read(text, today=today), roster_keys(area.slug)
    people = dict(Learner.objects.filter(area=area).values_list("badge_key", "pk"))
    done = Completion.objects.filter(area=area, course_id=course_id, withdrawal__isnull=True)
    before = set(done.values_list("learner_id", "on"))
    finished, left, known = [], list(sheet.left), 0
    for row in sheet.rows:
        learner = people.get(keys.badge(row.badge))
        if learner is None or row.trained is None:
            left.append(_left(row, Wrong.OFF_ROSTER if learner is None else Wrong.TRAINED))
        elif (learner, row.trained) in before:
            known += 1
        else:
            finished.append(Finished(learner, row.trained, evidence=evidence, assessor=by.ref))
    written = (
        write_completions(area.slug, course_id, version_id, Mode.SCORM, finished, by=by, today=today)
        if finished
        else []
    )
    return BroughtIn(written, known, sorted(left, key=lambda each: each.line))


def _was_taught(course_id: str, version_id: str) -> bool:
    """Whether it is the version of today, or somebody studied it here or sat it in a room. A list of another
    system is no witness: what it was once told would prove itself."""
    if not version_id or version_id == version_now(course_id):
        return bool(version_id)
    seen = {"course_id": course_id, "version_id": version_id}
    ours = Completion.objects.filter(**seen).exclude(mode=Mode.SCORM)
    rooms, begun = RoomSession.objects.filter(**seen), Registration.objects.filter(**seen)
    return ours.exists() or rooms.exists() or begun.exists()


def _left(row: Row, why: Wrong) -> Left:
    day = f"{row.trained:%d/%m/%Y}" if row.trained else ""
    return Left(row.line, why, ", ".join(each for each in (row.badge, row.name, day) if each), row.badge)
