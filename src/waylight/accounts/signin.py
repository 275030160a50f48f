"""What is noted when somebody signs in, fails to, signs out or changes how; and whether they still may.

allauth and Django tell of signing in by signals; this is the only place that listens to them. A sign-in whose
audit row cannot be written does not happen: the failure stops it before the session is saved.
"""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from waylight.audit.actions import record
from waylight.audit.models import Verb

from . import sessions
from .models import Person, StaffSession
from .queries import actor_for, second_steps
from .roles import PUBLIC, Actor

KEY = "staff_session"
PROVED = "second_step_proved"
NO_STEP = "none"


@receiver(user_logged_in)
def began(sender: object, request: HttpRequest, user: Person, **rest: object) -> None:
    step = _second_step_used(request, user)
    with transaction.atomic():
        request.session[KEY] = sessions.begin(user)
        request.session[PROVED] = step != NO_STEP
        _noted(Verb.SIGN_IN, "sign-in.begin", user, second_step=step)


def _second_step_used(request: HttpRequest, user: Person) -> str:
    kinds = [r.get("type", "") for r in get_authentication_records(request, user) if r["method"] == "mfa"]
    return kinds[-1] if kinds else NO_STEP


@receiver(user_logged_out)
def ended(sender: object, request: HttpRequest, user: Person | None, **rest: object) -> None:
    if user is not None:
        session = sessions.find(request.session.get(KEY, ""), user.pk)
        _end(session, user, StaffSession.End.SIGNED_OUT)


def why_over(request: HttpRequest, user: Person) -> str:
    """Why this sign-in no longer stands, as a code of StaffSession.End, with its end noted; empty while it
    does. A session that we did not begin does not stand."""
    now = timezone.now()
    session = sessions.find(request.session.get(KEY, ""), user.pk)
    if session is None:
        return StaffSession.End.ACCESS_ENDED
    why = sessions.why_over(session, now)
    if not why and not request.session.get(PROVED) and _step_came_later(session, user):
        why = StaffSession.End.SECOND_STEP_ADDED
    if why:
        _end(session, user, why)
    else:
        sessions.seen(session, now)
    return why


def _step_came_later(session: StaffSession, user: Person) -> bool:
    """Begun with the password alone, when there was no second step, and not by whoever then added one: it
    must not gain from a step that it never took."""
    first = second_steps(user).order_by("created_at").values_list("created_at", flat=True).first()
    return first is not None and first > session.began_at


def _end(session: StaffSession | None, user: Person, how: str) -> None:
    with transaction.atomic():
        if session and sessions.end(session, how):
            record(
                Verb.SIGN_IN,
                "sign-in.end",
                by=actor_for(user),
                thing=("session", session.pk),
                detail={"how": str(how)},
            )


def failed(request: HttpRequest, *, tried: str) -> None:
    """A wrong password. `tried` is the keyed digest of the address that was typed."""
    record(Verb.SIGN_IN, "sign-in.fail", by=_whoever(request), thing=("sign-in", tried))


def passkey_failed(request: HttpRequest) -> None:
    record(
        Verb.SIGN_IN, "sign-in.fail", by=_whoever(request), detail={"step": Authenticator.Type.WEBAUTHN.value}
    )


def _whoever(request: HttpRequest) -> Actor:
    user = getattr(request, "user", None)
    return actor_for(user) if isinstance(user, Person) else PUBLIC


@receiver(authentication_failed)
def second_step_failed(sender: object, user: Person, authenticator: Authenticator, **rest: object) -> None:
    _noted(Verb.SIGN_IN, "second-step.fail", user, kind=authenticator.type)


def second_step_changed(request: HttpRequest, action: str, kind: str) -> None:
    """Whoever sets up a step in this sign-in has proved it in this sign-in."""
    if action == "second-step.add":
        request.session[PROVED] = True
    _noted(Verb.PERMISSION, action, request.user, kind=str(kind))  # type: ignore[arg-type]  # behind the gate


@receiver(password_changed)
def changed(sender: object, user: Person, **rest: object) -> None:
    """Django drops every session whose hash no longer fits; ours are ended with them."""
    sessions.end_all(user, StaffSession.End.SIGNED_OUT)
    _noted(Verb.PERMISSION, "password.change", user)


def _noted(verb: Verb, action: str, user: Person, **detail: str) -> None:
    record(verb, action, by=actor_for(user), thing=("person", user.pk), detail=detail)
