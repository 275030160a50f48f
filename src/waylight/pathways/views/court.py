"""A child's cases before a court, one case, one hearing, and one thing that the child is owed word of."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from waylight.accounts.guarding import guarded
from waylight.accounts.roles import Actor
from waylight.casework import queries as casework
from waylight.casework.views.acts import Act, plain

from .. import actions, queries
from .. import forms_court as f
from ..machine import CLOSE_COURT, COURT
from ..models import Hearing, Proceedings
from ..rules import court as rules
from .places import Place, acted, shown

YES = "yes"
ANSWERABLE = ("asked", "granted")
"""What a court granted it can take back."""


def _about(typed: dict[str, Any]) -> actions.About:
    return actions.About(**{name: value for name, value in typed.items() if name != "base"})


def _proceedings(it: Proceedings, data: Any, initial: dict[str, Any]) -> forms.Form:
    stands = {name: getattr(it, name) for name in actions.About.__dataclass_fields__}
    return f.ProceedingsForm(data, initial={**stands, "base": it.version, **initial})


def _move(it: Hearing, data: Any, initial: dict[str, Any]) -> forms.Form:
    stands = {"base": it.version, "court": it.court, "place": it.place}
    return f.MoveForm(data, initial={**stands, **initial})


def _answer(it: Proceedings, data: Any, initial: dict[str, Any]) -> forms.Form:
    asked = [(str(each.pk), each.get_kind_display()) for each in it.measures.filter(state__in=ANSWERABLE)]
    return f.MeasureAnswerForm(data, initial=initial, asked=asked)


def _answered(it: Proceedings, typed: dict[str, Any], by: Actor) -> object:
    measure = it.measures.select_related("child", "proceedings").get(pk=typed.pop("measure"))
    return actions.answer_measure(measure, by=by, **{**typed, "granted": typed["granted"] == YES})


CHILD_ACTS = (
    Act(
        "court",
        COURT,
        _("A case before a court"),
        plain(f.ProceedingsForm),
        lambda c, d, by: actions.open_proceedings(c, _about(d), by=by),
        _("Saved. Add its hearings."),
        kept=True,
    ),
)
ACTS = (
    Act(
        "hearing",
        COURT,
        _("Add a hearing"),
        plain(f.HearingForm),
        lambda p, d, by: actions.list_hearing(p, by=by, **d),
        _("Added. The child is owed word of it."),
        kept=True,
    ),
    Act(
        "measure",
        COURT,
        _("A special measure was asked for, or asked for anew"),
        plain(f.MeasureForm),
        lambda p, d, by: actions.ask_measure(p, by=by, **d),
        _("Saved."),
        kept=True,
    ),
    Act(
        "measure-answer",
        COURT,
        _("The court decided about a measure, or took it back"),
        _answer,
        _answered,
        _("Saved. The child is owed word of it."),
        kept=True,
    ),
    Act(
        "news",
        COURT,
        _("Something else the child is to be told"),
        plain(f.NewsForm),
        lambda p, d, by: actions.note_news(p, by=by, **d),
        _("Saved. It is due to be told."),
        kept=True,
    ),
    Act(
        "about",
        COURT,
        _("About the case"),
        _proceedings,
        lambda p, d, by: actions.write_proceedings(p, _about(d), base=d["base"] or 0, by=by),
        _("Saved."),
        kept=True,
    ),
    Act(
        "close",
        CLOSE_COURT,
        _("The case is over"),
        plain(f.OutcomeForm),
        lambda p, d, by: actions.close_proceedings(p, by=by, **d),
        _("Closed."),
        kept=True,
    ),
    Act(
        "reopen",
        CLOSE_COURT,
        _("It is before a court again"),
        plain(f.ReasonForm),
        lambda p, d, by: actions.reopen_proceedings(p, by=by, **d),
        _("Open again."),
        kept=True,
    ),
)
HEARING_ACTS = (
    Act(
        "held",
        COURT,
        _("What happened"),
        plain(f.HeldForm),
        lambda h, d, by: actions.hold_hearing(h, by=by, **d),
        _("Saved. The child is owed word of it."),
        kept=True,
    ),
    Act(
        "move",
        COURT,
        _("Listed for another time or place"),
        _move,
        lambda h, d, by: actions.move_hearing(h, by=by, **{**d, "base": d["base"] or 0}),
        _("Moved. The listing before stays to be read; the child is owed word."),
        kept=True,
    ),
    Act(
        "vacate",
        COURT,
        _("Taken off the list"),
        plain(f.ReasonForm),
        lambda h, d, by: actions.vacate_hearing(h, by=by, **d),
        _("Saved. The child is owed word of it."),
        kept=True,
    ),
)
WORD_ACTS = (
    Act(
        "tell",
        COURT,
        _("The child was told"),
        plain(f.TellForm),
        lambda w, d, by: actions.tell(w, by=by, **d),
        _("Saved."),
        kept=True,
    ),
    Act(
        "leave",
        CLOSE_COURT,
        _("Decide that the child is not told"),
        plain(f.ReasonForm),
        lambda w, d, by: actions.leave_untold(w, by=by, **d),
        _("Saved, with your reason."),
        kept=True,
    ),
)


def _now(it: Proceedings) -> tuple[str, ...]:
    if it.state == "closed":
        return ("reopen",)
    answer = ("measure-answer",) if it.measures.filter(state__in=ANSWERABLE).exists() else ()
    return ("hearing", "measure", *answer, "news", "about", "close")


def _case(viewer: Actor, it: Proceedings) -> dict[str, Any]:
    return {"case": queries.case_of(viewer, it), "facts": rules()}


CHILD = Place(
    "child-court",
    "pathways/court_all.html",
    "court",
    casework.find_child,
    CHILD_ACTS,
    lambda child: ("court",) if child.state == "open" else (),
    lambda viewer, child: {"cases": queries.cases(viewer, child), "facts": rules()},
)
CASE = Place("court-case", "pathways/court.html", "court-case", queries.find_proceedings, ACTS, _now, _case)
HEARING = Place(
    "court-hearing",
    "pathways/hearing.html",
    "court-hearing",
    queries.find_hearing,
    HEARING_ACTS,
    lambda it: ("held", "move", "vacate") if it.state == "listed" else (),
    lambda viewer, it: {"listings": list(it.listings.select_related("by"))},
)
WORD = Place(
    "court-word",
    "pathways/word.html",
    "court-word",
    queries.find_word,
    WORD_ACTS,
    lambda it: ("tell", "leave") if it.state == "owed" else (),
    lambda viewer, it: {
        "facts": rules(),
        "row": next(row for row in queries.case_of(viewer, it.proceedings).words if row.word.pk == it.pk),
    },
)
PLACES = {place.name: place for place in (CHILD, CASE, HEARING, WORD)}


@require_GET
@guarded("child.view")
def show(request: HttpRequest, pk: UUID, place: str) -> HttpResponse:
    return shown(request, PLACES[place], pk)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def act(request: HttpRequest, pk: UUID, name: str, place: str) -> HttpResponse:
    return acted(request, PLACES[place], pk, name)
