"""A scenario on screen, where the address carries the choices, and on paper, with numbers to go to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from waylight.accounts.guarding import guarded

from ..library import Course, Passage, Scenario, notes, said
from ..playing import play
from .public import area_of, course_or_404, language_of, show


@require_safe
@guarded("guidance.read")
def scenario(request: HttpRequest, course: str, scenario: str) -> HttpResponse:
    """`?by=1.3` is the first choice, then the third. Nothing else is known, and nothing is kept."""
    found, story = _found(course, scenario)
    words = _words(request, story)
    place = play(story, request.GET.get("by", ""))
    return show(
        request,
        "scenario",
        course=found,
        scenario=story,
        place=place,
        words=words,
        notes=notes(words.values()),
    )


@require_safe
@guarded("guidance.read")
def paper(request: HttpRequest, course: str, scenario: str) -> HttpResponse:
    """All of it on one page: "go to 4" works with a pencil, and as a link."""
    found, story = _found(course, scenario)
    words = _words(request, story)
    numbers = {node.id: number for number, node in enumerate(story.nodes, start=1)}
    return show(
        request,
        "scenario_paper",
        course=found,
        scenario=story,
        numbers=numbers,
        words=words,
        notes=notes(words.values()),
    )


def _found(course: str, scenario: str) -> tuple[Course, Scenario]:
    found = course_or_404(course)
    story = next((each for each in found.scenarios if each.id == scenario), None)
    if story is None:
        raise Http404
    return found, story


def _words(request: HttpRequest, story: Scenario) -> dict[str, Passage]:
    """Every sentence of the scenario by its key: `title`, and for a node `n1`, `n1.do`, and `n1.1` for its
    first choice."""
    language, area = language_of(request), area_of(request)
    own = {"title": story.title}
    for node in story.nodes:
        own[node.id] = node.words
        own[f"{node.id}.do"] = node.do
        own |= {f"{node.id}.{at}": turn.words for at, turn in enumerate(node.choices, start=1)}
    return {key: said(f"{story.id}.{key}", words, language, area) for key, words in own.items() if words}
