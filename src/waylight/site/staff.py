"""The staff's side of the door. Sessions, sign-in and messages exist only behind staff paths, so that a
public visitor is never given a session and a public page never pays for one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.module_loading import import_string

from waylight.accounts.policy import Refused
from waylight.audit.actions import record
from waylight.audit.models import Verb

from .middleware import Answer, is_staff_path

STACK = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "waylight.site.staff.gate",
)
OPEN_PATHS = (
    "/staff/login/",
    "/staff/logout/",
    "/staff/2fa/authenticate/",
    "/staff/2fa/webauthn/login/",
    "/staff/join/",
)
SET_UP_PATHS = ("/staff/2fa/", "/staff/reauthenticate/", "/staff/password/")


def staff_only(get_response: Answer) -> Answer:
    """Run the staff's middleware for staff paths and none of it for anybody else."""
    inner: Callable[[HttpRequest], HttpResponse] = get_response
    for path in reversed(STACK):
        inner = import_string(path)(inner)

    def answer(request: HttpRequest) -> HttpResponse:
        return inner(request) if is_staff_path(request) else get_response(request)

    def process_exception(request: HttpRequest, problem: Exception) -> HttpResponse | None:
        return refused(request, problem) if isinstance(problem, Refused) else None

    answer.process_exception = process_exception  # type: ignore[attr-defined]
    return answer


def gate(get_response: Answer) -> Answer:
    """Nobody passes without sign-in, a second step, and a session that is neither idle nor ended."""

    def answer(request: HttpRequest) -> HttpResponse:
        stop = _stopped(request)
        return stop if stop is not None else get_response(request)

    return answer


def _stopped(request: HttpRequest) -> HttpResponse | None:
    from waylight.accounts import signin
    from waylight.accounts.models import Person
    from waylight.accounts.queries import actor_for, second_steps

    if request.path.startswith(OPEN_PATHS):
        return None
    person = request.user
    if not isinstance(person, Person):
        return _to_sign_in(request)
    if why := signin.why_over(request, person):
        request.session.flush()
        return _to_sign_in(request, why)
    request.actor = actor_for(person)  # type: ignore[attr-defined]
    if not request.path.startswith(SET_UP_PATHS) and not second_steps(person).exists():
        return redirect("mfa_index")
    return None


def _to_sign_in(request: HttpRequest, why: str = "") -> HttpResponse:
    """Back to the page that was asked for, once signed in; a form being sent cannot be sent again."""
    asked = {"next": request.path} if request.method == "GET" else {}
    return redirect(f"{reverse('account_login')}?{urlencode({**asked, **({'ended': why} if why else {})})}")


def refused(request: HttpRequest, problem: Refused) -> HttpResponse:
    """A plain 403; its audit row is written here, after the action's own transaction was rolled back."""
    thing = problem.thing
    record(
        Verb.REFUSAL,
        problem.action,
        by=problem.actor,
        thing=(type(thing).__name__.lower(), getattr(thing, "pk", "")) if thing is not None else ("", ""),
        detail={"field": problem.field} if problem.field else None,
    )
    return render(request, "site/refused.html", status=403)
