"""My own page, and the pages about people."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from . import actions, queries, restoring, signin, ways_in
from .forms import ROLE_WORDS, ChoosePassword, GiveRole, Invite, Leave, Restore, area_words
from .guarding import actor_of, guarded
from .membership import NotPossible
from .models import Grant, Person, Restoration, StaffSession
from .policy import can
from .roles import Actor, Role
from .sessions import digest

WORDS = {"role_words": {role.value: words for role, words in ROLE_WORDS.items()}, "area_words": area_words}


@guarded("self.manage")
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    somebody = _signed_in(request)
    context = {
        "person": somebody,
        "grants": sorted(actor_of(request).grants),
        "steps": queries.second_steps(somebody).order_by("created_at"),
        "sessions": queries.my_sessions(somebody),
        "this_one": digest(request.session.get(signin.KEY, "")),
        **WORDS,
    }
    return render(request, "accounts/me.html", context)


@guarded("self.manage")
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(StaffSession, pk=pk, person=_signed_in(request))
    actions.end_session(session, by=actor_of(request))
    messages.success(request, _("That sign-in has ended."))
    return redirect("me")


@guarded("people.view")
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    viewer = actor_of(request)
    confirmable = can(viewer, "people.confirm-restore")
    context = {
        "people": queries.people_listed(viewer, request.GET.get("page", "1")),
        "may_join": can(viewer, "people.join"),
        "restorations": queries.restorations_to_confirm(viewer) if confirmable else [],
        "names": queries.staff_names(),
        **WORDS,
    }
    return render(request, "accounts/people.html", context)


@guarded("people.join")
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = Invite(request.POST or None, areas=by.areas(Role.ADMINISTRATOR))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            invited = actions.invite(
                name=asked["name"],
                email=asked["email"],
                agency=asked["agency"],
                roles=form.chosen(),
                area_slug=asked["area"],
                by=by,
            )
            return _link_shown(request, invited)
        except NotPossible as why:
            form.add_error(None, str(why))
    return render(request, "accounts/invite.html", {"form": form})


@guarded("people.view")
@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return _person_page(request, _person(request, pk))


@guarded("people.join")
@require_POST
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    somebody = _person(request, pk)
    try:
        return _link_shown(request, actions.invite_again(somebody, by=actor_of(request)))
    except NotPossible as why:
        messages.error(request, str(why))
        return redirect("person", pk=pk)


@guarded("people.join")
@require_POST
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    somebody, by = _person(request, pk), actor_of(request)
    form = GiveRole(request.POST, areas=by.areas(Role.ADMINISTRATOR))
    if not form.is_valid():
        return _person_page(request, somebody, role=form)
    role, area = Role(form.cleaned_data["role"]), form.cleaned_data["area"]
    return _done(request, pk, lambda: actions.grant(somebody, role, area, by=by), _("The role was given."))


@guarded("people.leave")
@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    given = get_object_or_404(Grant, pk=pk)
    return _done(
        request,
        given.person_id,
        lambda: actions.end_grant(given, by=actor_of(request)),
        _("The role has ended."),
    )


@guarded("people.leave")
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    somebody, by = _person(request, pk), actor_of(request)
    form = Leave(request.POST)
    if not form.is_valid():
        return _person_page(request, somebody, leaving=form)
    on, reason = form.moment(), form.cleaned_data["reason"]
    return _done(
        request,
        pk,
        lambda: actions.leave(somebody, on=on, reason=reason, by=by),
        _("Their access ends on the day you gave, and what they held goes back to the list."),
    )


@guarded("people.restore")
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    somebody = _person(request, pk)
    form = Restore(request.POST)
    if not form.is_valid():
        return _person_page(request, somebody, restoring=form)
    checked = form.cleaned_data["how_checked"]
    try:
        restored = restoring.start_restore(somebody, how_checked=checked, by=actor_of(request))
    except NotPossible as why:
        messages.error(request, str(why))
        return redirect("person", pk=pk)
    if restored.invited:
        return _link_shown(request, restored.invited)
    messages.success(request, _("Nothing has changed yet: a manager of the area must agree first."))
    return redirect("person", pk=pk)


@guarded("people.confirm-restore")
@require_POST
def confirm_restore(request: HttpRequest, pk: int) -> HttpResponse:
    restoration = get_object_or_404(Restoration, pk=pk)
    agree = request.POST.get("agree") == "yes"
    try:
        restored = restoring.confirm_restore(restoration, agree=agree, by=actor_of(request))
    except NotPossible as why:
        messages.error(request, str(why))
        return redirect("people")
    if restored.invited:
        return _link_shown(request, restored.invited)
    messages.success(request, _("Noted: nothing was changed, and the person is told."))
    return redirect("people")


@guarded("invitation.accept")
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind a one-time link: it shows no name, so that a stray link tells nothing."""
    try:
        invitation = ways_in.open_link(secret)
        form = ChoosePassword(request.POST or None, person=invitation.person)
        if request.method == "POST" and form.is_valid():
            actions.accept_invitation(secret, form.cleaned_data["password"])
            messages.success(request, _("Your password is set. Sign in with it, then add a second step."))
            return redirect("account_login")
    except ways_in.LinkSpent as why:
        return render(request, "accounts/link_spent.html", {"why": str(why)}, status=410)
    return render(request, "accounts/choose_password.html", {"form": form})


def _signed_in(request: HttpRequest) -> Person:
    """The gate lets nobody else through."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def _person(request: HttpRequest, pk: int) -> Person:
    try:
        return queries.person(actor_of(request), pk)
    except Person.DoesNotExist:
        raise Http404 from None


def _person_page(
    request: HttpRequest,
    somebody: Person,
    *,
    role: GiveRole | None = None,
    leaving: Leave | None = None,
    restoring: Restore | None = None,
) -> HttpResponse:
    viewer = actor_of(request)
    areas = viewer.areas(Role.ADMINISTRATOR)
    context = {
        "person": somebody,
        "role_form": role or GiveRole(areas=areas),
        "leave_form": leaving or Leave(),
        "restore_form": restoring or Restore(),
        "steps": queries.second_steps(somebody).count(),
        "waiting": somebody.restorations.filter(state=Restoration.State.WAITING).first(),
        "may": _may(viewer, somebody),
        "names": queries.staff_names(),
        **WORDS,
    }
    return render(request, "accounts/person.html", context)


def _may(viewer: Actor, somebody: Person) -> dict[str, bool]:
    """Which of the page's buttons to show. The actions ask again, with the thing."""
    self_too = viewer.user_id == somebody.pk
    return {
        "join": can(viewer, "people.join") and not self_too,
        "leave": can(viewer, "people.leave"),
        "restore": can(viewer, "people.restore") and not self_too,
    }


def _done(request: HttpRequest, pk: int, act: Callable[[], object], words: str) -> HttpResponse:
    try:
        act()
        messages.success(request, words)
    except NotPossible as why:
        messages.error(request, str(why))
    return redirect("person", pk=pk)


def _link_shown(request: HttpRequest, invited: ways_in.Invited) -> HttpResponse:
    """Shown once: only a digest of it is kept. No redirect, for then it would have to be kept somewhere."""
    context = {"invited": invited, "address": request.build_absolute_uri(invited.link)}
    return render(request, "accounts/link.html", context)
