"""A learner's own way in: a badge number and a code from the council, no account and no e-mail address."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.accounts.guarding import guarded
from waylight.guidance import queries as guidance
from waylight.guidance.models import Area

from .. import keeping, trying
from ..actions import begin, enter, leave, visit_of
from ..courses import course_or_none, courses_for
from ..library import Passage, said
from ..models import Learner
from ..name_slips import opened
from ..progress import COOKIE, Progress
from ..queries import CertificateSeen, certificates_of, own_courses
from ..queries.kept import KeptCourse, kept_on_roster
from ..refresher import State
from ..roster_keys import badge_as_compared, code_as_compared
from ..visiting import EARLIER, Visitor, drop_earlier, keep_earlier, keep_learner, visitor_of, wipe
from .public import area_of, course_or_404, language_of, see, show

LONGEST = 80
WRONG, OFTEN, MISSING = "wrong", "often", "missing"


@dataclass(frozen=True)
class OwnCard:
    """A course on a learner's page. `state` is None for one that nobody asks of them."""

    id: str
    title: Passage
    state: State | None
    due_on: date | None
    done: int
    lessons: int
    open: bool
    completed_on: date | None

    @property
    def to_do(self) -> bool:
        return self.state in (State.NEVER, State.IN_PROGRESS, State.DUE_SOON, State.OVERDUE)

    @property
    def offered(self) -> bool:
        """Nobody asks it of them, and they have never done it."""
        return self.state is None and self.completed_on is None


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("training.enter")
def me(request: HttpRequest) -> HttpResponse:
    """Their own page, or the way in."""
    if request.method == "POST":
        return _come_in(request)
    visitor = visitor_of(request)
    if visitor.learner is None:
        return _door(request)
    return _own_page(request, visitor, visitor.learner)


me.shows_stale = True  # type: ignore[attr-defined]  # read by site.views.stale_form


def _door(
    request: HttpRequest, area: Area | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    device = visitor_of(request).device
    areas = [device.area] if device is not None else guidance.areas()
    return show(
        request,
        "me_door",
        status=status,
        areas=areas,
        asked=area or (device.area if device is not None else area_of(request)),
        badge=request.POST.get("badge", "")[:LONGEST],
        code=request.POST.get("code", "")[:LONGEST],
        problem=problem,
        again=getattr(request, "stale", False),
        note=request.GET.get("note", ""),
    )


def _come_in(request: HttpRequest) -> HttpResponse:
    badge, code = (request.POST.get(name, "")[:LONGEST] for name in ("badge", "code"))
    asked = request.POST.get("area", "")
    area = next((each for each in guidance.areas() if each.slug == asked), None)
    if getattr(request, "stale", False):
        return _door(request, area, status=403)
    if area is None or not badge_as_compared(badge) or not code_as_compared(code):
        return _door(request, area, MISSING, 422)
    visitor = visitor_of(request)
    token = enter(area.slug, badge, code, shared=visitor.shared)
    visit = visit_of(token) if token else None
    if token is None or visit is None:
        tries = trying.codes_of(area.slug, badge)
        if tries.too_many:
            return _door(request, area, OFTEN, 429)
        tries.note_wrong()
        return _door(request, area, WRONG, 422)
    if visitor.token:
        leave(visitor.token)
    return _arrived(request, visit.learner, token, badge, code)


def _arrived(request: HttpRequest, learner: Learner, token: str, badge: str, code: str) -> HttpResponse:
    """The browser goes on from what the roster knows. What it carried before without a name is set aside."""
    visitor = replace(visitor_of(request), learner=learner)
    kept, before = kept_on_roster(learner, by=visitor.actor), Progress.of(request)
    response = see(reverse("learn-me"))
    keep_learner(response, token, badge=badge.strip(), name=opened(learner, badge, code))
    if keeping.unknown_to_roster(kept, before):
        keep_earlier(response, request.COOKIES[COOKIE])
    keeping.from_roster(kept, before).keep(response)
    rotate_token(request)
    return response


def _own_page(request: HttpRequest, visitor: Visitor, learner: Learner) -> HttpResponse:
    kept, language = kept_on_roster(learner, by=visitor.actor), language_of(request)
    cards = _cards(visitor, learner, kept, language)
    settled = [card for card in cards if not (card.to_do or card.open or card.offered)]
    certificates = certificates_of(learner, by=visitor.actor)
    earlier = keeping.unknown_to_roster(kept, _earlier(request))
    return show(
        request,
        "me",
        learner_area=learner.area,
        cards=[card for card in cards if card not in settled],
        rest=settled,
        certificates=[each for each in certificates if not _superseded(each)],
        older=[each for each in certificates if _superseded(each)],
        earlier=[said(f"{each.course.id}.title", each.course.title, language) for each in earlier],
        note=request.GET.get("note", ""),
    )


def _superseded(certificate: CertificateSeen) -> bool:
    return certificate.standing == "replaced"


def _cards(visitor: Visitor, learner: Learner, kept: dict[str, KeptCourse], language: str) -> list[OwnCard]:
    """Courses that are asked of them by what is due first, then others that they began or did; where there
    are none of either, those that are written for them."""
    asked = {each.course_id: each for each in own_courses(learner, by=visitor.actor)}
    known_of = (*asked, *sorted(set(kept) - set(asked)))
    found = []
    for id in known_of or [course.id for course in courses_for(learner.role)]:
        course, own, known = course_or_none(id), asked.get(id), kept.get(id, KeptCourse(id))
        if course is None:
            continue
        found.append(
            OwnCard(
                id,
                said(f"{id}.title", course.title, language),
                own.state if own else None,
                own.due_on if own else None,
                sum(lesson.id in known.done for lesson in course.lessons),
                len(course.lessons),
                known.open,
                max(filter(None, (known.completed_on, own.last_on if own else None)), default=None),
            )
        )
    return found


@require_POST
@guarded("training.learn")
def go_on(request: HttpRequest, course: str) -> HttpResponse:
    """Begin a course, or go on where they are: from here on each part is written down."""
    found, visitor = course_or_404(course), visitor_of(request)
    if visitor.learner is None:
        return see(reverse("learn-me"))
    begin(visitor.learner, found.id, found.version_id, by=visitor.actor)
    kept = kept_on_roster(visitor.learner, by=visitor.actor)
    response, carried = see(reverse("learn-course", args=[found.id])), Progress.of(request)
    standing = keeping.from_roster(kept, carried).on(found)
    if attempt := carried.on(found).attempt:
        standing = standing if attempt.marked else replace(standing, attempt=attempt)
    carried.with_standing(found, standing).keep(response)
    return response


@require_POST
@guarded("training.learn")
def earlier(request: HttpRequest) -> HttpResponse:
    """What this browser carried before they came in was theirs, and is added; or it was not, and goes."""
    visitor, before = visitor_of(request), _earlier(request)
    response = see(reverse("learn-me"))
    drop_earlier(response)
    if visitor.learner is None or request.POST.get("mine") != "yes":
        return response
    kept = kept_on_roster(visitor.learner, by=visitor.actor)
    for each in keeping.unknown_to_roster(kept, before):
        keeping.add(visitor.learner, each, by=visitor.actor)
    kept = kept_on_roster(visitor.learner, by=visitor.actor)
    keeping.from_roster(kept, Progress.of(request)).keep(response)
    return response


def _earlier(request: HttpRequest) -> Progress:
    return Progress.opened(request.COOKIES.get(EARLIER, ""))


@csrf_exempt  # ending harms nobody, and it must work on a page that was open for a long time
@require_POST
@guarded("training.enter")
def end(request: HttpRequest) -> HttpResponse:
    """Sign out; on a shared device: the next person, please. Nothing of the last one stays."""
    visitor = visitor_of(request)
    if visitor.token:
        leave(visitor.token)
    response = see(f"{reverse('learn-me')}?note=out")
    wipe(response, everything=visitor.shared)
    return response


@require_safe
@guarded("training.enter")
def still_here(request: HttpRequest) -> HttpResponse:
    """A reader who scrolls has not gone: asked by the script of a shared device. 404: nobody is in."""
    if visitor_of(request).learner is None:
        raise Http404
    return HttpResponse(status=204)
